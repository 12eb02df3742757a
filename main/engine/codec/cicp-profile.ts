/**
 * A colour space that is told by numbers (CICP, gAMA and cHRM) as an ICC profile, so that libvips converts it as any other. PQ and HLG
 * are tone-mapped in the profile's curves: a channel's light, relative to white, is rolled off towards the top.
 * Source: ITU-T H.273 (code points), ITU-R BT.2100 (PQ, HLG), BT.2408 (203 cd/m² for white), ICC.1:2001 (matrix and curve profiles).
 */
import { srgbToLinear } from '../../../core/colour'
import type { Cicp } from './isobmff'

export interface Primaries {
  /** x, y of red, green, blue and white. */
  readonly xy: readonly [number, number, number, number, number, number, number, number]
}

const D65 = [0.3127, 0.329] as const
const PRIMARIES: Readonly<Record<number, Primaries['xy']>> = {
  1: [0.64, 0.33, 0.3, 0.6, 0.15, 0.06, ...D65],
  4: [0.67, 0.33, 0.21, 0.71, 0.14, 0.08, 0.31, 0.316],
  8: [0.681, 0.319, 0.243, 0.692, 0.145, 0.049, 0.31, 0.316],
  9: [0.708, 0.292, 0.17, 0.797, 0.131, 0.046, ...D65],
  11: [0.68, 0.32, 0.265, 0.69, 0.15, 0.06, 0.314, 0.351],
  12: [0.68, 0.32, 0.265, 0.69, 0.15, 0.06, ...D65],
  22: [0.63, 0.34, 0.295, 0.605, 0.155, 0.077, ...D65],
}
export const SRGB_PRIMARIES: Primaries['xy'] = PRIMARIES[1]!

/** Encoded 0…1 → light 0…1, by transfer characteristics. Video curves are shown as sRGB shows them, as every viewer does. */
/** cd/m² of diffuse white; what is brighter is rolled off. */
const WHITE = 203
const pq = (v: number) => {
  const p = v ** (1 / 78.84375)
  return 10_000 * (Math.max(p - 0.8359375, 0) / (18.8515625 - 18.6875 * p)) ** (1 / 0.1593017578125)
}
/** On a display of 1000 cd/m², with its system gamma of 1.2. */
const hlg = (v: number) => {
  const scene = v <= 0.5 ? (v * v) / 3 : (Math.exp((v - 0.55991073) / 0.17883277) + 0.28466892) / 12
  return 1000 * scene ** 1.2
}
/** Extended Reinhard: leaves the dark alone, brings `most` to 1. */
const rolled = (light: number, most: number) => (light * (1 + light / (most * most))) / (1 + light)
const PQ_MOST = 1000 / WHITE

const TRANSFERS: Readonly<Record<number, (v: number) => number>> = {
  4: (v) => v ** 2.2,
  5: (v) => v ** 2.8,
  8: (v) => v,
  16: (v) => Math.min(1, rolled(pq(v) / WHITE, PQ_MOST)),
  17: (v) => v ** 2.6,
  18: (v) => Math.min(1, rolled(hlg(v) / WHITE, PQ_MOST)),
}

export interface CicpProfile {
  readonly profile: Buffer
  /** A line that says what the picture is converted from. */
  readonly note: string
}

const NAMES: Readonly<Record<number, string>> = { 1: 'BT.709', 9: 'BT.2020', 11: 'DCI-P3', 12: 'Display P3' }

/** @returns null where the numbers say sRGB, or nothing that is known. */
export function cicpProfile({ primaries, transfer }: Cicp, isGrey = false): CicpProfile | null {
  const xy = PRIMARIES[primaries]
  // Phones name BT.601 for what every viewer shows as sRGB.
  const isPlain = [1, 2, 5, 6, 7].includes(primaries) || xy === undefined
  const curve = TRANSFERS[transfer]
  if (isPlain && curve === undefined) return null
  const name = NAMES[primaries] ?? (isPlain ? 'sRGB primaries' : `colour primaries ${primaries}`)
  const kind = transfer === 16 ? ', PQ' : transfer === 18 ? ', HLG' : transfer === 8 ? ', linear' : ''
  const isHdr = transfer === 16 || transfer === 18
  return {
    profile: iccProfile(isPlain ? SRGB_PRIMARIES : xy, curve ?? srgbToLinear, isGrey),
    note: isHdr
      ? `High dynamic range (${name}${kind}) tone-mapped to sRGB: what is brighter than white is compressed.`
      : `${name}${kind} converted to sRGB.`,
  }
}

/** @param gamma of the file's encoding: light = value ^ (1 / gamma). */
export const gammaProfile = (xy: Primaries['xy'], gamma: number, isGrey: boolean): Buffer => iccProfile(xy, (v) => v ** (1 / gamma), isGrey)

/** What such a profile calls itself: what it stands for is said in a line of its own. */
export const CODED_NAME = 'by code'
const CURVE_POINTS = 4096

/** Version 2.4, matrix and curve, or grey and curve; white adapted to D50 by Bradford. */
export function iccProfile(xy: Primaries['xy'], curve: (v: number) => number, isGrey: boolean): Buffer {
  const trc = Buffer.alloc(12 + CURVE_POINTS * 2)
  trc.write('curv', 0, 'latin1')
  trc.writeUInt32BE(CURVE_POINTS, 8)
  for (let i = 0; i < CURVE_POINTS; i++) {
    trc.writeUInt16BE(Math.round(Math.min(1, Math.max(0, curve(i / (CURVE_POINTS - 1)))) * 65_535), 12 + i * 2)
  }
  const desc = Buffer.alloc(12 + 8 + 4 + 4 + 1 + 2 + 1 + 67)
  desc.write('desc', 0, 'latin1')
  desc.writeUInt32BE(8, 8)
  desc.write(`${CODED_NAME}\0`, 12, 'latin1')
  const columns = adaptedColumns(xy)
  const tags: [string, Buffer][] = [
    ['desc', desc],
    ['cprt', text('none')],
    ['wtpt', xyz([0.9642, 1, 0.8249])],
  ]
  if (isGrey) tags.push(['kTRC', trc])
  else
    tags.push(
      ['rXYZ', xyz(columns[0]!)],
      ['gXYZ', xyz(columns[1]!)],
      ['bXYZ', xyz(columns[2]!)],
      ['rTRC', trc],
      ['gTRC', trc],
      ['bTRC', trc],
    )
  const head = Buffer.alloc(128 + 4 + tags.length * 12)
  head.writeUInt32BE(0x02400000, 8)
  head.write(`mntr${isGrey ? 'GRAY' : 'RGB '}XYZ `, 12, 'latin1')
  head.write('acsp', 36, 'latin1')
  for (const [i, value] of [0.9642, 1, 0.8249].entries()) head.writeInt32BE(Math.round(value * 65_536), 68 + i * 4)
  head.writeUInt32BE(tags.length, 128)
  const parts: Buffer[] = [head]
  const places = new Map<Buffer, number>()
  let at = head.length
  tags.forEach(([name, body], i) => {
    if (!places.has(body)) {
      places.set(body, at)
      parts.push(body, Buffer.alloc((4 - (body.length & 3)) & 3))
      at += (body.length + 3) & ~3
    }
    head.write(name, 132 + i * 12, 'latin1')
    head.writeUInt32BE(places.get(body)!, 136 + i * 12)
    head.writeUInt32BE(body.length, 140 + i * 12)
  })
  head.writeUInt32BE(at, 0)
  return Buffer.concat(parts)
}

function text(words: string): Buffer {
  return Buffer.concat([Buffer.from('text\0\0\0\0', 'latin1'), Buffer.from(`${words}\0`, 'latin1')])
}

function xyz(values: readonly number[]): Buffer {
  const out = Buffer.alloc(20)
  out.write('XYZ ', 0, 'latin1')
  values.forEach((value, i) => out.writeInt32BE(Math.round(value * 65_536), 8 + i * 4))
  return out
}

type Vector = [number, number, number]
type Matrix = [Vector, Vector, Vector]
const BRADFORD: Matrix = [[0.8951, 0.2664, -0.1614], [-0.7502, 1.7135, 0.0367], [0.0389, -0.0685, 1.0296]] // prettier-ignore
const D50: Vector = [0.9642, 1, 0.8249]

/** XYZ of red, green and blue under D50. */
function adaptedColumns([xr, yr, xg, yg, xb, yb, xw, yw]: Primaries['xy']): Vector[] {
  const at = (x: number, y: number): Vector => [x / y, 1, (1 - x - y) / y]
  const [r, g, b, w] = [at(xr, yr), at(xg, yg), at(xb, yb), at(xw, yw)]
  const scales = applied(inverse([[r[0], g[0], b[0]], [r[1], g[1], b[1]], [r[2], g[2], b[2]]]), w) // prettier-ignore
  const [from, to] = [applied(BRADFORD, w), applied(BRADFORD, D50)]
  const back = inverse(BRADFORD)
  return [r, g, b].map((column, i) => {
    const cone = applied(BRADFORD, column.map((value) => value * scales[i]!) as Vector)
    return applied(back, cone.map((value, k) => (value * to[k]!) / from[k]!) as Vector)
  })
}

const applied = (m: Matrix, v: Vector): Vector => m.map((row) => row[0] * v[0] + row[1] * v[1] + row[2] * v[2]) as Vector

function inverse([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)
  return [
    [(e * i - f * h) / determinant, (c * h - b * i) / determinant, (b * f - c * e) / determinant],
    [(f * g - d * i) / determinant, (a * i - c * g) / determinant, (c * d - a * f) / determinant],
    [(d * h - e * g) / determinant, (b * g - a * h) / determinant, (a * e - b * d) / determinant],
  ]
}
