/** The parts of a batch that keep a user's files safe: inputs, records of what was made, plain names, rows, folders. */
import { promises as fs, linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isPlainName, plainName } from '../../contract/file-names'
import { ChromapatchError } from '../../contract/errors'
import { writeFileAtomically } from '../../main/disk/atomic'
import { runBatch, type Outcome } from '../../main/disk/batch'
import { makeFolder } from '../../main/disk/folder'
import { Inputs } from '../../main/disk/inputs'
import { isJunk } from '../../main/disk/junk'
import { noting, RECORDS, standingOf } from '../../main/disk/made'
import { nameFrom, templatesOf } from '../../main/engine/recipe/names'

const windows = process.platform === 'win32'
let folder = ''
const at = (...names: string[]) => join(folder, ...names)
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'chromapatch-parts-'))))
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

describe('inputs', () => {
  it.skipIf(windows)('are refused as outputs under every name that they have, and those alone', async () => {
    mkdirSync(at('real'))
    writeFileSync(at('real', 'Cat.png'), 'cat')
    symlinkSync(at('real'), at('linked'))
    symlinkSync(at('real', 'Cat.png'), at('dog.png'))
    linkSync(at('real', 'Cat.png'), at('hen.png'))
    const inputs = await Inputs.of([at('linked', 'Cat.png'), at('gone.jpg'), at('Ame\u0301lie.jpg')])
    for (const names of [['real', 'Cat.png'], ['linked', 'cat.PNG'], ['dog.png'], ['hen.png'], ['GONE.jpg'], ['am\u00e9lie.jpg']])
      // prettier-ignore
      await expect(inputs.refuse(at(...names)), names.join('/')).rejects.toMatchObject({ code: 'OUTPUT_IS_SOURCE' })
    await inputs.refuse(at('cow.png'))
    await inputs.refuse(at('Cat.png'))
  })
})

describe('what a job made', () => {
  const [job, other] = ['a'.repeat(64), 'b'.repeat(64)]
  const write = (name: string, text: string, of: string) => writeFileAtomically(at(name), Buffer.from(text), false, noting(of))

  it('is done while its bytes are what they were, for that job alone', async () => {
    expect(await standingOf(at('x.png'), job)).toBe('free')
    await write('x.png', 'one', job)
    expect([await standingOf(at('x.png'), job), await standingOf(at('x.png'), other)]).toEqual(['done', 'other'])
    writeFileSync(at('x.png'), 'two')
    expect(await standingOf(at('x.png'), job)).toBe('other')
    writeFileSync(at('y.png'), 'one')
    expect(await standingOf(at('y.png'), job)).toBe('other')
    mkdirSync(at('z.png'))
    expect(await standingOf(at('z.png'), job)).toBe('other')
    if (!windows) {
      rmSync(at('x.png'))
      writeFileSync(at('mine'), 'one')
      symlinkSync(at('mine'), at('x.png'))
      // The same bytes, but nothing that this program made.
      expect(await standingOf(at('x.png'), job)).toBe('other')
    }
  })

  it('is noted before it has its name: a kill in between leaves the old file known, too', async () => {
    await write('x.png', 'one', job)
    vi.spyOn(fs, 'rename').mockImplementation((from, to) => {
      if (String(to).endsWith('x.png')) return Promise.reject(Object.assign(new Error('killed'), { code: 'EIO' }))
      writeFileSync(to as string, readFileSync(from as string))
      rmSync(from as string)
      return Promise.resolve()
    })
    await write('x.png', 'two', other).catch(() => undefined)
    vi.restoreAllMocks()
    expect(readFileSync(at('x.png'), 'utf8')).toBe('one')
    expect(await standingOf(at('x.png'), job)).toBe('done')
  })

  it.skipIf(windows)('is not noted through a link, and a damaged record is none', async () => {
    mkdirSync(at('far'))
    symlinkSync(at('far'), at(RECORDS))
    await expect(write('x.png', 'one', job)).rejects.toMatchObject({ code: 'OUTPUT_FOLDER_MISSING' })
    expect(readdirSync(at('far'))).toEqual([])
    rmSync(at(RECORDS))
    await write('x.png', 'one', job)
    for (const name of readdirSync(at(RECORDS))) writeFileSync(at(RECORDS, name), '{"file":')
    expect(await standingOf(at('x.png'), job)).toBe('other')
  })
})

describe('names', () => {
  it('of anything are plain, and what is plain stays', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.integer({ min: 20, max: 255 }), (name, most) => {
        const plain = plainName(name, most)
        expect(plain).toMatch(/^[^\s.-]/)
        expect(plain).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069/\\:*?"<>|]/)
        expect(isPlainName(plain)).toBe(true)
      }),
    )
    for (const name of ['.x', '-x', 'x.', 'x ', 'NUL', 'com\u00b9.txt', 'a\u202eb', 'a/b', 'a\u0085b', ''])
      expect(isPlainName(name), name).toBe(false)
  })

  it('for many photos: a photo’s name is no part of a longer word, and a number keeps them apart and short', () => {
    expect(templatesOf(['mask.png', 'm-mask.png', 'm.csv'], 'm.jpg')).toEqual(['{name}-mask.png', '{name}-mask-2.png', '{name}.csv'])
    expect(nameFrom('{name}-mask.png', '.cat.jpg', 3)).toBe('cat-3-mask.png')
    expect(nameFrom('all.png', 'cat.jpg', 2)).toBe('all-2.png')
    expect(Buffer.byteLength(nameFrom('{name}-{name}.png', `${'ä'.repeat(120)}.jpg`, 12))).toBeLessThanOrEqual(255)
  })

  it('junk is what systems write beside photos', () => {
    expect(['desktop.ini', 'Thumbs.db', '.DS_Store', '._a.jpg', '.chromapatch-run'].every(isJunk)).toBe(true)
    expect(['a.jpg', '.hidden.jpg', 'thumbs.db.png'].some(isJunk)).toBe(false)
  })
})

describe('rows', () => {
  it('one that fails is a row; cancelled, the rest is left, also what does not stop', async () => {
    const cancel = new AbortController()
    const rows: [number, Outcome][] = []
    const work = (n: number) => {
      if (n === 1) return Promise.reject(new ChromapatchError('PHOTO_DAMAGED', 'damaged', { hint: 'look' }))
      if (n === 3) cancel.abort()
      return n === 3 ? new Promise<never>(() => undefined) : Promise.resolve('done' as const)
    }
    await runBatch([0, 1, 2, 3, 4], cancel.signal, work, (n, outcome) => rows.push([n, outcome]), 10)
    expect(rows.map(([, { state }]) => state)).toEqual(['done', 'failed', 'done', 'left', 'left'])
    expect(rows[1]![1]).toEqual({ state: 'failed', code: 'PHOTO_DAMAGED', message: 'damaged', hint: 'look' })
  })
})

it.skipIf(process.platform !== 'linux')('a folder is made with those above it; one that cannot be is a coded error', async () => {
  await makeFolder(at('a', 'b', 'c'))
  await makeFolder(at('a', 'b', 'c'))
  expect(readdirSync(at('a', 'b'))).toEqual(['c'])
  writeFileSync(at('file'), '')
  await expect(makeFolder(at('file', 'x'))).rejects.toMatchObject({ code: 'OUTPUT_FOLDER_MISSING' })
  await expect(makeFolder('/proc/nope/deeper')).rejects.toBeInstanceOf(ChromapatchError)
})
