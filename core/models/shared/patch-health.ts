/**
 * What makes a model overconfident or meaningless, said in stable sentences: a patch too small,
 * clipped, dark, or smoother than the light that made it.
 */
import { counted, plural } from '../../../contract/shown'
import type { PatchStatistics } from '../../kernels/statistics'

/** The smallest step of r at full brightness, R = G = B = 255: no deviation can be known better. */
export const DEVIATION_FLOOR = 1 / 765
/** Under this many usable pixels a deviation is a guess. */
export const FEW_PIXELS = 50
/** More than this share clipped or dark, and the patch describes the sensor's limits, not the colour. */
export const SPOILT_SHARE = 0.05
/** JPEG's chroma averaging (4:2:0) leaves deviations about here: at quality 75 it took σr from .0107 to .0023. */
export const SMOOTHED_DEVIATION = 2 * DEVIATION_FLOOR

/** A deviation that a model may divide by. Never a test for 0: a flat patch measures 5.6e-17 as often. */
export function flooredDeviation(std: number): number {
  return Math.max(std, DEVIATION_FLOOR)
}

/** True where a deviation lies under the floor, so that the floor is used instead. */
export function isFloored(statistics: Pick<PatchStatistics, 'stdR' | 'stdG'>): boolean {
  return statistics.stdR < DEVIATION_FLOOR || statistics.stdG < DEVIATION_FLOOR
}

/** The least deviation that a model divides by, as people read it, and why it is that. */
export interface Floor {
  readonly value: string
  readonly reason: string
}

/** Of chromaticities. */
export const CHROMATICITY_FLOOR: Floor = { value: '1/765', reason: 'the smallest step a byte can show' }

/** What a model looks at in a patch, and so what may be wrong for it. */
export interface Concerns {
  /** Left out, that of chromaticities. */
  readonly floor?: Floor
  /** It divides by the deviations; a back-projection does not. */
  readonly deviation: boolean
  /** Black pixels are left out; for the model of hue they count as hue 0. */
  readonly black: boolean
}

/**
 * The warnings of one patch, none for a sound one. `name` is how the caller speaks of the patch
 * within a sentence ("Patch 1", "the patch"), `floored` whether its model fell back on the floor; the same statistics always give the
 * same sentences in the same order.
 */
export function patchWarnings(
  statistics: PatchStatistics,
  name: string,
  floored = isFloored(statistics),
  concerns: Concerns = { deviation: true, black: true },
): string[] {
  const warnings: string[] = []
  const first = name.charAt(0).toUpperCase() + name.slice(1)
  const { pixels, clipped, dark, black, leftOut, stdR, stdG } = statistics
  const share = (count: number) => `${((100 * count) / Math.max(1, pixels)).toFixed(1)} %`
  if (pixels < FEW_PIXELS) {
    warnings.push(
      `${first} has only ${counted(pixels, 'usable pixel', 'usable pixels')}; under ${FEW_PIXELS} its ${concerns.deviation ? 'deviation' : 'histogram'} is a guess. Draw a larger patch.`,
    )
  }
  if (black > 0 && concerns.black) {
    warnings.push(
      `${first} holds ${black} ${plural(black, 'black pixel, which has no chromaticity and was', 'black pixels, which have no chromaticity and were')} left out.`,
    )
  }
  if (leftOut > 0) {
    warnings.push(
      `${first} has ${leftOut} ${plural(leftOut, 'pixel', 'pixels')} that the model’s options leave out (too dark, too grey or clipped).`,
    )
  }
  if (clipped > SPOILT_SHARE * pixels) {
    warnings.push(
      `${share(clipped)} of ${name} is clipped (a channel at 255): its true colour is not in the photo. Choose a less bright place.`,
    )
  }
  if (dark > SPOILT_SHARE * pixels) {
    warnings.push(`${share(dark)} of ${name} is dark (R + G + B under 48): its chromaticity is mostly noise. Choose a brighter place.`)
  }
  if (!concerns.deviation) return warnings
  if (floored) {
    const { value, reason } = concerns.floor ?? CHROMATICITY_FLOOR
    warnings.push(`${first} is so even that its deviation was below ${value}, ${reason}; ${value} was used instead.`)
  } else if (Math.min(stdR, stdG) < SMOOTHED_DEVIATION) {
    warnings.push(
      `${first} is very smooth, as JPEG colour averaging (4:2:0) makes it: the real surface may vary more than its deviation says.`,
    )
  }
  return warnings
}
