/**
 * Colours of the chart as light: CIE L*a*b* under D50 to linear sRGB under D65, by the Bradford transform.
 * Sources: CIE 15:2004 (L*a*b*), Lindbloom (Bradford, D50 to D65), IEC 61966-2-1 (sRGB).
 */
import { linearToSrgb } from '../colour'
import { deltaE2000 } from '../pair/delta-e'

/** L* 0 … 100, a*, b*. */
export type Lab = readonly [L: number, a: number, b: number]
/** Linear light of sRGB's primaries; 0 … 1 inside of the gamut. */
export type Light = readonly [r: number, g: number, b: number]
/** Row by row. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number]

const D50 = [0.96422, 1, 0.82521] as const
const [EPSILON, KAPPA] = [216 / 24389, 24389 / 27]

/** XYZ under D50 to linear sRGB: Bradford's adaptation to D65, then the inverse of sRGB's primaries. */
const LIGHT_OF_XYZ: Matrix3 = [
  ...([3.1338561, -1.6168667, -0.4906146] as const),
  ...([-0.9787684, 1.9161415, 0.033454] as const),
  ...([0.0719453, -0.2289914, 1.4052427] as const),
]
const XYZ_OF_LIGHT: Matrix3 = [
  ...([0.4360747, 0.3850649, 0.1430804] as const),
  ...([0.2225045, 0.7168786, 0.0606169] as const),
  ...([0.0139322, 0.0971045, 0.7141733] as const),
]

export function timesMatrix(m: Matrix3, [x, y, z]: Light): Light {
  return [m[0] * x + m[1] * y + m[2] * z, m[3] * x + m[4] * y + m[5] * z, m[6] * x + m[7] * y + m[8] * z]
}

/** Not cut to the gamut: a chip may lie outside of sRGB. */
export function lightOfLab([L, a, b]: Lab): Light {
  const fy = (L + 16) / 116
  const unpressed = (f: number) => (f ** 3 > EPSILON ? f ** 3 : (116 * f - 16) / KAPPA)
  const y = L > KAPPA * EPSILON ? fy ** 3 : L / KAPPA
  return timesMatrix(LIGHT_OF_XYZ, [unpressed(fy + a / 500) * D50[0], y, unpressed(fy - b / 200) * D50[2]])
}

export function labOfLight(light: Light): Lab {
  const xyz = timesMatrix(XYZ_OF_LIGHT, light)
  const [x, y, z] = xyz.map((value, i) => {
    const t = value / (D50[i] as number)
    return t > EPSILON ? Math.cbrt(t) : (KAPPA * t + 16) / 116
  }) as [number, number, number]
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)]
}

/** The byte, 0 … 255, that shows a light, not rounded; cut to the range. */
export function byteOfLight(light: number): number {
  return 255 * linearToSrgb(Math.min(1, Math.max(0, light)))
}

/** ΔE2000 of two colours. */
export const differenceOf = (a: Lab, b: Lab): number => deltaE2000(...a, ...b)
