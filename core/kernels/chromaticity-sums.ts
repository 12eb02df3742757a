/**
 * The statistics of a patch from sums of whole numbers. r = R / S and g = G / S with S = R + G + B, so all moments follow
 * from ΣR, ΣG, ΣR², ΣG² and ΣRG of the pixels of each S. Whole numbers add up to the same in any order: the statistics
 * do not depend on how the rows were cut among threads, and lose no digits to rounding. `patchStatistics` of statistics.ts is
 * the definition; both agree to 1e-12.
 */
import { keeps, type PixelRule } from './pixel-rule'
import type { PixelWindow } from './windows'
import { placeOf, unusable, type PatchRegion, type PatchStatistics } from './statistics'
import { DARK_SUM } from './statistics-rows'

/** S = 0..765. */
export const SUMS = 766
/** Cells of a sum: pixels, ΣR, ΣG, ΣR², ΣG², ΣRG. */
const CELLS = 6
/** Cells in all: those of S = 0..765 (those of 0 are the black pixels), and at the end the pixels with a channel at 255. */
export const SUM_CELLS = SUMS * CELLS + 1

/** Adds the pixels of a window that the rule keeps (in encoded light), and all black ones, to `sums`: SUM_CELLS whole numbers. */
export function addChromaticitySums(bytes: Uint8Array, { rgb, stride, w, h }: PixelWindow, rule: PixelRule, sums: Float64Array): void {
  const add = (cell: number, value: number) => (sums[cell] = (sums[cell] as number) + value)
  for (let y = 0; y < h; y++) {
    const first = rgb + y * stride * 3
    for (let i = first; i < first + w * 3; i += 3) {
      const R = bytes[i] as number
      const G = bytes[i + 1] as number
      const B = bytes[i + 2] as number
      const sum = R + G + B
      if (sum !== 0 && !keeps(rule, R, G, B)) continue
      const cell = sum * CELLS
      add(cell, 1)
      add(cell + 1, R)
      add(cell + 2, G)
      add(cell + 3, R * R)
      add(cell + 4, G * G)
      add(cell + 5, R * G)
      if (R === 255 || G === 255 || B === 255) add(SUM_CELLS - 1, 1)
    }
  }
}

/**
 * @param total pixels of the patch, those that the rule leaves out among them.
 * @param empty what becomes of a patch without a usable pixel: see `patchStatistics`. Throws PATCH_UNUSABLE.
 */
export function statisticsOfSums(
  sums: ArrayLike<number>,
  patch: PatchRegion,
  total: number,
  empty: 'refused' | 'zeros' = 'refused',
): PatchStatistics {
  let pixels = 0
  let dark = 0
  let sumR = 0
  let sumG = 0
  let red = 0
  let green = 0
  let all = 0
  for (let S = 1; S < SUMS; S++) {
    const n = sums[S * CELLS] as number
    const R = sums[S * CELLS + 1] as number
    const G = sums[S * CELLS + 2] as number
    pixels += n
    if (S < DARK_SUM) dark += n
    sumR += R / S
    sumG += G / S
    red += R
    green += G
    all += n * S
  }
  const black = sums[0] as number
  const leftOut = total - pixels - black
  if (pixels === 0 && empty === 'refused') throw unusable(patch, leftOut)
  const count = Math.max(1, pixels)
  const meanR = sumR / count
  const meanG = sumG / count
  const [varR, varG, cov] = secondMoments(sums, meanR, meanG, count)
  return {
    ...placeOf(patch),
    ...{ pixels, meanR, meanG, dark, black, leftOut },
    clipped: sums[SUM_CELLS - 1] as number,
    stdR: Math.sqrt(varR),
    stdG: Math.sqrt(varG),
    covariance: [
      [varR, cov],
      [cov, varG],
    ],
    meanColour: [red / count, green / count, (all - red - green) / count],
  }
}

/**
 * [variance of r, variance of g, covariance] about the given means. The bytes of each S are first moved, in whole numbers, to about
 * their mean: what remains to be subtracted is small, so that a flat patch keeps its digits.
 */
function secondMoments(sums: ArrayLike<number>, meanR: number, meanG: number, pixels: number): [number, number, number] {
  let rr = 0
  let gg = 0
  let rg = 0
  for (let S = 1; S < SUMS; S++) {
    const at = S * CELLS
    const n = sums[at] as number
    if (n === 0) continue
    const R = sums[at + 1] as number
    const G = sums[at + 2] as number
    const RR = sums[at + 3] as number
    const GG = sums[at + 4] as number
    const RG = sums[at + 5] as number
    const c = Math.round(meanR * S)
    const e = Math.round(meanG * S)
    const dc = c - meanR * S
    const de = e - meanG * S
    const movedR = R - n * c
    const movedG = G - n * e
    rr += (RR - 2 * c * R + n * c * c + 2 * dc * movedR + n * dc * dc) / (S * S)
    gg += (GG - 2 * e * G + n * e * e + 2 * de * movedG + n * de * de) / (S * S)
    rg += (RG - c * G - e * R + n * c * e + de * movedR + dc * movedG + n * dc * de) / (S * S)
  }
  return [Math.max(0, rr) / pixels, Math.max(0, gg) / pixels, rg / pixels]
}
