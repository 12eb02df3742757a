/**
 * Score map and threshold into pixels: the loops that run within a frame of a slider's move.
 * Pixels are 32-bit words in memory order R G B A (little-endian: A in the highest byte), outputs
 * are the caller's, nothing is allocated per pixel. `score` has one byte per pixel; in the mask where byte >= cut.
 */
import { createMaskBits, edgePixels, grow, majority, packMask, type MaskBits } from './mask-bits'

/**
 * Pixels of the contour: one inside of the mask's edge; one on either side of it; one inside and two
 * outside; or none, where it is drawn as lines.
 */
export type ContourKind = 'inner' | 'both' | 'wide' | 'none'

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

/** Even, since each pair ends where it began. Four take away specks of 3 × 3. */
export const SMOOTHINGS = 4

/** Memory that `composeTint` works in, for maps of one size. */
export interface TintScratch {
  readonly mask: MaskBits
  readonly smooth: MaskBits
}

export function createScratch(width: number, height: number): TintScratch {
  return { mask: createMaskBits(width, height), smooth: createMaskBits(width, height) }
}

/**
 * A see-through picture to lay over the photo: the tint exactly where the mask is, and a contour. The
 * contour follows the mask after a few majorities of 3 × 3: round every single speck it would
 * hide the photo. The photo's border is no edge. With `coverage` the tint is as strong as the mask covers the pixel.
 */
export function composeTint(
  score: Uint8Array,
  cut: number,
  style: TintStyle,
  scratch: TintScratch,
  out: Int32Array,
  coverage = false,
): void {
  if (coverage) fillByTable(score, faded(style.tint), out)
  else fillByScore(score, cut, style.tint | 0, 0, out)
  if (style.contour === 'none') return
  const { mask, smooth } = scratch
  packMask(score, cut, mask)
  for (let pass = 0; pass < SMOOTHINGS; pass += 2) {
    majority(mask, smooth)
    majority(smooth, mask)
  }
  edgePixels(mask, style.contour !== 'inner', style.line | 0, out)
  if (style.contour !== 'wide') return
  grow(mask, smooth)
  edgePixels(smooth, true, style.line | 0, out)
}

export const BLACK = packRgba(0, 0, 0, 255)
export const WHITE = packRgba(255, 255, 255, 255)
const GREYS = Int32Array.from({ length: 256 }, (_, byte) => packRgba(byte, byte, byte, 255) | 0)

/** White in the mask, black elsewhere, as it is exported; with `coverage` the bytes as grey. */
export function composeMask(score: Uint8Array, cut: number, out: Int32Array, coverage = false): void {
  if (coverage) fillByTable(score, GREYS, out)
  else fillByScore(score, cut, WHITE | 0, BLACK | 0, out)
}

/** The photo in the mask, nothing elsewhere; with `coverage` as opaque as the mask covers it. */
export function composeCutout(score: Uint8Array, photo: Int32Array, cut: number, out: Int32Array, coverage = false): void {
  if (coverage) return fade(score, photo, out)
  const below = cut - 1
  // All ones where the byte reaches the cut: as a mask it needs no branch.
  for (let i = 0; i < score.length; i += 1) out[i] = photo[i]! & ((below - score[i]!) >> 31)
}

function fade(covered: Uint8Array, photo: Int32Array, out: Int32Array): void {
  for (let i = 0; i < covered.length; i += 1) {
    const word = photo[i]!
    const byte = covered[i]!
    const alpha = ((word >>> 24) * byte + 127) / 255
    out[i] = byte === 0 ? 0 : (word & 0xff_ffff) | (alpha << 24)
  }
}

/**
 * One of two words by the mask: pictures that were blended before, so that a frame costs copies and
 * nothing else. Words of 32 pixels that are all alike, most of them, are not looked at one by one.
 */
export function selectWords({ width, height, stride, words }: MaskBits, inside: Int32Array, outside: Int32Array, out: Int32Array): void {
  out.set(outside)
  for (let y = 0; y < height; y += 1) {
    for (let k = 0; k < stride; k += 1) {
      let word = words[y * stride + k]!
      const base = y * width + k * 32
      if (word === -1) for (let i = base; i < base + 32; i += 1) out[i] = inside[i]!
      else {
        for (; word !== 0; word &= word - 1) {
          const i = base + 31 - Math.clz32(word & -word)
          out[i] = inside[i]!
        }
      }
    }
  }
}

/** The photo under a see-through colour. `tint` as `packHex` makes it; opacity of the photo is kept. */
export function tintWords(photo: Int32Array, tint: number, out: Int32Array): void {
  const alpha = tint >>> 24
  const rest = 255 - alpha
  const [red, green, blue] = [(tint & 255) * alpha, ((tint >> 8) & 255) * alpha, ((tint >> 16) & 255) * alpha]
  for (let i = 0; i < photo.length; i += 1) {
    const word = photo[i]!
    const r = ((word & 255) * rest + red + 127) / 255
    const g = (((word >> 8) & 255) * rest + green + 127) / 255
    const b = (((word >> 16) & 255) * rest + blue + 127) / 255
    out[i] = (word & 0xff000000) | (b << 16) | (g << 8) | r
  }
}

export function countMask(score: Uint8Array, cut: number): number {
  const below = cut - 1
  let count = 0
  for (let i = 0; i < score.length; i += 1) count += (below - score[i]!) >>> 31
  return count
}

/** One value per byte is looked up: a table has no branch, and signed words stay whole numbers inside the engine. */
function fillByScore(score: Uint8Array, cut: number, inside: number, outside: number, out: Int32Array): void {
  fillByTable(score, new Int32Array(256).fill(outside).fill(inside, cut), out)
}

/** A colour from see-through at 0 to its own opacity at 255. */
function faded(tint: number): Int32Array {
  const alpha = tint >>> 24
  return Int32Array.from({ length: 256 }, (_, byte) => (Math.round((alpha * byte) / 255) << 24) | (byte === 0 ? 0 : tint & 0xff_ffff))
}

function fillByTable(score: Uint8Array, table: Int32Array, out: Int32Array): void {
  for (let i = 0; i < score.length; i += 1) out[i] = table[score[i]!]!
}
