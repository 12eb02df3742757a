/**
 * Which pixels a model looks at, and in which light: the options beside the published method, all
 * off by default. A pixel that is left out counts in no statistic and belongs to no mask.
 */
import { srgbToLinear } from '../colour'

export interface PixelRule {
  /** `encoded`: the sRGB bytes as they are (published). `linear`: undone to light before the ratio, so that shading does not drift. */
  readonly light: 'encoded' | 'linear'
  /** Pixels whose R + G + B (bytes) is below are left out, 0..765: dark chromaticity is noise. */
  readonly minimumSum: number
  /** Pixels whose largest and smallest channel (bytes) differ by less are left out, 0..255: grey has no hue. */
  readonly minimumSpread: number
  /** Leaves out pixels with a channel at 255: their true colour is not in the photo. */
  readonly excludeClipped: boolean
}

/** The published method: every pixel, as encoded. */
export const EVERY_PIXEL: PixelRule = { light: 'encoded', minimumSum: 0, minimumSpread: 0, excludeClipped: false }

/** True where the rule leaves no pixel out. */
export function keepsAll({ minimumSum, minimumSpread, excludeClipped }: PixelRule): boolean {
  return minimumSum <= 0 && minimumSpread <= 0 && !excludeClipped
}

/** Whether the rule keeps a pixel of these bytes. */
export function keeps({ minimumSum, minimumSpread, excludeClipped }: PixelRule, R: number, G: number, B: number): boolean {
  const most = Math.max(R, G, B)
  return R + G + B >= minimumSum && most - Math.min(R, G, B) >= minimumSpread && !(excludeClipped && most === 255)
}

/** IEC 61966-2-1: the light, 0..1, of an sRGB byte. */
export function linearOf(byte: number): number {
  return srgbToLinear(byte / 255)
}

const lights = {
  encoded: Float64Array.from({ length: 256 }, (_, v) => v),
  linear: Float64Array.from({ length: 256 }, (_, v) => linearOf(v)),
}

/** What stands for each byte in r = R / (R + G + B): 256 values, the byte itself or its light. */
export function lightOf(rule: PixelRule): Float64Array {
  return lights[rule.light]
}
