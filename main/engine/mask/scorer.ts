/** From patches to a way to score pixels: statistics, and where the model asks for them, histograms. */
import type { Patch, Segmentation } from '../../../contract/contract'
import { ChromapatchError } from '../../../contract/errors'
import { statisticsOfSums, SUM_CELLS } from '../../../core/kernels/chromaticity-sums'
import { pixelsInside } from '../../../core/mask/outline'
import { keepsAll, type PixelRule } from '../../../core/kernels/pixel-rule'
import { checkPatch, totalsOf, unusable, withMoments, type PatchStatistics } from '../../../core/kernels/statistics'
import { ROW_MOMENTS, ROW_SUMS } from '../../../core/kernels/statistics-rows'
import type { Binning } from '../../../core/kernels/models'
import { withHand } from '../../../core/models/hand'
import {
  fitModel,
  fitTable,
  histogramWanted,
  isTableModel,
  ruleOf,
  scaleOf,
  TABLE_SCALE,
  type ModelParameters,
  type TableModelId,
} from '../../../core/models/run'
import type { PatchHistogram } from '../../../core/models/table-model'
import type { OpenDocument } from '../photo/documents'
import type { Hues } from '../photo/hue-plane'
import { fitClasses } from './classes'
import type { Fitted } from './fitted'
import { fitLearned } from './learned'
import { checkModel } from './parameters'
import { throwIfCancelled, type Pool } from '../threads/pool'
import { addSums } from '../threads/runs'
import type { Window } from '../threads/scorer-types'
import { patchWindow, wholeOf } from '../photo/views'

/** Patches whose statistics are kept, and histograms; a drag makes hundreds. */
const REMEMBERED = 64
/** Pixels that are added up in less time than it takes to wake a thread and to hear from it. */
const SMALL_PATCH = 1 << 17

/** @throws ChromapatchError PATCH_OUTSIDE, PATCH_UNUSABLE, PARAMETER_INVALID, JOB_CANCELLED */
export async function fit(pool: Pool, document: OpenDocument, segmentation: Segmentation, signal: AbortSignal): Promise<Fitted> {
  const { patches, threshold } = segmentation
  const { model, parameters } = checkModel(segmentation.model, segmentation.parameters, threshold)
  const { learned } = segmentation
  if (model !== 'gate' && learned !== undefined) return await fitLearned(pool, document, { model, parameters, threshold }, learned)
  if (model !== 'gate' && !patches.some((patch) => patch.role === 'add')) {
    throw new ChromapatchError('PARAMETER_INVALID', 'There is no patch that adds: nothing can be selected.', {
      hint: 'Draw a patch on the colour you want.',
    })
  }
  const rule = ruleOf(parameters)
  const zeros = isTableModel(model) || model === 'gate' || model === 'classes'
  const statistics = await Promise.all(patches.map((patch) => statisticsOf(pool, document, patch, rule, zeros)))
  throwIfCancelled(signal)
  if (model === 'gate')
    return { model, statistics, scorer: { kind: 'gate', gate: gateOf(segmentation), rule }, scale: TABLE_SCALE, threshold }
  if (model === 'classes') {
    const found = await fitClasses(pool, document, segmentation, parameters)
    throwIfCancelled(signal)
    return { model, statistics, ...found, scale: TABLE_SCALE, threshold: segmentation.automatic === true ? found.chosen : threshold }
  }
  if (!isTableModel(model)) {
    const models = fitModel(
      model,
      parameters,
      statistics.map((measured, i) => withHand(measured, patches[i]!.hand)),
    )
    return { model, statistics, scorer: { kind: 'ellipses', models, rule }, scale: scaleOf(models), threshold }
  }
  const hues = usesHues(model, parameters) ? await document.hues.of(pool, wholeOf(document)) : null
  const histograms = await histogramsOf(pool, document, { model, parameters, patches, rule, hues })
  throwIfCancelled(signal)
  const empty = histograms.findIndex(({ role, counts }) => role === 'add' && counts.every((count) => count === 0))
  if (empty >= 0) throw unusable(patches[empty]!, statistics[empty]?.leftOut ?? 0)
  const table = fitTable(model, parameters, histograms)
  return { model, statistics, histograms, scorer: { kind: 'table', table, rule, hues: hues && hues.plane }, scale: TABLE_SCALE, threshold }
}

const usesHues = (model: TableModelId, parameters: ModelParameters): boolean => histogramWanted(model, parameters).binning.kind === 'hue'

function gateOf({ gate }: Segmentation): NonNullable<Segmentation['gate']> {
  if (gate !== undefined) return gate
  throw new ChromapatchError('PARAMETER_INVALID', 'There is no gate: nothing can be selected.', {
    hint: 'Draw one in the chart of chromaticities.',
  })
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
  readonly model: TableModelId
  readonly parameters: ModelParameters
  readonly patches: readonly Patch[]
  readonly rule: PixelRule
  readonly hues: Hues | null
}

/** The histogram of each patch; with the photo's in place of the added ones where the model is told so. */
async function histogramsOf(pool: Pool, document: OpenDocument, request: HistogramRequest): Promise<PatchHistogram[]> {
  const { model, parameters, patches, rule, hues } = request
  const { binning, ofImage } = histogramWanted(model, parameters)
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

const keyOf = ({ x, y, w, h, shape }: Patch, rule: PixelRule): string => `${x},${y},${w},${h} ${JSON.stringify([shape, rule])}`

/** What was made for this key before; the oldest goes when there are many. A promise that fails is forgotten. */
function remembered<T>(made: Map<string, T>, key: string, make: () => T): T {
  const known = made.get(key)
  if (known !== undefined) return known
  const value = make()
  if (made.size >= REMEMBERED) made.delete(made.keys().next().value!)
  made.set(key, value)
  if (value instanceof Promise) value.catch(() => made.get(key) === value && made.delete(key))
  return value
}
