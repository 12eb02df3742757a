/** Pictures of the method's steps: chromaticity, likelihoods, back-projection, and where two models disagree. */
import type { Segmentation, View } from '../../../contract/contract'
import { ChromapatchError } from '../../../contract/errors'
import type { Disagreement, MethodPicture, PictureScale } from '../../../contract/method'
import { chromaticityRange } from '../../../core/kernels/chromaticity-bytes'
import { peakOf } from '../../../core/kernels/score-map'
import { kindOf } from '../../../core/models/scorers'
import { ruleOf } from '../../../core/models/shared/rule'
import type { Tools } from '../threads/tools'
import type { OpenDocument } from '../photo/documents'
import type { Pool } from '../threads/pool'
import { fit } from './scorer'
import type { Scorer } from '../../../core/scorers/shared/kind'
import type { Task } from '../threads/tasks'
import type { Window } from '../threads/window'
import { windowOf, wholeOf } from '../photo/views'

interface Drawn {
  readonly bytes: Uint8Array
  readonly scale: PictureScale
}

/** 16 bits to 8. */
const NARROW = 255 / 65_535

/**
 * A picture of a view; `segmentation` may be null for `r` and `g`, which then are of the encoded bytes.
 * @throws ChromapatchError PARAMETER_INVALID for a picture that the model does not have, PATCH_*, JOB_CANCELLED
 */
export async function methodPicture(
  tools: Tools,
  document: OpenDocument,
  picture: MethodPicture,
  segmentation: Segmentation | null,
  view: View,
  signal: AbortSignal,
): Promise<Drawn> {
  const { w, h, ...at } = windowOf(document, view)
  const source: Window = { rgb: at.rgb, stride: at.stride, w, h }
  const size = { width: w, height: h }
  if (picture === 'r' || picture === 'g') {
    const light = ruleOf(segmentation?.parameters ?? {}).light
    const channel = picture === 'r' ? 0 : 1
    const [low, high] = rangeOf(tools, document, channel, light)
    const bytes = await drawn(tools, { kind: 'chromaticity', source, channel, light, low, high }, signal)
    return { bytes, scale: { ...size, low, high, missing: true } }
  }
  if (segmentation === null) throw unavailable(picture)
  const { scorer } = await fit(tools.pool, document, segmentation, signal)
  const kind = kindOf(scorer)
  const pictured = kind.pictured(scorer, picture)
  if (pictured === null) throw unavailable(picture)
  const drawScores = kind.bits === 16 ? likelihoods(tools, source, pictured, signal) : scores(tools, source, pictured, signal)
  return { bytes: await drawScores, scale: { ...size, low: 0, high: peakOf(kind.scaleOf(pictured)), missing: false } }
}

/** A byte a pixel of a view: 1 where only the first model selects it, 2 the second, 3 both. Clean-up steps are not part of it. */
export async function disagreement(
  { arena, pool }: Tools,
  document: OpenDocument,
  [first, second]: readonly [Segmentation, Segmentation],
  view: View,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const { rgb, stride, w, h } = windowOf(document, view)
  return await masked({ arena, pool }, document, { rgb, stride, w, h }, [first, second], signal, (a, b) =>
    Uint8Array.from(a, (value, i) => (value & 1) | (b[i]! & 2)),
  )
}

/** The same, counted on the whole photo. */
export async function countDisagreement(
  tools: Tools,
  document: OpenDocument,
  pair: readonly [Segmentation, Segmentation],
  signal: AbortSignal,
): Promise<Disagreement> {
  return await masked(tools, document, wholeOf(document), pair, signal, (a, b) => {
    const counts = [0, 0, 0, 0]
    for (let i = 0; i < a.length; i++) counts[(a[i]! & 1) | (b[i]! & 2)]! += 1
    return { first: counts[1]!, second: counts[2]!, both: counts[3]! }
  })
}

/** Lets `use` read the masks, 0 or 255 a pixel, of two models. */
async function masked<T>(
  { arena, pool }: Tools,
  document: OpenDocument,
  source: Window,
  pair: readonly [Segmentation, Segmentation],
  signal: AbortSignal,
  use: (first: Uint8Array, second: Uint8Array) => T,
): Promise<T> {
  const pixels = source.w * source.h
  return await arena.withBytes([pixels * 2], async ([out]) => {
    for (const [i, segmentation] of pair.entries()) {
      const { scorer, threshold } = await fit(pool, document, segmentation, signal)
      await pool.run({ kind: 'mask', source, scorer, threshold, out: out.offset + i * pixels }, { signal })
    }
    return use(arena.bytes(out.offset, pixels), arena.bytes(out.offset + pixels, pixels))
  })
}

async function likelihoods({ arena, pool }: Tools, source: Window, scorer: Scorer, signal: AbortSignal): Promise<Uint8Array> {
  const pixels = source.w * source.h
  return await arena.withBytes([pixels * 2], async ([out]) => {
    await pool.run({ kind: 'likelihoods', source, scorer, out: out.offset }, { signal })
    return Uint8Array.from(new Uint16Array(arena.memory.buffer, out.offset, pixels), (value) => Math.round(value * NARROW))
  })
}

const scores = (tools: Tools, source: Window, scorer: Scorer, signal: AbortSignal): Promise<Uint8Array> =>
  drawn(tools, { kind: 'score', source, scorer, threshold: 0 }, signal)

type ByteTask = Extract<Task, { kind: 'chromaticity' | 'score' }>
type WithoutPlace<T> = T extends unknown ? Omit<T, 'out'> : never

async function drawn({ arena, pool }: { arena: Tools['arena']; pool: Pool }, task: WithoutPlace<ByteTask>, signal: AbortSignal) {
  const pixels = task.source.w * task.source.h
  return await arena.withBytes([pixels], async ([out]) => {
    await pool.run({ ...task, out: out.offset }, { signal })
    return arena.bytes(out.offset, pixels).slice()
  })
}

/** From the smallest level of the pyramid: the same for every view of the photo. */
function rangeOf({ arena }: Tools, { raster }: OpenDocument, channel: 0 | 1, light: 'encoded' | 'linear'): [number, number] {
  const { rgb, width, height } = raster.levels.at(-1)!
  return chromaticityRange(arena.bytes(rgb, width * height * 3), channel, light)
}

function unavailable(picture: MethodPicture): ChromapatchError {
  return new ChromapatchError('PARAMETER_INVALID', `This model has no picture of ${picture}.`, { hint: 'Choose another picture or model.' })
}
