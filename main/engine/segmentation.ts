/** From patches to models, maps, masks and areas: what every call about colour has in common. */
import type { Patch, PatchStatistics as StatisticsReply, Segmentation, Segmented, View } from '../../preload/contract'
import { ChromapatchError } from '../../preload/errors'
import { patchStatistics, type PatchStatistics } from '../kernels/statistics'
import type { EllipseModel } from '../kernels/types'
import { isFloored, patchWarnings } from '../operations/patch-health'
import { fitModel, scaleOf } from '../operations/run'
import type { Arena } from './arena'
import { patchKey, type OpenDocument } from './documents'
import { checkModel } from './parameters'
import type { Pool } from './pool'
import type { CallContext } from './requests'
import type { Window } from './tasks'

/** Patches whose statistics are kept; a drag makes hundreds. */
const REMEMBERED = 64

export interface Fitted {
  readonly statistics: readonly PatchStatistics[]
  readonly ellipses: readonly EllipseModel[]
  readonly threshold: number
}

/** @throws ChromapatchError PATCH_OUTSIDE, PATCH_UNUSABLE, PARAMETER_INVALID */
export function fit(document: OpenDocument, { model, parameters, patches, threshold }: Segmentation): Fitted {
  const checked = checkModel(model, parameters, threshold)
  if (!patches.some((patch) => patch.role === 'add')) {
    throw new ChromapatchError('PARAMETER_INVALID', 'There is no patch that adds: nothing can be selected.', { hint: 'Draw a patch on the colour you want.' })
  }
  const statistics = patches.map((patch) => statisticsOf(document, patch))
  return { statistics, ellipses: fitModel(checked.model, checked.parameters, statistics), threshold }
}

function statisticsOf({ raster, statistics }: OpenDocument, patch: Patch): PatchStatistics {
  const key = patchKey(patch)
  const known = statistics.get(key)
  if (known !== undefined) return { ...known, role: patch.role }
  const found = patchStatistics(raster.rgb, raster.width, raster.height, patch)
  if (statistics.size >= REMEMBERED) statistics.delete(statistics.keys().next().value!)
  statistics.set(key, found)
  return found
}

/** The level's pixels under a view. @throws ChromapatchError PARAMETER_INVALID for a view outside of the photo. */
export function windowOf({ raster }: OpenDocument, { level, region }: View): Window & { readonly alpha: number } {
  const base = raster.levels[level]
  const { x, y, w, h } = region
  if (base === undefined || x + w > base.width || y + h > base.height) {
    throw new ChromapatchError('PARAMETER_INVALID', `The view ${x},${y},${w},${h} at level ${level} lies outside of the photo.`)
  }
  const first = y * base.width + x
  return { rgb: base.rgb + first * 3, alpha: base.alpha < 0 ? -1 : base.alpha + first, stride: base.width, w, h }
}

/** The score map of a view: bytes that are the caller's own, and what they mean. */
export async function score(
  arena: Arena,
  pool: Pool,
  document: OpenDocument,
  segmentation: Segmentation,
  view: View,
  { signal }: Pick<CallContext, 'signal'>,
): Promise<{ map: Uint8Array; reply: Segmented }> {
  const { statistics, ellipses, threshold } = fit(document, segmentation)
  const { rgb, stride, w, h } = windowOf(document, view)
  const out = arena.allocate(w * h)
  try {
    await pool.run({ kind: 'score', source: { rgb, stride, w, h }, models: ellipses, threshold, out: out.offset }, { signal })
    const map = arena.bytes(out.offset, w * h).slice()
    const reply = { patches: statistics.map(describe), scale: scaleOf(ellipses), width: w, height: h, exactAt: threshold, warnings: warningsOf(statistics) }
    return { map, reply }
  } finally {
    arena.release(out)
  }
}

/** The mask at full size, 0 or 255 a pixel, into `out` (an offset, or -1 to count alone). Returns its pixels. */
export async function mask(pool: Pool, document: OpenDocument, fitted: Fitted, out: number, context: { signal: AbortSignal; progress?: (fraction: number) => void }) {
  const whole = document.raster.levels[0]!
  const source = { rgb: whole.rgb, stride: whole.width, w: whole.width, h: whole.height }
  const [pixels] = await pool.run({ kind: 'mask', source, models: fitted.ellipses, threshold: fitted.threshold, out }, context)
  return pixels!
}

export function describe(statistics: PatchStatistics): StatisticsReply {
  const { x, y, w, h, role, pixels, meanR, meanG, stdR, stdG, covariance, meanColour } = statistics
  const [[rr, rg], [gr, gg]] = covariance
  const [red, green, blue] = meanColour
  return {
    ...{ x, y, w, h, role, pixels, meanR, meanG, stdR, stdG },
    covariance: [
      [rr, rg],
      [gr, gg],
    ],
    floored: isFloored(statistics),
    meanColour: [red, green, blue],
  }
}

export function warningsOf(statistics: readonly PatchStatistics[]): string[] {
  return statistics.flatMap((patch, i) => patchWarnings(patch, `Patch ${patchLetter(i)}`))
}

/** A, B … Z, AA, AB …: patches are called the same in the window, the warnings and the help. */
export function patchLetter(index: number): string {
  return (index >= 26 ? patchLetter(Math.floor(index / 26) - 1) : '') + String.fromCharCode(65 + (index % 26))
}

