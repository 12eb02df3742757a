/** `chromapatch run` replaces nothing of the user's, does again only what is not done, and says all that a photo lacks. */
import { spawn, spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs' // prettier-ignore
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { photo } from '../engine/harness'
import { chromapatch, program } from './run'

const windows = process.platform === 'win32'
let folder = ''
let round = 0
let at = (...names: string[]) => join(folder, ...names)
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chromapatch-run-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))
beforeEach(() => {
  const nest = join(folder, `n${(round += 1)}`)
  mkdirSync(nest)
  at = (...names) => join(nest, ...names)
})

const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
const shown = (path: string) => readdirSync(path).filter((name) => !name.startsWith('.')).sort() // prettier-ignore
const place = (name: string, of = 'painting.jpg') => (copyFileSync(photo(of), at(name)), at(name))

/** A recipe of one mask under that name. */
function recipe(
  name: string,
  { threshold = 0.05, as = 'r', at: [x, y, w, h] = [400, 120, 60, 50] as [number, number, number, number] } = {},
): string {
  const options = { content: 'mask', format: 'png', matte: null, quality: 92, lossless: true, keepCameraData: false, keepLocation: false }
  const patches = [{ x, y, w, h, role: 'add' }]
  const model = { id: 'gaussian', version: 1, parameters: { light: 'encoded', minimumBrightness: 0, excludeClipped: false } }
  const rest = { clean: [], outputs: [{ name, options }], figures: [], scale: null, inputs: [] }
  const path = at(`${as}.chromapatch.json`)
  writeFileSync(path, JSON.stringify({ kind: 'chromapatch recipe', format: 1, application: 'test', model, patches, threshold, ...rest }))
  return path
}

/** 16 × 16 pixels of grey: opening says so. */
const GREY =
  'iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAAAAAA6mKC9AAAAuklEQVR42mMQkVbSNDC3c/UJjkrMyC+rZRCXU9UxtnL08A+LTckuqmxgkFLU0DezdfEOikxIzyutaWaQVdE2snRw9wuNSc4qrKhvY1BQ1zO1cfYKjIhPyy2pbupkUNYytLB38w2JTsosKK9r7WFQ0zWxdvIMCI9LzSmuauzoZ0Cxs6V7EgOKne19UxlQ7OyaOIMBxc7eKbMZUOycMH0eA4qdk2ctZECxc9rcJQwods5csJwBxc45i1cBAKszXwGkLIFFAAAAAElFTkSuQmCC'

interface Row {
  photo: string
  path: string
  state: string
  code: string
  outputs: string[]
  warnings: string[]
  damaged: boolean | null
}
async function run(...words: string[]) {
  const ended = await chromapatch(['run', ...words, '--json'])
  const told = JSON.parse(ended.out || '{}') as { done: number; skipped: number; failed: number; ignored: string[]; rows: Row[] }
  return { ...ended, ...told, codes: told.rows?.map(({ state, code }) => code || state) }
}

describe('no photo and no file of the user’s is replaced', () => {
  it('neither one that comes later in the list, nor by another case, nor through a link; the others go on', async () => {
    const photos = [place('cat.jpg'), place('cat.png'), place('Dog.PNG'), place('dog.jpg'), place('fine.jpg')]
    if (!windows) {
      mkdirSync(at('far'))
      copyFileSync(photo('painting.jpg'), at('far', 'real.jpg'))
      copyFileSync(photo('painting.jpg'), at('far', 'hard.jpg'))
      symlinkSync(at('far', 'real.jpg'), at('fox.png'))
      linkSync(at('far', 'hard.jpg'), at('hen.png'))
      photos.push(place('fox.jpg'), place('hen.jpg'), at('far', 'real.jpg'), at('far', 'hard.jpg'))
    }
    const before = photos.map(digest)
    const ended = await run(recipe('{name}.png'), ...photos, '--out', at(''), '--overwrite', '--again')
    const source = 'OUTPUT_IS_SOURCE'
    // What would be called as a photo of the list is not made; a photo of that name gets a number.
    expect(ended.codes).toEqual([source, 'done', source, 'done', 'done', ...(windows ? [] : [source, source, 'done', 'done'])])
    expect(photos.map(digest)).toEqual(before)
    expect(ended.code).toBe(1)
  })

  it('nor any file that no run wrote, the recipe among them, until the user says --overwrite', async () => {
    place('a.jpg')
    writeFileSync(at('a-mask.png'), 'mine')
    const words = [recipe('{name}-mask.png'), at('a.jpg'), '--out', at('')]
    expect((await run(...words)).codes).toEqual(['OUTPUT_TAKEN'])
    expect((await run(...words, '--again')).codes).toEqual(['OUTPUT_TAKEN'])
    expect(readFileSync(at('a-mask.png'), 'utf8')).toBe('mine')
    expect((await run(...words, '--overwrite')).codes).toEqual(['done'])
    expect((await run(...words)).codes).toEqual(['skipped'])
    // What was made, and changed by hand since, is the user's.
    writeFileSync(at('a-mask.png'), 'retouched')
    expect((await run(...words, '--again')).codes).toEqual(['OUTPUT_TAKEN'])
    place('r.jpg')
    const own = await run(recipe('{name}.chromapatch.json'), at('r.jpg'), '--out', at(''), '--overwrite')
    expect(own.codes).toEqual(['OUTPUT_IS_SOURCE'])
  })

  it('nowhere without being told where', async () => {
    expect(await chromapatch(['run', recipe('{name}-mask.png'), place('a.jpg')])).toMatchObject({ code: 2, out: '' })
  })

  it('and the names are plain on every system', async () => {
    for (const name of [
      '.bashrc',
      '-rf.png',
      'CON.png',
      'lpt1.png',
      'a\u202egnp.exe',
      'x:y.png',
      'a\u0007.png',
      'x.png.',
      ' x.png',
      '../x.png',
    ])
      expect((await chromapatch(['run', recipe(name), place('a.jpg'), '--out', at('o')])).err, name).toMatch(
        /RECIPE_DAMAGED.*outputs\.0\.name/,
      )
    const names = ['CON.jpg', '-rf.jpg', '.hidden.jpg', ...(windows ? [] : ['a\u202eb.jpg'])]
    const ended = await run(recipe('{name}.png'), ...names.map((name) => place(name)), '--out', at('o'))
    expect(ended.failed).toBe(0)
    expect(shown(at('o'))).toEqual(['_CON.png', 'hidden.png', 'rf.png', ...(windows ? [] : ['a-b.png'])].sort())
  })
})

describe('what is done is told by digests', () => {
  it('of this recipe and this photo: not by times, and not by another recipe or photo of the same name', async () => {
    const words = (of: string) => [of, at('a.jpg'), '--out', at('o')]
    place('a.jpg')
    const [first, second] = [recipe('{name}.png', { as: 'one' }), recipe('{name}.png', { as: 'two', threshold: 0.4 })]
    expect((await run(...words(first))).codes).toEqual(['done'])
    const made = digest(at('o', 'a.png'))
    // Older than everything it was made of, and done all the same.
    utimesSync(at('o', 'a.png'), 1000, 1000)
    expect((await run(...words(first))).codes).toEqual(['skipped'])
    // Newer than everything, and another recipe's.
    utimesSync(second, 1000, 1000)
    utimesSync(at('o', 'a.png'), new Date(), new Date())
    expect((await run(...words(second))).codes).toEqual(['OUTPUT_TAKEN'])
    expect(digest(at('o', 'a.png'))).toBe(made)
    expect((await run(...words(second), '--overwrite')).codes).toEqual(['done'])
    expect(digest(at('o', 'a.png'))).not.toBe(made)
    // Another photo under the same name.
    copyFileSync(photo('brushes.jpg'), at('a.jpg'))
    utimesSync(at('a.jpg'), 1000, 1000)
    expect((await run(...words(second))).codes).toEqual(['OUTPUT_TAKEN'])
  })

  it('keeps photos of one name apart, and does the same photo once', async () => {
    for (const day of ['mon', 'tue']) {
      mkdirSync(at(day))
      copyFileSync(photo(day === 'mon' ? 'painting.jpg' : 'brushes.jpg'), at(day, 'IMG_1.jpg'))
    }
    const photos = [at('mon', 'IMG_1.jpg'), at('tue', 'IMG_1.jpg'), at('mon', '..', 'mon', 'IMG_1.jpg')]
    const ended = await run(recipe('{name}-mask.png'), ...photos, '--out', at('o'))
    expect(ended.codes).toEqual(['done', 'done', 'skipped'])
    expect(ended.rows.map(({ path }) => path)).toEqual(photos)
    expect(shown(at('o'))).toEqual(['IMG_1-2-mask.png', 'IMG_1-mask.png'])
    expect((await run(recipe('{name}-mask.png'), ...photos, '--out', at('o'))).skipped).toBe(3)
  })
})

describe('a folder as it is found', () => {
  it('junk is listed apart, names that begin with a dash are names, and a recipe for one letter is no part of a word', async () => {
    for (const name of ['desktop.ini', '.DS_Store', 'Thumbs.db', '._m.jpg']) writeFileSync(at(name), 'junk')
    for (const name of ['m.jpg', '-name.jpg']) place(name)
    const saved = spawnSync(
      process.execPath,
      [program, 'segment', 'm.jpg', '--patch', '400,120,60,50', '--mask', 'mask.png', '--recipe', 'm.chromapatch.json'],
      { cwd: at(''), encoding: 'utf8' },
    )
    expect(saved.stderr).toBe('')
    const given = readdirSync(at('')).filter((name) => name !== 'mask.png')
    const ended = spawnSync(process.execPath, [program, 'run', 'm.chromapatch.json', ...given, '--out', 'o', '--json'], { cwd: at(''), encoding: 'utf8' }) // prettier-ignore
    expect(JSON.parse(ended.stdout)).toMatchObject({ done: 2, failed: 0 })
    expect(JSON.parse(ended.stdout).ignored.sort()).toEqual(['.DS_Store', '._m.jpg', 'Thumbs.db', 'desktop.ini', 'm.chromapatch.json'])
    expect(ended.status).toBe(0)
    expect(shown(at('o'))).toEqual(['m-mask.png', 'name-mask.png'])
  })

  it.skipIf(process.platform !== 'linux')('a folder that cannot be made is a coded error at once', async () => {
    const ended = await chromapatch(['run', recipe('{name}.png'), place('a.jpg'), '--out', '/proc/nope/deeper'])
    expect(ended).toMatchObject({ code: 4, out: '' })
    expect(ended.err).toMatch(/^chromapatch: OUTPUT_/)
  })

  it('what is missing of a damaged photo, and every warning, is in the row and the text', async () => {
    writeFileSync(at('cut.jpg'), readFileSync(photo('painting.jpg')).subarray(0, 60_000))
    const words = [recipe('{name}.png'), at('cut.jpg'), place('whole.jpg'), '--damaged']
    const { rows } = await run(...words, '--out', at('o'))
    expect(rows.map(({ damaged }) => damaged)).toEqual([true, false])
    expect(rows[1]!.warnings).toEqual([])
    const text = await chromapatch(['run', ...words, '--out', at('p')])
    expect(text.out).toContain(`damaged: ${at('cut.jpg')}`)
    expect(text.out).not.toContain(`damaged: ${at('whole.jpg')}`)
    const grey = at('grey.png')
    writeFileSync(grey, Buffer.from(GREY, 'base64'))
    expect((await run(recipe('{name}.png', { at: [2, 2, 4, 4] }), grey, '--out', at('q'))).rows[0]!.warnings.join()).toMatch(/grey/i)
  })
})

describe.skipIf(windows)('told to end', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('by %s: a summary, nothing half, no temporary file; the same command goes on', async (signal) => {
    const photos = Array.from({ length: 8 }, (_, i) => place(`p${i}.jpg`, 'brushes.jpg'))
    const words = ['run', recipe('{name}.png'), ...photos, '--out', at('o'), '--json']
    const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'ignore'] })
    let out = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
    const watch = setInterval(() => existsSync(at('o')) && shown(at('o')).length >= 2 && (clearInterval(watch), child.kill(signal)), 2)
    const [, by] = await new Promise<[number | null, string | null]>((done) => child.once('close', (code, name) => done([code, name])))
    clearInterval(watch)
    expect(by).toBe(signal)
    const told = JSON.parse(out) as { done: number; left: number; rows: Row[] }
    expect(told.done + told.left).toBe(8)
    expect(told.left).toBeGreaterThan(0)
    const there = shown(at('o'))
    expect(there.length).toBeGreaterThanOrEqual(told.done)
    expect(readdirSync(at('o')).filter((name) => name.endsWith('.part'))).toEqual([])
    expect((await run(...words.slice(1, -1))).failed).toBe(0)
    expect(new Set(shown(at('o')).map((name) => digest(at('o', name)))).size).toBe(1)
  })
})
