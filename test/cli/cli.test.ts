import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { photo } from '../engine/harness'
import { fromFile, greyBytes } from '../engine/odd-photos'
import { chromapatch, program } from './run'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chromapatch-cli-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const patch = ['--patch', '400,120,60,50']
const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')

describe('failures: a code, a sentence, an exit code, and nothing on standard output', () => {
  const failing = async (words: string[], exit: number, code: string, sentence: RegExp) => {
    const ended = await chromapatch(words)
    expect(ended).toMatchObject({ code: exit, out: '' })
    expect(ended.err).toMatch(new RegExp(`^chromapatch: ${code}: `))
    expect(ended.err).toMatch(sentence)
    expect(ended.err.trim().split('\n')).toHaveLength(1)
  }

  it('photos that cannot be read: 3', async () => {
    writeFileSync(join(folder, 'text.jpg'), 'not a photo at all')
    writeFileSync(join(folder, 'empty.jpg'), '')
    writeFileSync(join(folder, 'cut.jpg'), readFileSync(photo('painting.jpg')).subarray(0, 100_000))
    mkdirSync(join(folder, 'folder.jpg'))
    const windows = process.platform === 'win32'
    if (!windows) spawnSync('mkfifo', [join(folder, 'pipe.jpg')])
    for (const [name, code, sentence] of [
      ['text.jpg', 'PHOTO_UNKNOWN_FORMAT', /text\.jpg.*JPEG, PNG/],
      ['empty.jpg', 'PHOTO_EMPTY', /empty\.jpg/],
      ['cut.jpg', 'PHOTO_DAMAGED', /cut\.jpg.*damaged/],
      ['folder.jpg', 'PHOTO_IS_FOLDER', /folder\.jpg/],
      ['pipe.jpg', 'PHOTO_NOT_A_FILE', /pipe\.jpg/],
      ['gone.jpg', 'PHOTO_NOT_FOUND', /gone\.jpg/],
    ] as const) {
      if (windows && name === 'pipe.jpg') continue
      await failing(['segment', join(folder, name), ...patch, '--json'], 3, code, sentence)
      await failing(['info', join(folder, name)], 3, code, sentence)
    }
  })

  it('words that make no sense: 2', async () => {
    const painting = photo('painting.jpg')
    await failing(['segment', painting, '--patch', '740,120,60,50'], 2, 'PATCH_OUTSIDE', /752 × 600/)
    await failing(['segment', painting, '--patch', '-5,0,10,10'], 2, 'PATCH_OUTSIDE', /inside the photo/)
    await failing(['segment', painting, '--patch', '1,2,3'], 2, 'USAGE', /X,Y,W,H/)
    await failing(['segment', painting], 2, 'USAGE', /--patch/)
    await failing(['segment', ...patch], 2, 'USAGE', /one photo/)
    await failing(['segment', painting, ...patch, '--model', 'magic'], 2, 'USAGE', /gaussian/)
    await failing(['segment', painting, ...patch, '--model', 'gaussian', '--threshold', '1.5'], 2, 'USAGE', /0 to 1/)
    await failing(['segment', painting, ...patch, '--out', 'a.bmp'], 2, 'OUTPUT_UNKNOWN_FORMAT', /a\.bmp.*\.avif/)
    await failing(['segment', painting, ...patch, '--mask', 'a.jpg'], 2, 'USAGE', /\.png/)
    await failing(['segment', painting, ...patch, '--tea'], 2, 'USAGE', /--tea/)
    await failing(['dance'], 2, 'USAGE', /dance/)
  })

  it('outputs that cannot be written: 4, and the photo is never overwritten', async () => {
    const own = join(folder, 'own.jpg')
    copyFileSync(photo('painting.jpg'), own)
    await failing(['segment', own, ...patch, '--mask', join(folder, 'no', 'where.png')], 4, 'OUTPUT_FOLDER_MISSING', /where\.png/)
    await failing(['segment', own, ...patch, '--out', own], 4, 'OUTPUT_IS_SOURCE', /own\.jpg/)
    expect(digest(own)).toBe(digest(photo('painting.jpg')))
  })
})

describe('outputs', () => {
  it('mask, cut-out and figures are the same bytes for 1, 2 and 3 threads', async () => {
    const digests = new Set<string>()
    for (const threads of ['1', '2', '3']) {
      const [mask, out] = [join(folder, `mask-${threads}.png`), join(folder, `out-${threads}.png`)]
      const ended = await chromapatch([
        'segment',
        photo('bowl.jpg'),
        '--patch',
        '1900,900,160,120',
        '--mask',
        mask,
        '--out',
        out,
        '--threads',
        threads,
        '--json',
      ])
      expect(ended.code).toBe(0)
      digests.add([digest(mask), digest(out), ended.out].join())
    }
    expect(digests.size).toBe(1)
  })

  it('a mask is 8-bit grey, 0 and 255, and has as many pixels as the report says', async () => {
    const mask = join(folder, 'mask.png')
    const ended = await chromapatch(['segment', photo('painting.jpg'), ...patch, '--mask', mask, '--json'])
    expect(await fromFile(mask).metadata()).toMatchObject({ channels: 1, depth: 'uchar', width: 752, height: 600, space: 'b-w' })
    const levels = await greyBytes(mask)
    expect(levels.every((level) => level === 0 || level === 255)).toBe(true)
    expect(levels.filter((level) => level === 255)).toHaveLength(JSON.parse(ended.out).mask.pixels)
  })

  it('--json prints one object and nothing else; the default model is classes, at a threshold that it finds', async () => {
    const ended = await chromapatch(['segment', photo('painting.jpg'), ...patch, '--json'])
    expect(ended.err).toBe('')
    expect(ended.out.trim().split('\n')).toHaveLength(1)
    const report = JSON.parse(ended.out)
    expect(report.model).toBe('classes')
    expect(report.threshold).toBeGreaterThan(26)
    expect(report.threshold).toBeLessThan(235)
    const asked = await chromapatch(['segment', photo('painting.jpg'), ...patch, '--threshold', String(report.threshold), '--json'])
    expect(asked.out).toBe(ended.out)
    expect(Object.keys(report).sort()).toEqual(['image', 'mask', 'model', 'patches', 'threshold', 'warnings'])
    const density = await chromapatch(['segment', photo('painting.jpg'), ...patch, '--model', 'density', '--json'])
    expect(JSON.parse(density.out)).toMatchObject({ model: 'density', threshold: 0.8 })
  })

  it('killed at any moment while writing: the old file or the new one, never a part, and the rest is swept', async () => {
    const nest = join(folder, 'killed')
    const target = join(nest, 'out.png')
    mkdirSync(nest)
    const words = (threshold: string) => [
      'segment',
      photo('brushes.jpg'),
      '--patch',
      '600,400,40,40',
      '--threshold',
      threshold,
      '--out',
      target,
    ]
    const parts = () => readdirSync(nest).filter((name) => name.endsWith('.part'))
    expect((await chromapatch(words('0.05'))).code).toBe(0)
    let met = 0
    for (let round = 0; round < 10; round++) {
      const before = parts().length
      // From the moment when the temporary file is there: a few milliseconds later each time.
      const killed = await chromapatch(words(String(0.1 + round / 100)), { killWhen: () => parts().length > before, after: round * 9 })
      if (killed.code === null) met++
      await fromFile(target).raw().toBuffer()
    }
    expect(met).toBeGreaterThan(0)
    const hourAgo = new Date(Date.now() - 3_600_000)
    for (const name of parts()) utimesSync(join(nest, name), hourAgo, hourAgo)
    expect((await chromapatch(words('0.05'))).code).toBe(0)
    expect(readdirSync(nest)).toEqual(['out.png'])
  })

  it('two outputs of one name are a mistake; a reader that has had enough is none', async () => {
    const same = join(folder, 'same.png')
    const ended = await chromapatch(['segment', photo('painting.jpg'), ...patch, '--mask', same, '--out', same])
    expect(ended).toMatchObject({ code: 2, out: '' })
    const shell = spawnSync('sh', ['-c', `"${process.execPath}" "${program}" histogram "${photo('painting.jpg')}" --json | head -c 20`], {
      encoding: 'utf8',
    })
    if (process.platform !== 'win32') expect(shell).toMatchObject({ stdout: '{"bins":100,"range":', stderr: '' })
  })
})

describe('help', () => {
  it('is complete: every command, flag, model, default and exit code', async () => {
    const overview = await chromapatch(['--help'])
    expect(overview.code).toBe(0)
    for (const word of ['segment', 'info', 'Exit codes']) expect(overview.out).toContain(word)
    const segment = await chromapatch(['segment', '--help'])
    for (const word of [
      '--patch',
      '--model',
      '--threshold',
      '--mask',
      '--out',
      '--matte',
      '--json',
      'gaussian',
      'density',
      'default 0.05',
      'default 0.8',
    ]) {
      expect(segment.out).toContain(word)
    }
    expect((await chromapatch(['--version'])).out).toMatch(/^\d+\.\d+\.\d+/)
  })

  it('info says what opening did', async () => {
    const ended = await chromapatch(['info', photo('painting.jpg'), '--json'])
    expect(JSON.parse(ended.out)).toMatchObject({ width: 752, height: 600, format: 'JPEG', blackPixels: 19_027, hasAlpha: false })
  })
})
