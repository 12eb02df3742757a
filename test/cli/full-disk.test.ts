/** A disk that is really full, while each kind of file is written, by the engine (as the window asks it) and by the command line. */
import { execFileSync, spawnSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ComparisonExport } from '../../contract/comparison'
import type { Segmentation } from '../../contract/contract'
import { Call, file, fixture, newEngine, photo } from '../engine/harness'
import { exportOptions } from '../fixtures/export-options'
import { chromapatch } from './run'

/** Only root makes file systems, and not in every container. */
function mounted(folder: string): string | null {
  if (process.platform !== 'linux') return 'file systems are made on Linux alone here'
  if (process.getuid?.() !== 0) return 'making a file system needs root'
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', folder], { encoding: 'utf8' })
  return status === 0 ? null : `mount: ${stderr.trim()}`
}

const disk = mkdtempSync(join(tmpdir(), 'chromapatch-full-'))
const reason = mounted(disk)
if (reason !== null) console.warn(`The tests on a full disk are skipped: ${reason}.`)

const OLD = 'the old file'
let left: string[] = []
/** One old file, and not a byte more. */
function fill(target: string): void {
  for (const name of readdirSync(disk)) rmSync(join(disk, name), { recursive: true, force: true })
  writeFileSync(target, OLD)
  const filler = openSync(join(disk, 'filler'), 'w')
  try {
    for (;;) writeSync(filler, Buffer.alloc(4096))
  } catch (thrown) {
    expect(thrown).toMatchObject({ code: 'ENOSPC' })
  } finally {
    closeSync(filler)
  }
  left = readdirSync(disk).sort()
}
function untouched(target: string): void {
  expect(readFileSync(target, 'utf8')).toBe(OLD)
  expect(readdirSync(disk).sort()).toEqual(left)
}
const full = { code: 'OUTPUT_DISK_FULL', message: expect.stringContaining('the disk is full') }

const patch = { x: 400, y: 120, w: 60, h: 50, role: 'add' as const }
const segmentation: Segmentation = { model: 'gaussian', parameters: {}, patches: [patch], threshold: 0.05 }

describe.skipIf(reason !== null)('a full disk', () => {
  const engine = newEngine()
  beforeAll(async () => {
    await engine.call('open', { document: 'p', source: file(photo('painting.jpg')), damaged: false }, new Call())
    for (const side of ['before', 'after'])
      await engine.call('open', { document: side, source: file(fixture(join('pairs', 'spot', `${side}.png`))), damaged: false }, new Call())
    const options = { align: 'none', manual: null, light: 'none', sensitivity: 7, minArea: 0, ignored: [] } as const
    await engine.call('compare', { comparison: 'c', before: 'before', after: 'after', options: { ...options, ignored: [] } }, new Call())
  })
  afterAll(async () => {
    await engine.close()
    execFileSync('umount', [disk])
    rmSync(disk, { recursive: true, force: true })
  })

  it.each(['png', 'webp', 'tiff', 'jpeg', 'avif'] as const)('a cut-out as %s', async (format) => {
    const target = join(disk, `cut.${format}`)
    fill(target)
    const options = exportOptions({ content: 'cutout', format, matte: format === 'jpeg' ? [0, 0, 0] : null })
    const call = { document: 'p', segmentation, options, target, overwriteSource: false }
    await expect(engine.call('export', call, new Call())).rejects.toMatchObject(full)
    untouched(target)
    // Under a free name there is nothing afterwards.
    const fresh = engine.call('export', { ...call, target: join(disk, 'fresh'), isFresh: true }, new Call())
    await expect(fresh).rejects.toMatchObject(full)
    untouched(target)
  })

  it.each([1, 8, 16] as const)('a mask of %i bits', async (maskDepth) => {
    const target = join(disk, 'mask.png')
    fill(target)
    const options = exportOptions({ content: 'mask', maskDepth })
    await expect(
      engine.call('export', { document: 'p', segmentation, options, target, overwriteSource: false }, new Call()),
    ).rejects.toMatchObject(full)
    untouched(target)
  })

  it.each(['csv', 'json', 'svg', 'geojson', 'rle'] as const)('figures as %s', async (format) => {
    const target = join(disk, `figures.${format}`)
    fill(target)
    await expect(
      engine.call('exportFigures', { document: 'p', segmentation, format, scale: null, target }, new Call()),
    ).rejects.toMatchObject(full)
    untouched(target)
  })

  it('a recipe', async () => {
    const target = join(disk, 'r.chromapatch.json')
    fill(target)
    const content = { segmentation, outputs: [], figures: [], scale: null }
    await expect(engine.call('saveRecipe', { document: 'p', content, target }, new Call())).rejects.toMatchObject(full)
    untouched(target)
  })

  const comparisons: [string, ComparisonExport][] = [
    ...(['png', 'webp', 'tiff', 'jpeg'] as const).flatMap((format): [string, ComparisonExport][] => [
      [`difference ${format}`, { content: 'difference', mode: 'signed', format }],
      [`aligned ${format}`, { content: 'aligned', format }],
    ]),
    ...(['webp', 'gif'] as const).map((format): [string, ComparisonExport] => [
      `animation ${format}`,
      { content: 'animation', format, milliseconds: 500 },
    ]),
    ...(['report', 'json', 'csv'] as const).map((content): [string, ComparisonExport] => [content, { content }]),
  ]
  it.each(comparisons)('a comparison: %s', async (_, what) => {
    const target = join(disk, 'comparison')
    fill(target)
    await expect(
      engine.call('exportComparison', { comparison: 'c', what, target, overwriteSource: false }, new Call()),
    ).rejects.toMatchObject(full)
    untouched(target)
  })
})

describe.skipIf(reason !== null)('a full disk on the command line', () => {
  let folder = ''
  beforeAll(() => {
    mkdirSync(disk, { recursive: true })
    expect(mounted(disk)).toBe(null)
    folder = mkdtempSync(join(tmpdir(), 'chromapatch-full-cli-'))
  })
  afterAll(() => {
    execFileSync('umount', [disk])
    for (const each of [disk, folder]) rmSync(each, { recursive: true, force: true })
  })
  beforeEach(() => expect(readdirSync(disk).filter((name) => name.endsWith('.part'))).toEqual([]))

  it.each([
    ['--out', 'a.png'],
    ['--out', 'a.webp'],
    ['--out', 'a.tif'],
    ['--out', 'a.jpg'],
    ['--out', 'a.avif'],
    ['--mask', 'm.png'],
    ['--contours', 'c.svg'],
    ['--recipe', 'r.chromapatch.json'],
    ['--python', 'p.py'],
  ])('segment %s %s: exit 4, the old file whole', async (flag, name) => {
    const target = join(disk, name)
    fill(target)
    const ended = await chromapatch(['segment', photo('painting.jpg'), '--patch', '400,120,60,50', flag, target])
    expect(ended).toMatchObject({ code: 4, out: '' })
    expect(ended.err).toMatch(new RegExp(`^chromapatch: OUTPUT_DISK_FULL: “${name}”`))
    untouched(target)
  })

  it('difference: exit 4; run: the code in the row', async () => {
    const target = join(disk, 'report.html')
    fill(target)
    const [before, after] = ['before.png', 'after.png'].map((name) => fixture(join('pairs', 'spot', name))) as [string, string]
    expect(await chromapatch(['difference', before, after, '--report', target])).toMatchObject({ code: 4, out: '' })
    untouched(target)
    const recipe = join(folder, 'r.chromapatch.json')
    const mask = join(folder, 'painting-mask.png')
    await chromapatch(['segment', photo('painting.jpg'), '--patch', '400,120,60,50', '--mask', mask, '--recipe', recipe])
    const ran = await chromapatch(['run', recipe, photo('painting.jpg'), '--out', disk, '--json'])
    expect(JSON.parse(ran.out).rows[0]).toMatchObject({ state: 'failed', code: 'OUTPUT_DISK_FULL', message: expect.stringContaining('painting-mask.png') }) // prettier-ignore
    untouched(target)
  })
})
