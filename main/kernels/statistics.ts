/**
 * What a patch's pixels are like: mean, spread and covariance of their chromaticity.
 *
 * Source: numpy.mean, numpy.std (ddof 0) and numpy.cov(bias=True) over r and g in float64. Two
 * passes, because the one-pass formula loses half the digits of a small deviation.
 */
import { ChromapatchError } from '../../preload/errors'
import { gatherInside, pixelsInside, type Shape } from './outline'
import { EVERY_PIXEL, keeps, keepsAll, lightOf, type PixelRule } from './pixel-rule'

/** Half-open pixel rectangle [x, x+w) × [y, y+h), x to the right, y down. */
export interface PatchRegion {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  readonly role: 'add' | 'subtract'
  /** The whole rectangle when left out. */
  readonly shape?: Shape | undefined
}

export interface PatchStatistics extends PatchRegion {
  /** Usable pixels: those with a chromaticity (so not the black ones) that the rule keeps. */
  readonly pixels: number
  readonly meanR: number
  readonly meanG: number
  /** Population standard deviations, as measured: no floor applied. */
  readonly stdR: number
  readonly stdG: number
  /** [[var r, cov], [cov, var g]], population. */
  readonly covariance: readonly [readonly [number, number], readonly [number, number]]
  /** Mean sRGB bytes of the usable pixels, for the swatch. */
  readonly meanColour: readonly [number, number, number]
  /** Usable pixels with a channel at 255. */
  readonly clipped: number
  /** Usable pixels whose R + G + B is under `DARK_SUM`. */
  readonly dark: number
  /** Pixels left out because R + G + B = 0. */
  readonly black: number
  /** Pixels left out by the rule (none by the published method). */
  readonly leftOut: number
}

/** Below this sum the chromaticity is mostly noise: its step is 1 / sum. */
export const DARK_SUM = 48

/** Throws PATCH_OUTSIDE unless the patch has an area and lies wholly inside the photo. */
export function checkPatch(patch: Omit<PatchRegion, 'role'>, width: number, height: number, name = 'The patch'): void {
  const { x, y, w, h } = patch
  const whole = [x, y, w, h].every(Number.isInteger)
  if (whole && w > 0 && h > 0 && x >= 0 && y >= 0 && x + w <= width && y + h <= height) return
  const what = `${name} ${x},${y},${w},${h} (x,y,width,height)`
  if (!whole || w <= 0 || h <= 0) {
    throw new ChromapatchError('PATCH_OUTSIDE', `${what} has no whole, positive size; the photo is ${width} × ${height} pixels.`, {
      hint: 'Give a width and a height of at least 1 pixel.',
    })
  }
  throw new ChromapatchError('PATCH_OUTSIDE', `${what} does not lie inside the photo, which is ${width} × ${height} pixels.`, {
    hint: `Keep x + width within ${width} and y + height within ${height}.`,
  })
}

/**
 * Statistics of the patch of an interleaved RGB photo, width × height × 3 bytes, sRGB-encoded.
 * Sums go row by row, so that the rounding grows with the side of the patch and not with its area.
 * Throws PATCH_OUTSIDE (see `checkPatch`), PATCH_UNUSABLE where no pixel is left; with `empty` as `zeros` the moments are
 * then 0: black has no chromaticity, but a hue.
 */
export function patchStatistics(
  rgb: Uint8Array,
  width: number,
  height: number,
  patch: PatchRegion,
  rule: PixelRule = EVERY_PIXEL,
  empty: 'refused' | 'zeros' = 'refused',
): PatchStatistics {
  if (rgb.length < width * height * 3)
    throw new RangeError(`patchStatistics: ${width} × ${height} RGB needs ${width * height * 3} bytes, not ${rgb.length}`)
  checkPatch(patch, width, height)
  if (patch.shape !== undefined) return statisticsInside(rgb, width, patch, rule, empty)
  const { x, y, w, h, role } = patch
  const light = lightOf(rule)
  const all = keepsAll(rule)
  let [pixels, clipped, dark, black] = [0, 0, 0, 0]
  let [sumR, sumG, red, green, blue] = [0, 0, 0, 0, 0]
  for (let row = y; row < y + h; row++) {
    let [rowR, rowG] = [0, 0]
    for (let i = (row * width + x) * 3, end = i + w * 3; i < end; i += 3) {
      const R = rgb[i] as number
      const G = rgb[i + 1] as number
      const B = rgb[i + 2] as number
      if (R + G + B === 0) black++
      else if (all || keeps(rule, R, G, B)) {
        const sum = (light[R] as number) + (light[G] as number) + (light[B] as number)
        pixels++
        if (R === 255 || G === 255 || B === 255) clipped++
        if (R + G + B < DARK_SUM) dark++
        red += R
        green += G
        blue += B
        rowR += (light[R] as number) / sum
        rowG += (light[G] as number) / sum
      }
    }
    sumR += rowR
    sumG += rowG
  }
  const leftOut = w * h - pixels - black
  if (pixels === 0 && empty === 'refused') throw unusable(patch, leftOut)
  const count = Math.max(1, pixels)
  const meanR = sumR / count
  const meanG = sumG / count
  const [varR, varG, cov] = secondMoments(rgb, width, patch, rule, meanR, meanG, count)
  return {
    ...{ x, y, w, h, role, pixels, meanR, meanG, clipped, dark, black, leftOut },
    stdR: Math.sqrt(varR),
    stdG: Math.sqrt(varG),
    covariance: [
      [varR, cov],
      [cov, varG],
    ],
    meanColour: [red / count, green / count, blue / count],
  }
}

/** A shape's pixels, put side by side as a rectangle as wide as the shape; black pixels, which count nowhere, fill its last row. */
function statisticsInside(
  rgb: Uint8Array,
  stride: number,
  patch: PatchRegion,
  rule: PixelRule,
  empty: 'refused' | 'zeros',
): PatchStatistics {
  const { x, y, w, h, role, shape } = patch
  const inside = pixelsInside(patch)
  const rows = Math.max(1, Math.ceil(inside / w))
  const padding = rows * w - inside
  const pixels = gatherInside(rgb, stride, patch, padding)
  const found = patchStatistics(pixels, w, rows, { x: 0, y: 0, w, h: rows, role }, rule, 'zeros')
  if (found.pixels === 0 && empty === 'refused') throw unusable(patch, found.leftOut)
  return { ...found, x, y, w, h, shape, black: found.black - padding }
}

/** `leftOut`: how many pixels the rule left out; with none, all are black. */
export function unusable({ x, y, w, h, shape }: Omit<PatchRegion, 'role'>, leftOut: number): ChromapatchError {
  const what = `The patch ${x},${y},${w},${h}`
  const isEmpty = pixelsInside({ x, y, w, h, shape }) === 0
  if (isEmpty) {
    return new ChromapatchError('PATCH_UNUSABLE', `${what} holds no pixel: its line encloses none.`, { hint: 'Draw it larger.' })
  }
  return leftOut === 0
    ? new ChromapatchError('PATCH_UNUSABLE', `${what} holds only black pixels, and black has no chromaticity.`, {
        hint: 'Choose a patch with some light in it.',
      })
    : new ChromapatchError(
        'PATCH_UNUSABLE',
        `${what} holds no pixel that the model’s options keep: all are too dark, too grey or clipped.`,
        {
          hint: 'Choose another patch, or lower the minimum brightness.',
        },
      )
}

/** The second pass: [variance of r, variance of g, covariance] about the given means. */
function secondMoments(
  rgb: Uint8Array,
  width: number,
  { x, y, w, h }: PatchRegion,
  rule: PixelRule,
  meanR: number,
  meanG: number,
  pixels: number,
): [number, number, number] {
  const light = lightOf(rule)
  const all = keepsAll(rule)
  let [rr, gg, rg] = [0, 0, 0]
  for (let row = y; row < y + h; row++) {
    let [rowRR, rowGG, rowRG] = [0, 0, 0]
    for (let i = (row * width + x) * 3, end = i + w * 3; i < end; i += 3) {
      const R = rgb[i] as number
      const G = rgb[i + 1] as number
      const B = rgb[i + 2] as number
      if (R + G + B === 0 || !(all || keeps(rule, R, G, B))) continue
      const sum = (light[R] as number) + (light[G] as number) + (light[B] as number)
      const dr = (light[R] as number) / sum - meanR
      const dg = (light[G] as number) / sum - meanG
      rowRR += dr * dr
      rowGG += dg * dg
      rowRG += dr * dg
    }
    rr += rowRR
    gg += rowGG
    rg += rowRG
  }
  return [rr / pixels, gg / pixels, rg / pixels]
}
