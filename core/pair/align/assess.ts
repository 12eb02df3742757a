/**
 * Whether a move is right, judged apart from how it was found: the picture is cut into blocks, and each block
 * that has structure must look alike in both photos, without being off by itself.
 */
import type { Matrix } from './geometry'
import type { Plane } from './plane'

export interface Assessment {
  /** Share of the blocks with structure, inside of the overlap, that match: 0..1. */
  readonly confidence: number
  /** Median of how far the matching blocks are off, in pixels of the plane. */
  readonly residual: number
  readonly matching: number
  /** Share of before's area that the matching blocks span. */
  readonly span: number
}

/** Structure planes are near 0 in flat places and about ±1 elsewhere. */
const STRUCTURED = 0.35
const ALIKE = 0.6
/** Off by more than this, in pixels of the plane, a block does not match. */
const OFF_MAX = 1.5

export function assess(before: Plane, after: Plane, move: Matrix): Assessment {
  const side = Math.max(10, Math.min(32, Math.round(Math.max(before.width, before.height) / 28)))
  const offsets: number[] = []
  let structured = 0
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let y = 2; y + side < before.height - 2; y += side) {
    for (let x = 2; x + side < before.width - 2; x += side) {
      const block = compareBlock(before, after, move, x, y, side)
      if (block === null) continue
      structured++
      if (block.likeness < ALIKE || block.off > OFF_MAX) continue
      offsets.push(block.off)
      ;[left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + side), Math.max(bottom, y + side)]
    }
  }
  offsets.sort((a, b) => a - b)
  return {
    confidence: structured === 0 ? 0 : offsets.length / structured,
    residual: offsets[offsets.length >> 1] ?? Number.NaN,
    matching: offsets.length,
    span: offsets.length === 0 ? 0 : ((right - left) * (bottom - top)) / (before.width * before.height),
  }
}

/** Null for a block without structure, or not wholly inside of after. */
function compareBlock(
  before: Plane,
  after: Plane,
  m: Matrix,
  x0: number,
  y0: number,
  side: number,
): { likeness: number; off: number } | null {
  const { width, values } = before
  let [n, st, si, stt, sii, sti] = [0, 0, 0, 0, 0, 0]
  let [gxx, gxy, gyy, gxr, gyr] = [0, 0, 0, 0, 0]
  for (let y = y0; y < y0 + side; y++) {
    for (let x = x0; x < x0 + side; x++) {
      const w = 1 / (m[6] * x + m[7] * y + m[8])
      const qx = (m[0] * x + m[1] * y + m[2]) * w
      const qy = (m[3] * x + m[4] * y + m[5]) * w
      if (!(qx >= 1 && qy >= 1 && qx < after.width - 2 && qy < after.height - 2)) return null
      const [ix, iy] = [Math.floor(qx), Math.floor(qy)]
      const [fx, fy] = [qx - ix, qy - iy]
      const at = iy * after.width + ix
      const upper = (after.values[at] as number) * (1 - fx) + (after.values[at + 1] as number) * fx
      const lower = (after.values[at + after.width] as number) * (1 - fx) + (after.values[at + after.width + 1] as number) * fx
      const i = upper * (1 - fy) + lower * fy
      const p = y * width + x
      const t = values[p] as number
      const gx = 0.5 * ((values[p + 1] as number) - (values[p - 1] as number))
      const gy = 0.5 * ((values[p + width] as number) - (values[p - width] as number))
      n++
      st += t
      si += i
      stt += t * t
      sii += i * i
      sti += t * i
      gxx += gx * gx
      gxy += gx * gy
      gyy += gy * gy
      gxr += gx * (i - t)
      gyr += gy * (i - t)
    }
  }
  const [vt, vi, vti] = [stt / n - (st / n) ** 2, sii / n - (si / n) ** 2, sti / n - (st / n) * (si / n)]
  if (vt < STRUCTURED * STRUCTURED) return null
  const likeness = vti / Math.sqrt(vt * Math.max(vi, 1e-9))
  const determinant = gxx * gyy - gxy * gxy
  // Along a straight edge nothing can be said of the shift: only the part across it is.
  const ridge = 0.02 * (gxx + gyy)
  const safe = Math.max(determinant, ridge * ridge, 1e-12)
  return { likeness, off: Math.hypot((gyy * gxr - gxy * gyr) / safe, (gxx * gyr - gxy * gxr) / safe) }
}
