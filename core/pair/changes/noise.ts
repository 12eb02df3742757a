/**
 * The pair's own noise, from its residual: how much two photos of the same thing differ here anyway. It is asked for each
 * degree of structure apart, because what alignment and resampling leave over grows with the gradient.
 *
 * The median of each bin tells it (MAD), so up to half of the pixels of a kind may have changed without pulling it.
 */
import { OUTSIDE, STRUCTURE_BINS } from './residual'

/** The residual is the RMS of three softened Gaussians: its median is this many of their standard deviations. */
const MEDIAN_OF_RMS = 0.888
/** Rounding to bytes leaves this much, softened; photos without noise are not infinitely sensitive. */
const LEAST = 0.35
/** In bytes: where half of a photo differs by more, that is not noise but change. */
const MOST = 10
/** A bin with fewer pixels takes its neighbour's noise. */
const PIXELS_LEAST = 400
const STEPS_PER_BYTE = 32
const STEPS = 64 * STEPS_PER_BYTE

/** Counts of residuals by bin of structure: STRUCTURE_BINS rows of STEPS cells. Counts of parts of a photo add up. */
export class ResidualCounts {
  readonly cells = new Uint32Array(STRUCTURE_BINS * STEPS)

  add(residual: Float32Array, structure: Uint8Array): void {
    for (let p = 0; p < structure.length; p++) {
      const bin = structure[p] as number
      if (bin === OUTSIDE) continue
      const cell = bin * STEPS + Math.min(STEPS - 1, Math.floor((residual[p] as number) * STEPS_PER_BYTE))
      this.cells[cell] = (this.cells[cell] as number) + 1
    }
  }
}

/**
 * σ of the residual for each bin of structure, in bytes. It never falls as structure grows: so a bin that holds little but
 * changes (a flat thing in a photo full of texture) is held down by the bins above it.
 */
export function noiseOf({ cells }: ResidualCounts): Float32Array {
  const sigmas = new Float32Array(STRUCTURE_BINS).fill(Number.NaN)
  for (let bin = 0; bin < STRUCTURE_BINS; bin++) {
    const counts = cells.subarray(bin * STEPS, (bin + 1) * STEPS)
    const total = counts.reduce((sum, n) => sum + n, 0)
    if (total >= PIXELS_LEAST) sigmas[bin] = Math.max(LEAST, Math.min(MOST, medianOf(counts, total) / MEDIAN_OF_RMS))
  }
  let least = Infinity
  for (let bin = STRUCTURE_BINS - 1; bin >= 0; bin--) {
    if ((sigmas[bin] as number) < least) least = sigmas[bin] as number
    sigmas[bin] = least
  }
  // Above the last bin with pixels enough there is nothing to go by but that bin; without any, the least.
  for (let bin = 0, last = LEAST; bin < STRUCTURE_BINS; bin++) {
    if (Number.isFinite(sigmas[bin])) last = sigmas[bin] as number
    sigmas[bin] = last
  }
  return sigmas
}

/** σ over all pixels: the one number that is reported. */
export function overallNoise({ cells }: ResidualCounts): number {
  const counts = new Uint32Array(STEPS)
  for (let i = 0; i < cells.length; i++) counts[i % STEPS] = (counts[i % STEPS] as number) + (cells[i] as number)
  const total = counts.reduce((sum, n) => sum + n, 0)
  return total === 0 ? 0 : medianOf(counts, total) / MEDIAN_OF_RMS
}

function medianOf(counts: Uint32Array, total: number): number {
  let [step, seen] = [0, 0]
  while (step < STEPS - 1 && seen + (counts[step] as number) < total / 2) seen += counts[step++] as number
  // Within the step in proportion; all in the first step is no noise at all.
  return step === 0 ? 0 : (step + (total / 2 - seen) / Math.max(1, counts[step] as number)) / STEPS_PER_BYTE
}

/** Steps of the residual map for one σ: bytes reach almost 32 σ. */
export const STEPS_PER_SIGMA = 8

/** The map that thresholds cut: residual over its noise, in eighths of σ, 255 and more as 255. Outside it is 0. */
export function significance(residual: Float32Array, structure: Uint8Array, sigmas: Float32Array, out: Uint8Array): void {
  for (let p = 0; p < out.length; p++) {
    const bin = structure[p] as number
    const steps = bin === OUTSIDE ? 0 : ((residual[p] as number) * STEPS_PER_SIGMA) / (sigmas[bin] as number)
    out[p] = steps >= 255 ? 255 : steps
  }
}
