/**
 * Score map and threshold into pixels: the loops that run within a frame of a slider's move.
 * Pixels are 32-bit words in memory order R G B A (little-endian: A in the highest byte), outputs
 * are the caller's, nothing is allocated. `score` has one byte per pixel; in the mask where byte >= cut.
 */

/** Where the contour runs: on both sides of the mask's edge, on its inner side alone, or not at all (it is drawn as lines then). */
export type ContourKind = 'both' | 'inner' | 'none'

export function packRgba(r: number, g: number, b: number, alpha: number): number {
  return ((alpha << 24) | (b << 16) | (g << 8) | r) >>> 0
}

/** `#rrggbb` with an opacity of 0..1. */
export function packHex(hex: string, opacity: number): number {
  const value = Number.parseInt(hex.slice(1), 16)
  return packRgba((value >> 16) & 255, (value >> 8) & 255, value & 255, Math.round(opacity * 255))
}

export interface TintStyle {
  readonly tint: number
  readonly line: number
  readonly contour: ContourKind
}

/** Memory that `composeTint` works in, one byte per pixel each. */
export interface TintScratch {
  readonly mask: Uint8Array
  readonly smooth: Uint8Array
}

/**
 * A see-through picture to lay over the photo: the tint exactly where the mask is, and a contour. The
 * contour follows the majority of each 5 × 5 neighbourhood: round every single speck it would hide
 * the photo. The photo's border is no edge.
 */
export function composeTint(
  score: Uint8Array,
  width: number,
  height: number,
  cut: number,
  style: TintStyle,
  scratch: TintScratch,
  out: Uint32Array,
): void {
  const { tint, line, contour } = style
  const { mask, smooth } = scratch
  for (let i = 0; i < score.length; i += 1) {
    const inside = score[i]! >= cut
    mask[i] = inside ? 1 : 0
    out[i] = inside ? tint : 0
  }
  if (contour === 'none') return
  smoothMask(mask, width, height, smooth)
  const both = contour === 'both'
  for (let y = 0; y < height; y += 1) {
    const row = y * width
    const up = y > 0 ? -width : 0
    const down = y < height - 1 ? width : 0
    const last = row + width - 1
    let before = smooth[row]!
    let here = before
    for (let i = row; i <= last; i += 1) {
      const after = i < last ? smooth[i + 1]! : here
      if ((here === 1 || both) && (before !== here || after !== here || smooth[i + up] !== here || smooth[i + down] !== here)) out[i] = line
      before = here
      here = after
    }
  }
}

/** Reach of the majority filter: 2 makes a square of 5 × 5. */
const REACH = 2
const MAJORITY = ((2 * REACH + 1) ** 2 + 1) / 2

/** 1 where most of the neighbourhood is in the mask. Sums slide along rows and columns: the reach costs nothing. */
export function smoothMask(mask: Uint8Array, width: number, height: number, out: Uint8Array): void {
  const columns = new Uint8Array(width)
  const rowAt = (y: number) => Math.min(height - 1, Math.max(0, y)) * width
  for (let y = -REACH - 1; y < REACH; y += 1) {
    const row = rowAt(y)
    for (let x = 0; x < width; x += 1) columns[x]! += mask[row + x]!
  }
  for (let y = 0; y < height; y += 1) {
    const enters = rowAt(y + REACH)
    const leaves = rowAt(y - REACH - 1)
    for (let x = 0; x < width; x += 1) columns[x]! += mask[enters + x]! - mask[leaves + x]!
    const row = y * width
    let sum = 0
    for (let x = -REACH - 1; x < REACH; x += 1) sum += columns[Math.min(width - 1, Math.max(0, x))]!
    for (let x = 0; x < width; x += 1) {
      const right = x + REACH
      const left = x - REACH - 1
      sum += columns[right < width ? right : width - 1]! - columns[left > 0 ? left : 0]!
      out[row + x] = sum >= MAJORITY ? 1 : 0
    }
  }
}

export const BLACK = packRgba(0, 0, 0, 255)
export const WHITE = packRgba(255, 255, 255, 255)

/** White in the mask, black elsewhere, as it is exported. */
export function composeMask(score: Uint8Array, cut: number, out: Uint32Array): void {
  for (let i = 0; i < score.length; i += 1) out[i] = score[i]! >= cut ? WHITE : BLACK
}

/** The photo in the mask, nothing elsewhere. */
export function composeCutout(score: Uint8Array, photo: Uint32Array, cut: number, out: Uint32Array): void {
  for (let i = 0; i < score.length; i += 1) out[i] = score[i]! >= cut ? photo[i]! : 0
}

export function countMask(score: Uint8Array, cut: number): number {
  let count = 0
  for (let i = 0; i < score.length; i += 1) count += score[i]! >= cut ? 1 : 0
  return count
}
