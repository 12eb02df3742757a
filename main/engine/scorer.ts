/** From patches to a way to score pixels: statistics, and where the model asks for them, histograms. */
import type { Patch, Segmentation } from '../../preload/contract'
import { ChromapatchError } from '../../preload/errors'
import { statisticsOfSums, SUM_CELLS } from '../kernels/chromaticity-sums'
import { gatherInside } from '../kernels/outline'
import { countBins as countPlainly } from '../kernels/plain-tables'
import { keepsAll, type PixelRule } from '../kernels/pixel-rule'
import { checkPatch, patchStatistics, unusable, type PatchStatistics } from '../kernels/statistics'
import type { Binning } from '../kernels/types'
import type { ModelId } from '../operations'
import { withHand } from '../operations/hand'
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
} from '../operations/run'
import type { ScoreScale } from '../operations/score-map'
import type { PatchHistogram } from '../operations/table-model'
import type { OpenDocument } from './documents'
import type { Hues } from './hue-plane'
import { checkModel } from './parameters'
import { throwIfCancelled, type Pool } from './pool'
import { entriesOf, type Scorer } from './tasks'
import { wholeOf, windowOf } from './views'

/** Patches whose statistics are kept, and histograms; a drag makes hundreds. */
const REMEMBERED = 64
/** Pixels that are added up in less time than it takes to wake a thread and to hear from it. */
const SMALL_PATCH = 1 << 17

export interface Fitted {
  readonly model: ModelId
  readonly statistics: readonly PatchStatistics[]
  readonly scorer: Scorer
  readonly scale: ScoreScale
  readonly threshold: number
}

/** @throws ChromapatchError PATCH_OUTSIDE, PATCH_UNUSABLE, PARAMETER_INVALID, JOB_CANCELLED */
export async function fit(pool: Pool, document: OpenDocument, segmentation: Segmentation, signal: AbortSignal): Promise<Fitted> {
  const { patches, threshold } = segmentation
  const { model, parameters } = checkModel(segmentation.model, segmentation.parameters, threshold)
  if (model !== 'gate' && !patches.some((patch) => patch.role === 'add')) {
    throw new ChromapatchError('PARAMETER_INVALID', 'There is no patch that adds: nothing can be selected.', {
      hint: 'Draw a patch on the colour you want.',
    })
  }
  const rule = ruleOf(parameters)
  const zeros = isTableModel(model) || model === 'gate'
  const statistics = await Promise.all(patches.map((patch) => statisticsOf(pool, document, patch, rule, zeros)))
  throwIfCancelled(signal)
  if (model === 'gate')
    return { model, statistics, scorer: { kind: 'gate', gate: gateOf(segmentation), rule }, scale: TABLE_SCALE, threshold }
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
  return { model, statistics, scorer: { kind: 'table', table, rule, hues: hues && hues.plane }, scale: TABLE_SCALE, threshold }
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
  const { rgb, width, height } = document.raster
  const empty = back ? 'zeros' : 'refused'
  checkPatch(patch, width, height)
  // Light is no whole number: its ratios are added up as the definition has it. Shapes are small.
  if (rule.light === 'linear' || patch.shape !== undefined) return patchStatistics(rgb, width, height, patch, rule, empty)
  const { x, y, w, h } = patch
  const { rgb: first, stride } = windowOf(document, { level: 0, region: { x, y, w, h } })
  const source = { rgb: first, stride, w, h }
  const sums = w * h <= SMALL_PATCH ? new Float64Array(SUM_CELLS) : await pool.run({ kind: 'sums', source, rule })
  if (w * h <= SMALL_PATCH) pool.kernels.chromaticitySums(source, rule, sums)
  return statisticsOfSums(sums, patch, w * h, empty)
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
  const { x, y, w, h } = region
  if (region.shape !== undefined) {
    const pixels = gatherInside(document.raster.rgb, document.raster.width, region)
    const counts = new Uint32Array(entriesOf(binning))
    countPlainly(pixels, 0, pixels.length / 3, binning, rule, counts)
    return counts
  }
  const { rgb, stride } = windowOf(document, { level: 0, region: { x, y, w, h } })
  return Uint32Array.from(await pool.run({ kind: 'bins', source: { rgb, stride, w, h }, binning, rule }))
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
