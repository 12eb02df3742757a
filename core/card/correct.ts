/**
 * Colour correction from measured colours and what they should be, in linear light.
 *
 * `linear`: a 3 × 3 matrix by least squares. `root`: a root-polynomial of degree 2, which scales with exposure as the
 * matrix does and follows a camera that mixes its channels less simply (Finlayson, Mackiewicz, Hurlbert: Color Correction
 * Using Root-Polynomial Regression, IEEE TIP 2015, doi:10.1109/TIP.2015.2405336).
 */
import { linearOf } from '../kernels/pixel-rule'
import { solve } from '../pair/align/solve'
import { byteOfLight, differenceOf, labOfLight, type Lab, type Light } from './colour'

export const CORRECTION_KINDS = ['linear', 'root'] as const
export type CorrectionKind = (typeof CORRECTION_KINDS)[number]

/** Three rows of coefficients, for red, green and blue: of (r, g, b), and for `root` of (√rg, √gb, √rb) too. */
export interface Correction {
  readonly kind: CorrectionKind
  readonly rows: readonly [readonly number[], readonly number[], readonly number[]]
}

export const NO_CORRECTION: Correction = {
  kind: 'linear',
  rows: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
}

const termsOf = (kind: CorrectionKind, [r, g, b]: Light): number[] =>
  kind === 'linear' ? [r, g, b] : [r, g, b, Math.sqrt(r * g), Math.sqrt(g * b), Math.sqrt(r * b)]

export function corrected({ kind, rows }: Correction, light: Light): Light {
  const terms = termsOf(kind, light)
  return rows.map((row) => row.reduce((sum, k, i) => sum + k * (terms[i] as number), 0)) as unknown as Light
}

/**
 * Grey made neutral: a gain a channel, so that the measured light has the same red, green and blue, and its own luminance.
 * @param grey linear light, above 0 in each channel. @throws RangeError for a channel without light.
 */
export function greyCorrection(grey: Light): Correction {
  if (grey.some((value) => !(value > 0))) throw new RangeError(`greyCorrection: light expected in each channel, not ${grey.join(', ')}`)
  const luminance = 0.2126 * grey[0] + 0.7152 * grey[1] + 0.0722 * grey[2]
  const gains = grey.map((value) => luminance / value) as [number, number, number]
  return {
    kind: 'linear',
    rows: [
      [gains[0], 0, 0],
      [0, gains[1], 0],
      [0, 0, gains[2]],
    ],
  }
}

/**
 * Least squares from measured to true light; each colour weighs by 1 / (its luminance + 0.02), so that dark chips count too.
 * @returns null where the colours do not determine it.
 */
export function fitCorrection(kind: CorrectionKind, measured: readonly Light[], truth: readonly Light[]): Correction | null {
  const terms = measured.map((light) => termsOf(kind, light))
  const unknowns = termsOf(kind, [0, 0, 0]).length
  const rows: number[][] = []
  for (let channel = 0; channel < 3; channel++) {
    const A = new Float64Array(unknowns * unknowns)
    const b = new Float64Array(unknowns)
    for (const [i, row] of terms.entries()) {
      const light = truth[i] as Light
      const weight = 1 / (0.02 + Math.max(0, 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2])) ** 2
      for (let j = 0; j < unknowns; j++) {
        const at = weight * (row[j] as number)
        b[j] = (b[j] as number) + at * (light[channel] as number)
        for (let k = 0; k < unknowns; k++) A[j * unknowns + k] = (A[j * unknowns + k] as number) + at * (row[k] as number)
      }
    }
    const found = solve(A, b)
    if (found === null) return null
    rows.push([...found])
  }
  return { kind, rows: rows as unknown as Correction['rows'] }
}

/** ΔE2000 of each colour after the correction. */
export function remaining(correction: Correction, measured: readonly Light[], truth: readonly Lab[]): number[] {
  return measured.map((light, i) => differenceOf(labOfLight(corrected(correction, light)), truth[i] as Lab))
}

/** Colours are held back one at a time: a richer kind is taken only where it foretells what it did not see, by a tenth better. */
export function bestCorrection(measured: readonly Light[], light: readonly Light[], lab: readonly Lab[]): Correction | null {
  const errors = CORRECTION_KINDS.map((kind) => {
    const each = measured.map((one, i) => {
      const others = (_: unknown, k: number) => k !== i
      const fitted = fitCorrection(kind, measured.filter(others), light.filter(others))
      return fitted === null ? Number.POSITIVE_INFINITY : differenceOf(labOfLight(corrected(fitted, one)), lab[i] as Lab)
    })
    return each.reduce((sum, error) => sum + error, 0) / each.length
  })
  const [linear, root] = errors as [number, number]
  return fitCorrection(root < 0.9 * linear ? 'root' : 'linear', measured, light)
}

const LIGHT_OF_BYTE = Float64Array.from({ length: 256 }, (_, byte) => linearOf(byte))
/** Steps of light for which the byte is known: the darkest bytes are 1/3295 of the range apart. */
const STEPS = 16_384
const BYTE_OF_STEP = Uint8Array.from({ length: STEPS + 1 }, (_, step) => Math.round(byteOfLight(step / STEPS)))

/** Corrects a run of pixels in place: `rgb` is the offset of the first, 3 sRGB bytes a pixel. Black stays black. */
export function correctRun(bytes: Uint8Array, rgb: number, count: number, { kind, rows }: Correction): void {
  const [[rr, rg, rb], [gr, gg, gb], [br, bg, bb]] = rows as unknown as [Light, Light, Light]
  const roots = kind === 'root' ? rows.map((row) => row.slice(3)) : null
  for (let at = rgb; at < rgb + count * 3; at += 3) {
    const r = LIGHT_OF_BYTE[bytes[at] as number] as number
    const g = LIGHT_OF_BYTE[bytes[at + 1] as number] as number
    const b = LIGHT_OF_BYTE[bytes[at + 2] as number] as number
    let [red, green, blue] = [rr * r + rg * g + rb * b, gr * r + gg * g + gb * b, br * r + bg * g + bb * b]
    if (roots !== null) {
      const [x, y, z] = [Math.sqrt(r * g), Math.sqrt(g * b), Math.sqrt(r * b)]
      const more = roots.map((row) => (row[0] as number) * x + (row[1] as number) * y + (row[2] as number) * z)
      red += more[0] as number
      green += more[1] as number
      blue += more[2] as number
    }
    bytes[at] = byteOf(red)
    bytes[at + 1] = byteOf(green)
    bytes[at + 2] = byteOf(blue)
  }
}

function byteOf(light: number): number {
  return BYTE_OF_STEP[light <= 0 ? 0 : light >= 1 ? STEPS : Math.round(light * STEPS)] as number
}
