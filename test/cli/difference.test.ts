/** `chromapatch difference`, as a script uses it. */
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixture, golden, photo } from '../engine/harness'
import { fromFile, greyBytes, sharp } from '../engine/odd-photos'
import { chromapatch } from './run'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chromapatch-difference-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const spot = [fixture('pairs/spot/before.png'), fixture('pairs/spot/after.png')]
const unchanged = [fixture('pairs/unchanged/before.jpg'), fixture('pairs/unchanged/after.jpg')]
const published = ['--align', 'none', '--light', 'none']

describe('chromapatch difference', () => {
  it('--json prints one object of the promised shape, with the published figures', async () => {
    const out = join(folder, 'absolute.png')
    const ended = await chromapatch(['difference', ...spot, ...published, '--mode', 'absolute-bytes', '--out', out, '--json'])
    expect(ended).toMatchObject({ code: 0, err: '' })
    expect(ended.out.trim().split('\n')).toHaveLength(1)
    const report = JSON.parse(ended.out)
    const known = JSON.parse(readFileSync(golden('difference-spot.json'), 'utf8'))
    expect(report).toMatchObject({
      size: { width: 752, height: 600 },
      align: {
        model: 'none',
        homography: [
          [1, 0, 0],
          [0, 1, 0],
          [0, 0, 1],
        ],
        overlap: 1,
      },
      light: { gain: [1, 1, 1], bias: [0, 0, 0] },
      signedGray: { histogram16: known.signed_gray.histogram_16 },
    })
    expect(Math.abs(report.metrics.ssim - known.ssim_gray_gaussian)).toBeLessThan(1e-7)
    expect(Math.abs(report.metrics.deltaE.mean - known.delta_e_2000.mean)).toBeLessThan(1e-9)
    expect(Object.keys(report.regions[0]).sort()).toEqual([
      ...['area', 'deltaE', 'evidence', 'h', 'kind', 'level', 'meanDelta', 'probability', 'vector', 'w', 'x', 'y'],
    ])
    expect(
      createHash('sha256')
        .update(await greyBytes(out))
        .digest('hex'),
    ).toBe(known.opencv_absdiff_gray.sha256)
  })

  it('--fail-on-change: 5 when there is a region, else 0', async () => {
    const [report, csv] = [join(folder, 'report.html'), join(folder, 'regions.csv')]
    const changed = await chromapatch(['difference', ...spot, '--fail-on-change', '--report', report, '--csv', csv])
    expect(changed.code).toBe(5)
    expect(changed.out).toMatch(/changes +7,/)
    expect(readFileSync(csv, 'utf8').split('\r\n')).toHaveLength(9)
    expect(readFileSync(report, 'utf8')).toContain('What changed')
    expect((await chromapatch(['difference', ...unchanged, '--fail-on-change'])).code).toBe(0)
  })

  it('sizes that differ without alignment: 3 and a sentence', async () => {
    const ended = await chromapatch(['difference', photo('painting.jpg'), photo('brushes.jpg'), ...published])
    expect(ended).toMatchObject({ code: 3, out: '' })
    expect(ended.err).toMatch(/^chromapatch: PHOTO_SIZES_DIFFER: .*752 × 600.*1365 × 1074/)
  })

  it('words that make no sense: 2; one of the photos as output: 4', async () => {
    for (const words of [
      [spot[0]!],
      [...spot, '--align', 'magic'],
      [...spot, '--light', 'moon'],
      [...spot, '--sensitivity', '1'],
      [...spot, '--animation', 'a.png'],
      [...spot, '--out', 'a.bmp'],
      [...spot, '--threads', '2.5'],
      [...spot, '--min-area', '1.5'],
      [...spot, '--out', 'a.png', '--aligned', './a.png'],
    ]) {
      expect((await chromapatch(['difference', ...words])).code).toBe(2)
    }
    expect((await chromapatch(['difference', ...spot, '--csv', spot[1]!])).code).toBe(4)
  })

  it('help is complete', async () => {
    const { out } = await chromapatch(['difference', '--help'])
    for (const word of [
      '--align',
      '--light',
      '--sensitivity',
      '--min-area',
      '--ignore',
      '--out',
      '--mode',
      '--aligned',
      '--animation',
      '--report',
      '--csv',
      '--json',
      '--fail-on-change',
      'homography',
      'blocks',
      'absolute-bytes',
      'default 7',
      'Default auto',
      'Default global',
      'Exit codes',
    ]) {
      expect(out).toContain(word)
    }
    expect((await chromapatch(['--help'])).out).toContain('difference')
  })
})

describe('a colour in both photos', () => {
  it('--patch adds its share to the object and to the text', async () => {
    const patch = ['--patch', '300,250,40,30']
    const { out } = await chromapatch(['difference', ...spot, ...published, ...patch, '--model', 'density', '--threshold', '0.8', '--json'])
    const { colour } = JSON.parse(out)
    expect(colour).toMatchObject({ model: 'density', threshold: 0.8, overlap: 752 * 600 })
    expect(colour.before.fraction).toBe(colour.before.pixels / (752 * 600))
    expect(colour.kept.pixels + colour.gained.pixels).toBe(colour.after.pixels)
    const alone = await chromapatch(['segment', spot[0]!, ...patch, '--model', 'density', '--threshold', '0.8', '--json'])
    expect(colour.before.pixels).toBe(JSON.parse(alone.out).mask.pixels)
    expect((await chromapatch(['difference', ...spot, ...patch])).out).toMatch(/colour +gaussian: from [\d.]+ % to [\d.]+ %/)
  })

  it('words about a colour without a patch: 2', async () => {
    for (const words of [
      ['--threshold', '0.5'],
      ['--model', 'hue'],
      ['--bins', '20'],
      ['--patch', '1,2,3'],
    ])
      // prettier-ignore
      expect((await chromapatch(['difference', ...spot, ...words])).code).toBe(2)
  })
})

describe('--split', () => {
  it('cuts one picture of two panels, and refuses two', async () => {
    const sheet = join(folder, 'puzzle.png')
    const panels = await Promise.all(spot.map((path) => fromFile(path).removeAlpha().png().toBuffer()))
    await sharp({ create: { width: 1520, height: 600, channels: 3, background: '#fff' } })
      .composite([
        { input: panels[0]!, left: 0, top: 0 },
        { input: panels[1]!, left: 768, top: 0 },
      ]) // prettier-ignore
      .toFile(sheet)
    const ended = await chromapatch(['difference', '--split', sheet])
    expect(ended).toMatchObject({ code: 0, err: '' })
    expect(ended.out).toMatch(/^puzzle \(left\) → puzzle \(right\) +752 × 600/)
    expect(ended.out).toMatch(/changes +7,/)
    expect((await chromapatch(['difference', '--split', ...spot])).code).toBe(2)
    expect((await chromapatch(['difference', '--split', sheet, '--out', sheet])).code).toBe(4)
    expect((await chromapatch(['difference', '--split', photo('bowl.jpg')])).err).toMatch(/PHOTO_NOT_TWO_PANELS: “bowl.jpg”/)
  })
})
