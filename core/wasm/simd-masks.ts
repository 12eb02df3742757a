/**
 * What the compiled kernels do to masks. A call's widths or weights, and its rows in the making, lie in a scratch slot;
 * a row too wide for one is done in strips. What no slot can hold is the plain kernels'.
 */
import { bitBytes, wordsOf } from '../mask/bit-mask'
import { gaussianWeights } from '../mask/feather'
import { STRIP } from '../mask/guided'
import type { BitPlace, MaskKernels } from '../mask/mask-kernels'
import { SLOT_BYTES } from '../memory'
import { discWidths } from '../mask/morphology'
import { withScratch } from './scratch'
import type { SimdModule } from './simd-module'

/** The slots' layouts, see assembly/morphology.ts, majority.ts and feather.ts. */
const DILATE_ROOM = 4096
const MAJORITY = { widths: 4096, room: 12_288, radius: 100 } as const
const FEATHER = { room: 73_728, radius: 1000, word: 332 } as const
const GUIDED_RADIUS = 19
/** A row's sums in the slot; a block of more pixels overflows them. */
const VIEW = { width: SLOT_BYTES / 4 - 4, level: 8 } as const

export function simdMasks({ memory, exports, bytesUpTo }: SimdModule, plain: MaskKernels): MaskKernels {
  const reach = ({ offset, width, height }: BitPlace, out: number, bytes = bitBytes(width, height)) =>
    bytesUpTo(Math.max(offset + bitBytes(width, height), out + bytes))
  const ints = (offset: number, values: ArrayLike<number>) => new Int32Array(memory.buffer, offset, values.length).set(values)

  return {
    packMask(bytes, out, y0, y1) {
      reach(out, bytes, out.width * out.height)
      exports.pack(bytes, out.width, out.offset, y0, y1)
    },
    dilateMask(mask, radius, erode, out, y0, y1) {
      const { offset, width, height } = mask
      if (DILATE_ROOM + 2 * (wordsOf(width) * 4 + 64) > SLOT_BYTES || radius * 4 + 4 > DILATE_ROOM) {
        return plain.dilateMask(mask, radius, erode, out, y0, y1)
      }
      reach(mask, out)
      withScratch(memory, (slot) => {
        ints(slot, discWidths(radius))
        exports.dilate(offset, width, height, radius, erode ? -1 : 0, out, y0, y1, slot)
      })
    },
    smoothMask(mask, radius, out, y0, y1) {
      const { offset, width, height } = mask
      if (radius > MAJORITY.radius) return plain.smoothMask(mask, radius, out, y0, y1)
      reach(mask, out)
      const widths = discWidths(radius)
      const half = widths.reduce((sum, w, dy) => sum + (2 * w + 1) * (dy === 0 ? 1 : 2), 0) >> 1
      const side = 2 * radius + 1
      const most = Math.floor((SLOT_BYTES - MAJORITY.room - side * 6 - 64) / (side * 64 + 8))
      withScratch(memory, (slot) => {
        ints(slot + MAJORITY.widths, widths)
        for (const [first, end] of strips(width, radius, most))
          exports.majority(offset, width, height, radius, half, out, y0, y1, first, end, slot)
      })
    },
    featherMask(mask, sigma, out, y0, y1) {
      const { offset, width, height } = mask
      const weights = gaussianWeights(sigma)
      const radius = weights.length - 1
      if (radius > FEATHER.radius) return plain.featherMask(mask, sigma, out, y0, y1)
      reach(mask, out, width * height * 2)
      const most = Math.floor((SLOT_BYTES - FEATHER.room) / FEATHER.word)
      withScratch(memory, (slot) => {
        new Float64Array(memory.buffer, slot, weights.length).set(weights)
        for (const [first, end] of strips(width, radius, most))
          exports.featherBits(offset, width, height, radius, out, y0, y1, first, end, slot)
      })
    },
    refineMask(mask, rgb, radius, epsilon, out, strip) {
      const { kind, offset, width, height } = mask
      // A window of more pixels has sums of more than 32 bits.
      if (kind === 'soft' || radius > GUIDED_RADIUS) return plain.refineMask(mask, rgb, radius, epsilon, out, strip)
      bytesUpTo(Math.max(offset + bitBytes(width, height), rgb + width * height * 3, out + width * height * 2))
      const first = (strip * STRIP) / 32
      withScratch(memory, (slot) => exports.guidedBits(offset, rgb, width, height, radius, epsilon, out, first, slot))
    },
    hardenMask(values, out, y0, y1) {
      const { offset, width, height } = out
      bytesUpTo(Math.max(values + width * height * 2, offset + bitBytes(width, height)))
      exports.harden(values, width, offset, y0, y1)
    },
    countSoft(values, count) {
      bytesUpTo(values + count * 2)
      return exports.countSoft(values, count)
    },
    viewMask(mask, view, out, y0, y1) {
      const { kind, offset, width, height } = mask
      const { x, y, w } = view.region
      if (w > VIEW.width || view.level > VIEW.level) return plain.viewMask(mask, view, out, y0, y1)
      bytesUpTo(Math.max(offset + (kind === 'hard' ? bitBytes(width, height) : width * height * 2), out + w * y1))
      withScratch(memory, (slot) =>
        exports.view(offset, width, height, kind === 'soft' ? 1 : 0, 2 ** view.level, x, y, w, out, y0, y1, slot),
      )
    },
  }
}

/** A row's words in strips [first, end) of which each, with what it looks at to both sides, is `most` words at most. */
function* strips(width: number, radius: number, most: number): Generator<readonly [first: number, end: number]> {
  const words = wordsOf(width)
  const step = most - 2 * ((radius + 31) >>> 5)
  for (let first = 0; first < words; first += step) yield [first, Math.min(words, first + step)]
}
