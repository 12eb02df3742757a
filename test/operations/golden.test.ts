/** Every model of the method on every photo, against numpy's and OpenCV's values (test/fixtures/golden). */
import { describe, expect, it } from 'vitest'
import { createKernels } from '../../core/wasm'
import { hueHistogram, HUES, normalizeMinMax } from '../../core/scorers/table/definition'
import { EVERY_PIXEL } from '../../core/kernels/pixel-rule'
import { patchStatistics } from '../../core/kernels/statistics'
import type { Binning } from '../../core/scorers/table/table'
import type { Kernels } from '../../core/wasm/kernels'
import { fitModel, fitTable, histogramWanted } from '../fitted'
import { load, photo, PHOTOS, sha256, type Loaded, type Photo } from '../kernels/photos'

const sparse = (counts: Uint32Array, bins: number): [number, number, number][] =>
  [...counts].flatMap((n, i) => (n === 0 ? [] : [[Math.floor(i / bins), i % bins, n] as [number, number, number]]))

describe.each(PHOTOS)('%s', async (name) => {
  const picture: Photo = await photo(name)
  const { width, count, golden } = picture
  const { patch } = golden
  const loaded: Loaded = load(picture.rgb)
  const kernels: Kernels = createKernels(loaded.memory)

  /** Runs over the patch's rows. */
  const overPatch = (run: (rgb: number, count: number) => void) => {
    for (let y = patch.y; y < patch.y + patch.h; y++) run(loaded.rgb + (y * width + patch.x) * 3, patch.w)
  }
  const histogram = (binning: Binning, ofImage: boolean) => {
    const counts = new Uint32Array(binning.kind === 'hue' ? HUES : binning.bins ** 2)
    if (ofImage) kernels.countBins(loaded.rgb, count, binning, EVERY_PIXEL, counts)
    else overPatch((rgb, n) => kernels.countBins(rgb, n, binning, EVERY_PIXEL, counts))
    return counts
  }

  it('has numpy’s areas with the full covariance', () => {
    const models = fitModel('covariance', {}, [patchStatistics(picture.rgb, width, picture.height, { ...patch, role: 'add' })])
    kernels.prepareEllipses(models)
    const areas = golden.likelihood_covariance.counts.map(({ threshold }) => kernels.ellipseMask(loaded.rgb, count, threshold, -1))
    expect(areas).toEqual(golden.likelihood_covariance.counts.map(({ above }) => above))
  })

  it('has numpy’s 2-D histograms, cell by cell', () => {
    const window = { bins: 100, r: [0, 1], g: [0, 1] } as const
    const whole = new Uint32Array(10_000)
    kernels.chromaticityPlane(loaded.rgb, count, window, whole)
    expect(sparse(whole, 100)).toEqual(golden.chromaticity_histogram_100.image)
    const of = new Uint32Array(10_000)
    overPatch((rgb, n) => kernels.chromaticityPlane(rgb, n, window, of))
    expect(sparse(of, 100)).toEqual(golden.chromaticity_histogram_100.patch)
  })

  it('has OpenCV’s hue', () => {
    kernels.prepareTable({ binning: { kind: 'hue' }, scores: Float32Array.from({ length: HUES }, (_, hue) => hue) })
    kernels.tableScore(loaded.rgb, count, 128, loaded.out)
    expect(sha256(loaded.plane())).toBe(golden.hue.sha256)
  })

  it.each(golden.hue.back_projections)('has OpenCV’s back-projection of hue: $histogram_of, $bins bins', (expected) => {
    const parameters = { bins: expected.bins, histogramOf: expected.histogram_of }
    const { binning, ofImage } = histogramWanted('hue', parameters)
    const counts = histogram(binning, ofImage)
    const gathered = hueHistogram(counts, expected.bins)
    expect([...gathered]).toEqual(expected.counts)
    expect([...normalizeMinMax(gathered)]).toEqual(expected.normalized)
    kernels.prepareTable(fitTable('hue', parameters, [{ role: 'add', counts }]))
    kernels.tableScore(loaded.rgb, count, 128, loaded.out)
    expect(loaded.plane().reduce((sum, score) => sum + score, 0)).toBe(expected.sum)
    expect(sha256(loaded.plane())).toBe(expected.sha256)
  })

  it.each(golden.rg_back_projections)('has OpenCV’s back-projection of chromaticity: $bins bins', (expected) => {
    const parameters = { bins: expected.bins }
    const { binning } = histogramWanted('rg', parameters)
    const counts = histogram(binning, false)
    expect(counts.filter((n) => n > 0).length).toBe(expected.nonzero_bins)
    const table = fitTable('rg', parameters, [{ role: 'add', counts }])
    kernels.prepareTable(table)
    expect(kernels.tableMask(loaded.rgb, count, 128, -1)).toBe(expected.pixels_at_least_128)
    expect(kernels.tableMask(loaded.rgb, count, Number.MIN_VALUE, -1)).toBe(expected.pixels_above_0)
    // The mean of OpenCV's float32 plane, from how many pixels have each cell.
    const whole = histogram(binning, true)
    const total = whole.reduce((sum, n, cell) => sum + n * (table.scores[cell] as number), 0)
    expect(total / count / expected.mean).toBeCloseTo(1, 12)
  })
})
