/**
 * How far the area of a mask hangs on which pixels happened to lie in the patch: Efron's bootstrap, percentile
 * interval of 95 %. The patch's pixels are drawn again with replacement, the model is fitted to them, and the mask's pixels are
 * counted, 200 times; what came of it is the same every time (a seeded generator).
 *
 * Counted on up to 262,144 pixels of the photo, one from each of as many equal stretches, and told as shares of the
 * exact area; the clean-up steps are taken to change each area by the same factor. Patches of more than 50,000 pixels
 * are thinned likewise, which widens the interval. Pixels beside each other are alike, which bootstrap does not know: the true
 * uncertainty is larger.
 */
import type { AreaInterval, Patch, Segmentation } from '../../../contract/contract'
import type { Outline } from '../../../core/mask/outline'
import { countBins, entriesOf } from '../../../core/scorers/table/plain'
import { patchStatistics } from '../../../core/kernels/statistics'
import { models } from '../../../core/models'
import type { FitPhoto, FitSource, Model, ModelParameters } from '../../../core/models/shared/model'
import { ruleOf } from '../../../core/models/shared/rule'
import { cleanPixels } from './clean'
import type { Tools } from '../threads/tools'
import type { OpenDocument } from '../photo/documents'
import { checkModel } from './parameters'
import { throwIfCancelled } from '../threads/pool'
import { runsOf } from '../threads/runs'
import { fit } from './scorer'
import type { Scorer } from '../../../core/scorers/shared/kind'

const RESAMPLES = 200
const PHOTO_PIXELS = 262_144
const PATCH_PIXELS = 50_000
const SEED = 20_251

/** @throws ChromapatchError as `fit`. */
export async function areaInterval(
  tools: Tools,
  document: OpenDocument,
  segmentation: Segmentation,
  signal: AbortSignal,
): Promise<AreaInterval> {
  const { model: id, parameters } = checkModel(segmentation.model, segmentation.parameters, segmentation.threshold)
  const model: Model = models[id]
  const { scorer, threshold } = await fit(tools.pool, document, segmentation, signal)
  const area = await cleanPixels(tools, document, segmentation, signal)
  // A gate hangs on no pixel of a patch, and classes of colour hang on the whole photo.
  if (!model.isResampled) return { low: area, high: area, resamples: 0 }
  const random = generator(SEED)
  const { width, height, rgb } = document.raster
  const sample = gather(rgb, width, { x: 0, y: 0, w: width, h: height }, PHOTO_PIXELS, random)
  const patches = segmentation.patches.map((patch) => {
    return { role: patch.role, hand: patch.hand, rgb: gather(rgb, width, patch, PATCH_PIXELS, random) }
  })
  const count = await counter(tools, sample, threshold, signal)
  try {
    const exact = await count.of(scorer)
    if (exact === 0) return { low: area, high: area, resamples: 0 }
    const areas: number[] = []
    for (let i = 0; i < RESAMPLES; i++) {
      throwIfCancelled(signal)
      const drawn = patches.map(({ rgb: pixels, ...patch }) => ({ ...patch, rgb: redraw(pixels, random) }))
      areas.push(((await count.of(await refit(model, parameters, drawn, sample))) / exact) * area)
    }
    areas.sort((a, b) => a - b)
    return { low: quantile(areas, 0.025), high: quantile(areas, 0.975), resamples: RESAMPLES }
  } finally {
    count.release()
  }
}

interface Drawn {
  readonly role: Patch['role']
  readonly hand?: Patch['hand']
  readonly rgb: Uint8Array
}

async function refit(model: Model, parameters: ModelParameters, patches: readonly Drawn[], photo: Uint8Array): Promise<Scorer> {
  const rule = ruleOf(parameters)
  const empty = model.needsChromaticity ? 'refused' : 'zeros'
  const source: FitSource = {
    ...{ rule, gate: undefined, photo: WHOLE_PHOTO },
    patches: patches.map(({ role, hand, rgb }) => ({ ...rowOf(rgb, role), hand })),
    statistics: patches.map(({ role, rgb }) => ({ ...patchStatistics(rgb, rgb.length / 3, 1, rowOf(rgb, role), rule, empty), role })),
    histograms: (binning, ofImage) => {
      const regions = ofImage ? [{ role: 'add' as const, rgb: photo }, ...patches.filter(({ role }) => role === 'subtract')] : patches
      const all = regions.map(({ role, rgb }) => {
        const counts = new Uint32Array(entriesOf(binning))
        countBins(rgb, 0, rgb.length / 3, binning, rule, counts)
        return { role, counts }
      })
      return Promise.resolve({ all, hues: null })
    },
    sums: ({ passes }, pass, at, given) => {
      const { numbers, add } = passes![pass]!
      const { rgb } = patches[at]!
      const sums = new Float64Array(numbers)
      add(rgb, [{ rgb: 0, count: rgb.length / 3 }], rule, given, sums, 0)
      return Promise.resolve(sums)
    },
  }
  return (await model.fit(source, parameters)).scorer
}

/** Models that hang on the whole photo are not fitted to drawn pixels: Model.isResampled. */
const WHOLE_PHOTO: FitPhoto = {
  colours: () => Promise.reject(new RangeError('A sample has no photo.')),
  countKeys: () => {
    throw new RangeError('A sample has no photo.')
  },
}

const rowOf = (rgb: Uint8Array, role: Patch['role']): Patch => ({ x: 0, y: 0, w: rgb.length / 3, h: 1, role })

/** Counts the pixels of the sample that a scorer selects, on all threads. */
async function counter({ arena, pool }: Tools, sample: Uint8Array, threshold: number, signal: AbortSignal) {
  const place = arena.allocate(sample.length)
  arena.bytes(place.offset, sample.length).set(sample)
  const w = sample.length / 3
  return {
    of: async (scorer: Scorer) => {
      const source = { rgb: place.offset, stride: w, w, h: 1 }
      const [pixels] = await pool.run({ kind: 'mask', source, scorer, threshold, out: -1 }, { signal })
      return pixels!
    },
    release: () => arena.release(place),
  }
}

/** RGB of up to `most` pixels of a region, one from each of as many equal stretches of its rows. */
function gather(rgb: Uint8Array, width: number, region: Outline, most: number, random: () => number): Uint8Array {
  const { x, y, w, h, shape } = region
  const runs = [...runsOf({ rgb: (y * width + x) * 3, stride: width, w, h, ...(shape === undefined ? {} : { inside: region }) }, 0, h)]
  const all = runs.reduce((sum, { count }) => sum + count, 0)
  const count = Math.min(all, most)
  const out = new Uint8Array(count * 3)
  // The place in the region where the run `which` begins: places only rise.
  let [which, begins] = [0, 0]
  for (let i = 0; i < count; i++) {
    const at = count === all ? i : Math.floor(((i + random()) * all) / count)
    while (at >= begins + runs[which]!.count) begins += runs[which++]!.count
    const from = runs[which]!.rgb + (at - begins) * 3
    out.set(rgb.subarray(from, from + 3), i * 3)
  }
  return out
}

function redraw(rgb: Uint8Array, random: () => number): Uint8Array {
  const count = rgb.length / 3
  const out = new Uint8Array(rgb.length)
  for (let i = 0; i < out.length; i += 3) {
    const from = Math.floor(random() * count) * 3
    out[i] = rgb[from]!
    out[i + 1] = rgb[from + 1]!
    out[i + 2] = rgb[from + 2]!
  }
  return out
}

/** mulberry32 (Tommy Ettinger, public domain): 0 ≤ x < 1. */
function generator(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b_79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/** numpy's: linear between the two nearest. */
function quantile(sorted: readonly number[], share: number): number {
  const at = share * (sorted.length - 1)
  const low = Math.floor(at)
  return sorted[low]! + (at - low) * ((sorted[low + 1] ?? sorted[low]!) - sorted[low]!)
}
