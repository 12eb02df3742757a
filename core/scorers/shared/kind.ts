/**
 * A kind of score: how pixels get a score, a mask and a soft mask from what a model was fitted to. One folder a kind; a model names
 * its kind, and whoever scores pixels asks the kind. Offsets are bytes of the shared memory; RGB is interleaved, sRGB-encoded.
 */
import type { PixelRule } from '../../kernels/pixel-rule'
import type { ScoreScale } from '../../kernels/score-map'
import type { PixelRun } from '../../kernels/statistics-rows'
import type { Kernels } from '../../wasm/kernels'
import type { SimdModule } from '../../wasm/simd-module'
import type { SlotCounter } from './areas'
import type { Ramp } from './ramp'

/** What every scorer has. It is plain data: it crosses to the worker threads. */
export interface Scorer {
  readonly kind: string
  /** Which pixels are scored, and in which light; the others belong to no mask. */
  readonly rule: PixelRule
}

/** What a kind of score works with on a thread. */
export interface ScoreThread {
  readonly memory: WebAssembly.Memory
  readonly kernels: Kernels
  /** The compiled module; null on a machine without SIMD. */
  readonly module: SimdModule | null
}

/** A scorer made ready on a thread: for the runs of one job. */
export interface ScorerRun {
  /** 255 a pixel in the mask at the threshold, else 0, at `out`. Returns how many; `out` -1 counts alone. */
  mask(rgb: number, count: number, threshold: number, out: number): number
  /** The score map, a byte a pixel at `out`, exact at the threshold: see core/kernels/score-map.ts. */
  score(rgb: number, count: number, threshold: number, out: number): void
  /** The soft threshold, 16 bits a pixel at `out`, of at most RAMP_PIXELS pixels. */
  ramp(rgb: number, count: number, ramp: Ramp, out: number): void
}

/** The pictures of the method that a score may have, beside the planes of r and g. */
export type ScorePicture = 'product' | 'likelihood-r' | 'likelihood-g' | 'back-projection'

/** Numbers that are added up over the pixels of a patch, row by row: what a model is fitted to beyond chromaticities. */
export interface RowPass {
  /** How many numbers a row has. */
  readonly numbers: number
  /**
   * Adds the pixels that the rule keeps of one row to `out` from `at` on: numbers that are 0 before.
   * @param given what earlier passes found, such as means
   */
  add(bytes: Uint8Array, runs: Iterable<PixelRun>, rule: PixelRule, given: readonly number[], out: Float64Array, at: number): void
}

export interface ScorerKind<S extends Scorer = Scorer> {
  readonly kind: S['kind']
  /** What the choice of a model calls the models of this kind. */
  readonly title: string
  /** The passes over a patch that its models are fitted by, beside the statistics of chromaticity. */
  readonly passes?: readonly RowPass[]
  /** Bits a pixel of the scores in a file: 8 where scores are bytes, 16 for likelihoods, whose peak is 65535. */
  readonly bits: 8 | 16
  /** How the bytes of a score map read. */
  scaleOf(scorer: S): ScoreScale
  /** Makes the scorer ready for one job of a thread. */
  start(thread: ScoreThread, scorer: S): ScorerRun
  /** Counts pixels by how many of the thresholds they pass. */
  slots(scorer: S, thresholds: readonly number[], thread: ScoreThread): SlotCounter
  /** Writes 16-bit scores of `out.length` pixels, from the float64 definition. Of a kind of 8 bits never called. */
  write16(scorer: S, rgb: Uint8Array, out: Uint16Array): void
  /** What is scored for a picture of the method; null where the kind has no such picture. */
  pictured(scorer: S, picture: ScorePicture): S | null
  /** The scorer for pixels of another photo than it was fitted to; left out where it is the same. */
  onAnotherPhoto?(scorer: S): S
}

/** @throws RangeError: for kinds whose scores are bytes. */
export function no16(): never {
  throw new RangeError('These scores are bytes: they have no 16 bits.')
}
