/** Gates through the command line, against numpy's histograms and likelihoods of the same photos. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { golden, photo } from '../engine/harness'
import { greyBytes } from '../engine/odd-photos'
import type { SegmentGolden } from '../kernels/photos'
import { chromapatch } from './run'

let folder = ''
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'chromapatch-gate-'))))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function area(name: string, shape: string, ...words: string[]): Promise<number> {
  const { out, err } = await chromapatch(['segment', photo(`${name}.jpg`), '--gate', shape, '--json', ...words])
  expect(err).toBe('')
  return JSON.parse(out).mask.pixels
}

describe.each(['painting', 'bowl', 'mountains'])('%s', (name) => {
  const known = JSON.parse(readFileSync(golden(`segment-${name}.json`), 'utf8')) as SegmentGolden
  const cells = known.chromaticity_histogram_100.image
  // A hair below the edges of numpy's half-open cells: no other chromaticity lies so near.
  const edge = (cell: number) => cell / 100 - 1e-7

  it('a rectangle has the pixels of its cells', async () => {
    const wanted = cells.filter(([i, j]) => i >= 30 && i < 45 && j >= 25 && j < 38).reduce((sum, [, , n]) => sum + n, 0)
    expect(wanted).toBeGreaterThan(1000)
    expect(await area(name, `rectangle ${edge(30)},${edge(25)},${edge(45)},${edge(38)}`)).toBe(wanted)
  })

  it('a polygon of steps has the pixels of its cells', async () => {
    const inside = ([i, j]: readonly number[]) =>
      (i! >= 30 && i! < 50 && j! >= 20 && j! < 30) || (i! >= 30 && i! < 36 && j! >= 30 && j! < 40)
    const wanted = cells.filter(inside).reduce((sum, [, , n]) => sum + n, 0)
    expect(wanted).toBeGreaterThan(1000)
    const points = [[30, 20], [50, 20], [50, 30], [36, 30], [36, 40], [30, 40]].map((corner) => corner.map((at) => edge(at)).join(',')) // prettier-ignore
    expect(await area(name, `polygon ${points.join(' ')}`)).toBe(wanted)
  })

  it('an ellipse of the patch’s deviations has the pixels that its Gaussian has', async () => {
    const { mean_r, mean_g, std_r, std_g } = known.statistics
    for (const { threshold, above, 'within_1e-4': near } of known.likelihood_independent.counts) {
      const reach = Math.sqrt(-2 * Math.log(threshold))
      const found = await area(name, `ellipse ${mean_r},${mean_g},${std_r * reach},${std_g * reach},0`)
      expect(Math.abs(found - above)).toBeLessThanOrEqual(near)
    }
  })
})

it('writes the mask of a gate, cleans it, and a recipe gives it again', async () => {
  const shape = 'polygon 0.3,0.3 0.45,0.25 0.5,0.4 0.32,0.42'
  const [mask, recipe] = [join(folder, 'painting-mask.png'), join(folder, 'a.chromapatch.json')]
  const pixels = await area('painting', shape, '--mask', mask, '--recipe', recipe, '--clean', 'drop 50')
  const bytes = await greyBytes(mask)
  expect(bytes.reduce((sum, byte) => sum + (byte === 255 ? 1 : 0), 0)).toBe(pixels)
  const again = join(folder, 'again')
  const { err, code } = await chromapatch(['run', recipe, photo('painting.jpg'), '--out', again])
  expect({ code, err }).toEqual({ code: 0, err: expect.stringContaining('done') })
  expect(readFileSync(join(again, 'painting-mask.png')).equals(readFileSync(mask))).toBe(true)
})

it.each([
  [['--model', 'gate'], /Expected --gate/],
  [['--gate', 'circle 1'], /Expected “polygon/],
  [['--gate', 'ellipse 0.3,0.3,0.1', '--model', 'hue', '--patch', '0,0,9,9'], /does not belong to the model hue/],
])('refuses %j', async (words, message) => {
  const { code, err } = await chromapatch(['segment', photo('painting.jpg'), ...words])
  expect(code).toBe(2)
  expect(err).toMatch(message)
})
