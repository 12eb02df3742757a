/** Rows of a mask of bits (../bit-mask.ts), and which of their pixels see mask alone, or ground alone, around them. */

// @ts-ignore: decorator
@inline export function bitAt(bits: usize, words: i32, x: i32, y: i32): i32 {
  return (load<i32>(bits + (<usize>(y * words + (x >>> 5)) << 2)) >>> (x & 31)) & 1
}

/** Of the words [low, high): the bits that any row within `reach` of y has, and those that all have. */
export function seenRows(
  bits: usize,
  words: i32,
  width: i32,
  height: i32,
  y: i32,
  reach: i32,
  low: i32,
  high: i32,
  any: usize,
  all: usize,
): void {
  const top = max(0, y - reach)
  const bottom = min(height - 1, y + reach)
  const stride = <usize>words << 2
  let i = low
  for (; i < high; i++) {
    const to = <usize>(i - low) << 2
    let at = bits + (<usize>(top * words + i) << 2)
    if (i + 4 <= high) {
      let some = v128.load(at)
      let every = some
      for (let row = top; row < bottom; row++) {
        at += stride
        const here = v128.load(at)
        some = v128.or(some, here)
        every = v128.and(every, here)
      }
      v128.store(any + to, some)
      v128.store(all + to, every)
      i += 3
      continue
    }
    let some = load<i32>(at)
    let every = some
    for (let row = top; row < bottom; row++) {
      at += stride
      some |= load<i32>(at)
      every &= load<i32>(at)
    }
    store<i32>(any + to, some)
    store<i32>(all + to, every)
  }
  // Bits beyond the width stand for the last pixel going on.
  const tail = (width & 31) == 0 ? -1 : (1 << (width & 31)) - 1
  const end = all + (<usize>(high - 1 - low) << 2)
  if (high == words && (load<i32>(end) & tail) == tail) store<i32>(end, -1)
}

/**
 * 0 where `count` pixels from `bit` of word i on see mask alone, or ground alone, up to `reach` pixels to both sides.
 * There are `words` words, beyond which a row goes on as it ends.
 */
// @ts-ignore: decorator
@inline export function reached(any: usize, all: usize, i: i32, words: i32, reach: i32, bit: i32, count: i32): i32 {
  const at = <usize>i << 2
  if (reach > 16) {
    const span = (reach + 31) >>> 5
    let some = 0
    let every = -1
    for (let j = max(0, i - span); j <= min(words - 1, i + span); j++) {
      some |= load<i32>(any + (<usize>j << 2))
      every &= load<i32>(all + (<usize>j << 2))
    }
    return i32(some != 0 && every != -1)
  }
  // Half a word to both sides, which is all that is in reach.
  const here = load<u32>(any + at)
  const both = load<u32>(all + at)
  const before = i > 0 ? load<u32>(any + at - 4) >>> 16 : 0
  const beforeAll = i > 0 ? load<u32>(all + at - 4) >>> 16 : 0xffff
  const after = i + 1 < words ? load<u32>(any + at + 4) : 0
  const afterAll = i + 1 < words ? load<u32>(all + at + 4) : 0xffff
  const some = <u64>before | (<u64>here << 16) | (<u64>after << 48)
  const every = <u64>beforeAll | (<u64>both << 16) | (<u64>afterAll << 48)
  const length = count + 2 * reach
  const seen = (length == 64 ? <u64>-1 : ((<u64>1 << length) - 1)) << (16 + bit - reach)
  return i32((some & seen) != 0 && (every & seen) != seen)
}
