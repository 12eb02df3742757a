/**
 * What the kernels do to masks, and that in plain TypeScript. A mask lies in the one memory: bits (bit-mask.ts) or
 * 16 bits a pixel, at an offset that is a multiple of 4. Rows [y0, y1) are written, and no others.
 */
import { packRows, wordsOf } from './bit-mask'
import { featherRows, FULL, type SoftMask } from './feather'
import { guidedStrip } from './guided'
import { majorityRows } from './majority'
import { viewRow } from './mask-view'
import { bytesOf } from '../memory'
import { dilateRows, type BitMask } from './morphology'

/** A mask of bits, or its like, at an offset. */
export interface BitPlace {
  readonly offset: number
  readonly width: number
  readonly height: number
}

/** A mask of bits when hard, of 16 bits a pixel when soft. */
export interface MaskAt extends BitPlace {
  readonly kind: 'hard' | 'soft'
}

/** A region of a pyramid's level. */
export interface MaskView {
  readonly level: number
  readonly region: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
}

export interface MaskKernels {
  /** A mask of bytes, 0 or 255, at `bytes`, as bits. */
  packMask(bytes: number, out: BitPlace, y0: number, y1: number): void

  /** Dilation, or with `erode` erosion, by a disc of whole radius: see morphology.ts. */
  dilateMask(mask: BitPlace, radius: number, erode: boolean, out: number, y0: number, y1: number): void

  /** The median over a disc of whole radius: see majority.ts. */
  smoothMask(mask: BitPlace, radius: number, out: number, y0: number, y1: number): void

  /** Gaussian blur of a mask of bits to 16 bits a pixel: see feather.ts. */
  featherMask(mask: BitPlace, sigma: number, out: number, y0: number, y1: number): void

  /**
   * The guided filter by the photo at `rgb`, its rows without gaps, to 16 bits a pixel: see guided.ts. Strip `strip` of the
   * mask is written, and no other.
   */
  refineMask(mask: MaskAt, rgb: number, radius: number, epsilon: number, out: number, strip: number): void

  /** A mask of 16 bits a pixel at `values` as bits: where it is more than half. */
  hardenMask(values: number, out: BitPlace, y0: number, y1: number): void

  /** How many of `count` values of 16 bits are more than half. */
  countSoft(values: number, count: number): number

  /** Rows [y0, y1) of a region of a level, a byte a pixel, at `out`: see mask-view.ts. */
  viewMask(mask: MaskAt, view: MaskView, out: number, y0: number, y1: number): void
}

export function plainMasks(memory: WebAssembly.Memory): MaskKernels {
  const bytesUpTo = bytesOf(memory)
  const ints = (offset: number, length: number) => new Int32Array(bytesUpTo(offset + length * 4).buffer, offset, length)
  const halves = (offset: number, length: number) => new Uint16Array(bytesUpTo(offset + length * 2).buffer, offset, length)
  const bits = (offset: number, { width, height }: BitPlace) => ints(offset, wordsOf(width) * height)
  const maskOf = (mask: BitPlace): BitMask => ({ bits: bits(mask.offset, mask), width: mask.width, height: mask.height })
  const eitherOf = (mask: MaskAt): BitMask | SoftMask => {
    const { kind, offset, width, height } = mask
    return kind === 'hard' ? maskOf(mask) : { values: halves(offset, width * height), width, height }
  }
  return {
    packMask(bytes, out, y0, y1) {
      const { offset, width, height } = out
      packRows(bytesUpTo(bytes + width * height).subarray(bytes), width, bits(offset, out), y0, y1)
    },
    dilateMask: (mask, radius, erode, out, y0, y1) => dilateRows(maskOf(mask), radius, erode, bits(out, mask), y0, y1),
    smoothMask: (mask, radius, out, y0, y1) => majorityRows(maskOf(mask), radius, bits(out, mask), y0, y1),
    featherMask: (mask, sigma, out, y0, y1) => featherRows(maskOf(mask), sigma, halves(out, mask.width * mask.height), y0, y1),
    hardenMask(values, out, y0, y1) {
      const { offset, width, height } = out
      hardenRows({ values: halves(values, width * height), width, height }, bits(offset, out), y0, y1)
    },
    countSoft: (values, count) => halves(values, count).reduce((found, value) => found + (value > FULL / 2 ? 1 : 0), 0),
    refineMask(mask, rgb, radius, epsilon, out, strip) {
      const pixels = mask.width * mask.height
      const photo = bytesUpTo(rgb + pixels * 3).subarray(rgb)
      guidedStrip(eitherOf(mask), photo, radius, epsilon, halves(out, pixels), strip)
    },
    viewMask(mask, { level, region }, out, y0, y1) {
      const source = eitherOf(mask)
      const bytes = bytesUpTo(out + region.w * y1)
      for (let y = y0; y < y1; y++) {
        const row = bytes.subarray(out + y * region.w, out + (y + 1) * region.w)
        viewRow(source, { level, x: region.x, y: region.y + y, w: region.w }, row)
      }
    },
  }
}

/** A soft mask is mask where it is more than half so. */
function hardenRows({ values, width }: SoftMask, bits: Int32Array, y0: number, y1: number): void {
  const words = wordsOf(width)
  bits.fill(0, y0 * words, y1 * words)
  for (let y = y0; y < y1; y++) {
    for (let x = 0; x < width; x++) if (values[y * width + x]! > FULL / 2) bits[y * words + (x >>> 5)]! |= 1 << (x & 31)
  }
}
