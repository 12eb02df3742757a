/** Which words of the guided filter (guided.ts) are near an edge of the mask: the others are not worked out. */
import { WORDS, BITS, WIDTH, HEIGHT, RADIUS, NEAR, FAR, SEEN, ANY, ALL } from './guided-slot'
import { reached, seenRows } from '../words'

/** Where it is kept what any of the rows within the radius of row c have; 64 bytes on, what all have. */
// @ts-ignore: decorator
@inline function seenAt(slot: usize, c: i32, radius: i32): usize {
  return slot + SEEN + <usize>((c % (2 * radius + 2)) << 7)
}

/** Finds out which words of row c have pixels that see other than mask alone or ground alone, within the radius. */
export function lookNear(slot: usize, first: i32, c: i32): void {
  const width = load<i32>(slot, WIDTH)
  const radius = load<i32>(slot, RADIUS)
  const words = (width + 31) >>> 5
  const low = max(0, first - 2)
  const high = min(words, first - 2 + WORDS)
  const any = seenAt(slot, c, radius)
  seenRows(load<i32>(slot, BITS), words, width, load<i32>(slot, HEIGHT), c, radius, low, high, any, any + 64)
  for (let i = low; i < high; i++) {
    store<u8>(slot + NEAR + <usize>(i - first + 2), <u8>reached(any, any + 64, i - low, high - low, radius, 0, 32))
  }
}

/** The same within twice the radius of row y: what is seen from the rows a radius above and below it. */
export function lookFar(slot: usize, first: i32, y: i32): void {
  const radius = load<i32>(slot, RADIUS)
  const words = (load<i32>(slot, WIDTH) + 31) >>> 5
  const low = max(0, first - 2)
  const high = min(words, first - 2 + WORDS)
  const above = seenAt(slot, max(0, y - radius), radius)
  const below = seenAt(slot, min(load<i32>(slot, HEIGHT) - 1, y + radius), radius)
  for (let at: usize = 0; at < 48; at += 16) {
    v128.store(slot + ANY + at, v128.or(v128.load(above + at), v128.load(below + at)))
    v128.store(slot + ALL + at, v128.and(v128.load(above + at, 64), v128.load(below + at, 64)))
  }
  for (let i = low; i < high; i++) {
    store<u8>(slot + FAR + <usize>(i - first + 2), <u8>reached(slot + ANY, slot + ALL, i - low, high - low, 2 * radius, 0, 32))
  }
}
