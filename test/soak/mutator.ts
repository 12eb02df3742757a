/** Files with faults, seeded: the same seed gives the same bytes on every machine. */

/** mulberry32: 32 bits of state, good enough to choose places. @returns numbers from 0 to below 1 */
export function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b_79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

type Change = (bytes: Buffer, next: () => number) => Buffer

/** Bytes that mean something in headers: ends of ranges of 8, 16 and 32 bits, marks of JPEG. */
const TELLING = [0, 1, 0x7f, 0x80, 0xfe, 0xff, 0xd8, 0xd9, 0xda, 0xc0, 0xc4, 0xe1]
const place = (bytes: Buffer, next: () => number) => Math.floor(next() * bytes.length)
/** Headers are near the beginning, and there faults do most. */
const early = (bytes: Buffer, next: () => number) => Math.floor(next() ** 4 * bytes.length)

function flipBits(bytes: Buffer, next: () => number): Buffer {
  const share = 10 ** (-4.5 + 2.5 * next())
  for (let left = Math.max(1, Math.round(bytes.length * 8 * share)); left > 0; left--) {
    const at = place(bytes, next)
    bytes[at] = bytes[at]! ^ (1 << Math.floor(next() * 8))
  }
  return bytes
}
function tellHeaders(bytes: Buffer, next: () => number): Buffer {
  for (let left = 1 + Math.floor(next() * 6); left > 0; left--) bytes[early(bytes, next)] = TELLING[Math.floor(next() * TELLING.length)]!
  return bytes
}
const cut: Change = (bytes, next) => bytes.subarray(0, early(bytes, next) + 1)
function fillRange(bytes: Buffer, next: () => number): Buffer {
  const at = early(bytes, next)
  const value = TELLING[Math.floor(next() * TELLING.length)]!
  return bytes.fill(value, at, Math.min(bytes.length, at + 1 + Math.floor(next() * 64)))
}
function repeatRange(bytes: Buffer, next: () => number): Buffer {
  const at = place(bytes, next)
  const part = bytes.subarray(at, at + 1 + Math.floor(next() * 2000))
  return Buffer.concat([bytes.subarray(0, at), part, bytes.subarray(at)])
}
function dropRange(bytes: Buffer, next: () => number): Buffer {
  const at = place(bytes, next)
  return Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + Math.floor(next() * 2000))])
}
function largeNumber(bytes: Buffer, next: () => number): Buffer {
  const at = Math.min(early(bytes, next), bytes.length - 4)
  if (at >= 0) bytes.writeUInt32BE([0xffff_ffff, 0x7fff_ffff, 0x0001_0000, 0x8000_0000][Math.floor(next() * 4)]!, at)
  return bytes
}

const CHANGES: readonly Change[] = [flipBits, flipBits, tellHeaders, tellHeaders, cut, fillRange, repeatRange, dropRange, largeNumber]

/** A copy with one to three faults. */
export function mutant(bytes: Uint8Array, seed: number): Buffer {
  const next = random(seed)
  let changed = Buffer.from(bytes)
  for (let left = 1 + Math.floor(next() ** 2 * 3); left > 0; left--)
    changed = Buffer.from(CHANGES[Math.floor(next() * CHANGES.length)]!(changed, next))
  return changed
}
