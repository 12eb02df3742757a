/** From patches to a way to score pixels: statistics, and where the model asks for them, histograms. */
import type { Patch, Segmentation } from '../../../contract/contract'
import { ChromapatchError } from '../../../contract/errors'
import { statisticsOfSums, SUM_CELLS } from '../../../core/kernels/chromaticity-sums'
import { pixelsInside } from '../../../core/mask/outline'
import { keepsAll, type PixelRule } from '../../../core/kernels/pixel-rule'
import { checkPatch, totalsOf, unusable, withMoments, type PatchStatistics } from '../../../core/kernels/statistics'
import { ROW_MOMENTS, ROW_SUMS } from '../../../core/kernels/statistics-rows'
import { usesHues, type Binning } from '../../../core/scorers/table/table'
import { models, type ModelId } from '../../../core/models'
import type { Fit, FitPatch, FitSource, Model, ModelParameters, PatchHistogram } from '../../../core/models/shared/model'
import { ruleOf } from '../../../core/models/shared/rule'
import { countKeys, KEYS } from '../../../core/scorers/classes/colour-keys'
import { addedRows } from '../../../core/scorers/shared/rows'
import type { ScorerKind } from '../../../core/scorers/shared/kind'
import type { OpenDocument } from '../photo/documents'
import type { Hues } from '../photo/hue-plane'
import type { Fitted } from './fitted'
import { fitLearned } from './learned'
import { checkModel } from './parameters'
import { throwIfCancelled, type Pool } from '../threads/pool'
import { addSums, runsOf } from '../threads/runs'
import type { Window } from '../threads/window'
import { patchWindow, wholeOf } from '../photo/views'

/** Patches whose statistics are kept, and histograms; a drag makes hundreds. */
const REMEMBERED = 64
/** Fits that are kept, some of which are megabytes: the present one, and those that a comparison of models asks for. */
const FITS = 4
/** Pixels that are added up in less time than it takes to wake a thread and to hear from it. */
const SMALL_PATCH = 1 << 17

/** @throws ChromapatchError PATCH_OUTSIDE, PATCH_UNUSABLE, PARAMETER_INVALID, JOB_CANCELLED */
export async function fit(pool: Pool, document: OpenDocument, segmentation: Segmentation, signal: AbortSignal): Promise<Fitted> {
  const { patches, gate, threshold } = segmentation
  const { model: id, parameters } = checkModel(segmentation.model, segmentation.parameters, threshold)
  const model: Model = models[id]
  const { learned } = segmentation
  if (learned !== undefined && model.learns !== null) return await fitLearned(pool, document, { model: id, parameters, threshold }, learned)
  if (model.selectsBy === 'patches' && !patches.some((patch) => patch.role === 'add')) {
    throw new ChromapatchError('PARAMETER_INVALID', 'There is no patch that adds: nothing can be selected.', {
      hint: 'Draw a patch on the colour you want.',
    })
  }
  const rule = ruleOf(parameters)
  const statistics = await Promise.all(patches.map((patch) => statisticsOf(pool, document, patch, rule, !model.needsChromaticity)))
  throwIfCancelled(signal)
  const key = JSON.stringify([id, parameters, patches, gate ?? null])
  const { chosen, ...fitted } = await remembered(
    document.fits,
    key,
    () => made(pool, document, segmentation, id, parameters, statistics),
    FITS,
  )
  throwIfCancelled(signal)
  return {
    ...{ model: id, statistics, ...fitted, scale: model.scorer.scaleOf(fitted.scorer) },
    threshold: segmentation.automatic === true && chosen !== undefined ? chosen : threshold,
    ...(chosen === undefined ? {} : { chosen }),
  }
}

/** The same patches and parameters give the same fit, whatever the threshold. Not to be cancelled, see `countBins`. */
async function made(
  pool: Pool,
  document: OpenDocument,
  { patches, gate }: Segmentation,
  id: ModelId,
  parameters: ModelParameters,
  statistics: readonly PatchStatistics[],
): Promise<Fit> {
  const model: Model = models[id]
  const rule = ruleOf(parameters)
  const source: FitSource = {
    ...{ patches, statistics, rule, gate },
    photo: {
      colours: () => document.colours.of(pool),
      countKeys: (of) => countPatches(document, of),
    },
    histograms: async (binning, ofImage) => {
      const hues = usesHues(binning) ? await document.hues.of(pool, wholeOf(document)) : null
      const all = await histogramsOf(pool, document, { binning, ofImage, patches, rule, hues })
      const empty = all.findIndex(({ role, counts }) => role === 'add' && counts.every((count) => count === 0))
      if (empty >= 0) throw unusable(patches[empty]!, statistics[empty]?.leftOut ?? 0)
      return { all, hues: hues && hues.plane }
    },
    sums: (kind, pass, at, given) => rowSumsOf(pool, document, patches[at]!, rule, kind, pass, given),
  }
  return await model.fit(source, parameters)
}

/** Pixels of the patches by key. */
function countPatches(document: OpenDocument, patches: readonly FitPatch[]): Uint32Array {
  const counts = new Uint32Array(KEYS)
  const bytes = document.raster.rgb
  const base = document.raster.levels[0]!.rgb
  for (const patch of patches) {
    const source = patchWindow(document, patch)
    for (const { rgb, count } of runsOf(source, 0, source.h)) countKeys(bytes, rgb - base, count, counts)
  }
  return counts
}

/** A back-projection is made of histograms: a patch without a chromaticity may still have hues. */
async function statisticsOf(pool: Pool, document: OpenDocument, patch: Patch, rule: PixelRule, back: boolean): Promise<PatchStatistics> {
  const found = await remembered(document.statistics, `${keyOf(patch, rule)} ${back}`, () => measure(pool, document, patch, rule, back))
  return { ...found, role: patch.role }
}

/** Not to be cancelled, see `countBins`. */
async function measure(pool: Pool, document: OpenDocument, patch: Patch, rule: PixelRule, back: boolean): Promise<PatchStatistics> {
  const { width, height } = document.raster
  const empty = back ? 'zeros' : 'refused'
  checkPatch(patch, width, height)
  const source = patchWindow(document, patch)
  const { w, h } = source
  if (rule.light === 'linear') return await measureRows(pool, source, patch, rule, empty)
  const isSmall = w * h <= SMALL_PATCH
  const sums = isSmall ? new Float64Array(SUM_CELLS) : await pool.run({ kind: 'sums', source, rule })
  if (isSmall) addSums(pool.kernels, source, 0, h, rule, sums)
  return statisticsOfSums(sums, patch, pixelsInside(patch), empty)
}

/** Light is no whole number: its ratios are added up by rows, as the definition has it. */
async function measureRows(
  pool: Pool,
  source: Window,
  patch: Patch,
  rule: PixelRule,
  empty: 'refused' | 'zeros',
): Promise<PatchStatistics> {
  const { h } = source
  const found = totalsOf(await pool.numbers((out) => ({ kind: 'row-sums', source, rule, out }), h * ROW_SUMS), patch, empty)
  const means = [found.meanR, found.meanG] as const
  return withMoments(found, await pool.numbers((out) => ({ kind: 'row-moments', source, rule, means, out }), h * ROW_MOMENTS))
}

interface HistogramRequest {
  readonly binning: Binning
  readonly ofImage: boolean
  readonly patches: readonly Patch[]
  readonly rule: PixelRule
  readonly hues: Hues | null
}

/** The histogram of each patch; with the photo's in place of the added ones where the model is told so. */
async function histogramsOf(pool: Pool, document: OpenDocument, request: HistogramRequest): Promise<PatchHistogram[]> {
  const { binning, ofImage, patches, rule, hues } = request
  const { width, height } = document.raster
  const photo: Patch = { x: 0, y: 0, w: width, h: height, role: 'add' }
  const regions = ofImage ? [photo, ...patches.filter(({ role }) => role === 'subtract')] : patches
  return await Promise.all(
    regions.map(async (patch) => ({
      role: patch.role,
      counts: await remembered(document.counts, `${JSON.stringify(binning)} ${keyOf(patch, rule)}`, () => count(patch)),
    })),
  )

  async function count(patch: Patch): Promise<Uint32Array> {
    checkPatch(patch, width, height)
    if (hues !== null && patch === photo && keepsAll(rule)) return hues.counts
    return await countBins(pool, document, patch, binning, rule)
  }
}

/** Pixels of a region by the entries of a binning. Not to be cancelled: the next call, which may wait for the same counts, would fail with it. */
async function countBins(pool: Pool, document: OpenDocument, region: Patch, binning: Binning, rule: PixelRule): Promise<Uint32Array> {
  return Uint32Array.from(await pool.run({ kind: 'bins', source: patchWindow(document, region), binning, rule }))
}

/** A pass over the rows of a patch, added up in their order. Not to be cancelled, as `countBins`. */
async function rowSumsOf(
  pool: Pool,
  document: OpenDocument,
  patch: Patch,
  rule: PixelRule,
  { kind, passes }: ScorerKind,
  pass: number,
  given: readonly number[],
): Promise<Float64Array> {
  const source = patchWindow(document, patch)
  const { numbers } = passes![pass]!
  return await remembered(document.rowSums, `${kind} ${pass} ${given.join()} ${keyOf(patch, rule)}`, async () =>
    addedRows(
      await pool.numbers((out) => ({ kind: 'row-numbers', source, scorer: kind, pass, rule, given, out }), source.h * numbers),
      numbers,
    ),
  )
}

const keyOf = ({ x, y, w, h, shape }: Patch, rule: PixelRule): string => `${x},${y},${w},${h} ${JSON.stringify([shape, rule])}`

/** What was made for this key before; the oldest goes when there are many. A promise that fails is forgotten. */
function remembered<T>(made: Map<string, T>, key: string, make: () => T, most = REMEMBERED): T {
  const known = made.get(key)
  if (known !== undefined) return known
  const value = make()
  if (made.size >= most) made.delete(made.keys().next().value!)
  made.set(key, value)
  if (value instanceof Promise) value.catch(() => made.get(key) === value && made.delete(key))
  return value
}
