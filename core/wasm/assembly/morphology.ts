/** Dilation and erosion of a mask of bits by a disc, see ../morphology.ts: 128 pixels at a time. */

/** The slot's layout, that of ../simd-masks.ts: the widths of the disc's rows, and two rows of words. */
const ROOM: usize = 4096

/** Widens every run of a row by `by` pixels to both sides; the word before it and the one after it are 0. Returns where it is then. */
function widen(row: usize, spare: usize, words: i32, by: i32): usize {
  for (let done = 0; done < by; ) {
    const step = min(min(by - done, 2 * done + 1), 31)
    const back = 32 - step
    for (let at: usize = 0, end = <usize>words << 2; at < end; at += 16) {
      const here = v128.load(row + at)
      const before = i32x4.shr_u(v128.load(row + at - 4), back)
      const after = i32x4.shl(v128.load(row + at + 4), back)
      const wide = v128.or(v128.or(i32x4.shl(here, step), i32x4.shr_u(here, step)), v128.or(before, after))
      v128.store(spare + at, v128.or(here, wide))
    }
    // What lies beyond the row stays ground: the next step looks there.
    endRow(spare, words)
    done += step
    const other = row
    row = spare
    spare = other
  }
  return row
}

// @ts-ignore: decorator
@inline function endRow(row: usize, words: i32): void {
  v128.store(row + (<usize>words << 2), i32x4.splat(0))
}

/** Adds a row of the mask. */
// @ts-ignore: decorator
@inline function addRow(row: usize, from: usize, words: i32, flip: i32): void {
  const flips = i32x4.splat(flip)
  let i = 0
  for (; i + 4 <= words; i += 4, row += 16, from += 16) v128.store(row, v128.or(v128.load(row), v128.xor(v128.load(from), flips)))
  for (; i < words; i++, row += 4, from += 4) store<i32>(row, load<i32>(row) | (load<i32>(from) ^ flip))
}

/**
 * Rows [y0, y1) into `out`; `flip` is -1 for an erosion, else 0. In the slot: radius + 1 widths of the disc's rows, and
 * room for two rows of words and 8 words each.
 */
export function dilate(bits: usize, width: i32, height: i32, radius: i32, flip: i32, out: usize, y0: i32, y1: i32, slot: usize): void {
  const words = (width + 31) >>> 5
  const stride = <usize>words << 2
  const tail = (width & 31) == 0 ? -1 : (1 << (width & 31)) - 1
  const one = slot + ROOM + 16
  const two = one + ((stride + 47) & ~15)
  v128.store(one - 16, i32x4.splat(0))
  v128.store(two - 16, i32x4.splat(0))
  endRow(one, words)
  endRow(two, words)
  for (let y = y0; y < y1; y++) {
    let row = one
    memory.fill(row, 0, stride)
    addRow(row, bits + <usize>y * stride, words, flip)
    cutRow(row, words, tail)
    for (let dy = 1; dy <= radius; dy++) {
      const at = slot + (<usize>dy << 2)
      row = widen(row, row == one ? two : one, words, load<i32>(at - 4) - load<i32>(at))
      if (y - dy >= 0) addRow(row, bits + <usize>(y - dy) * stride, words, flip)
      if (y + dy < height) addRow(row, bits + <usize>(y + dy) * stride, words, flip)
      cutRow(row, words, tail)
    }
    const to = out + <usize>y * stride
    memory.fill(to, 0, stride)
    addRow(to, row, words, flip)
    cutRow(to, words, tail)
  }
}

/** Cuts off the pixels beyond the width. */
// @ts-ignore: decorator
@inline function cutRow(row: usize, words: i32, tail: i32): void {
  const last = row + (<usize>(words - 1) << 2)
  store<i32>(last, load<i32>(last) & tail)
}
