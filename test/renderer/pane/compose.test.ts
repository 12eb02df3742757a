import { expect, test } from 'vitest'
import {
  composeCutout,
  composeMask,
  composeTint,
  countMask,
  createScratch,
  packHex,
  packRgba,
  selectWords,
  tintWords,
  type ContourKind,
} from '../../../renderer/pane/compose'
import { createMaskBits, edgePixels, majority, packMask, packSampled } from '../../../renderer/pane/mask-bits'

/** Numerical Recipes' generator: the same map each time. */
function noise(width: number, height: number, seed = 7): Uint8Array {
  let state = seed
  return Uint8Array.from({ length: width * height }, () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24)
}
const at = (mask: number[], w: number, h: number, x: number, y: number) => (x < 0 || y < 0 || x >= w || y >= h ? 0 : mask[y * w + x]!)

/** What majority() must give, pixel by pixel. */
function majorityPlain(mask: number[], w: number, h: number): number[] {
  return mask.map((_, i) => {
    let sum = 0
    for (let dy = -1; dy <= 1; dy += 1) for (let dx = -1; dx <= 1; dx += 1) sum += at(mask, w, h, (i % w) + dx, Math.floor(i / w) + dy)
    return sum >= 5 ? 1 : 0
  })
}
function edgePlain(mask: number[], w: number, h: number, both: boolean): number[] {
  return mask.map((here, i) => {
    const [x, y] = [i % w, Math.floor(i / w)]
    const beside = [
      [x - 1, y],
      [x + 1, y],
      [x, y - 1],
      [x, y + 1],
    ].some(([nx, ny]) => nx! >= 0 && ny! >= 0 && nx! < w && ny! < h && mask[ny! * w + nx!] !== here)
    return beside && (both || here === 1) ? 1 : 0
  })
}
const unpack = (bits: ReturnType<typeof createMaskBits>) =>
  Array.from({ length: bits.width * bits.height }, (_, i) => {
    const x = i % bits.width
    return (bits.words[Math.floor(i / bits.width) * bits.stride + (x >> 5)]! >>> (x & 31)) & 1
  })

// Around the word's 32 pixels, and a single row and column.
const SIZES = [
  [1, 1],
  [5, 4],
  [31, 9],
  [32, 9],
  [33, 9],
  [64, 3],
  [97, 41],
  [70, 1],
  [1, 70],
] as const

test.each(SIZES)('a mask of %i × %i is packed and unpacked whole', (w, h) => {
  const score = noise(w, h)
  for (const cut of [1, 100, 255, 256]) {
    const bits = createMaskBits(w, h)
    packMask(score, cut, bits)
    expect(unpack(bits)).toEqual([...score].map((byte) => (byte >= cut ? 1 : 0)))
  }
})

test.each(SIZES)('majority of %i × %i equals counting nine pixels', (w, h) => {
  const score = noise(w, h, 3)
  const bits = createMaskBits(w, h)
  const out = createMaskBits(w, h)
  packMask(score, 120, bits)
  majority(bits, out)
  expect(unpack(out)).toEqual(majorityPlain(unpack(bits), w, h))
})

test.each(SIZES)('edges of %i × %i equal looking at four neighbours', (w, h) => {
  for (const both of [true, false]) {
    const bits = createMaskBits(w, h)
    packMask(noise(w, h, 11), 150, bits)
    const mask = unpack(bits)
    const out = new Int32Array(w * h)
    edgePixels(bits, both, 1, out)
    expect([...out]).toEqual(edgePlain(mask, w, h, both))
  }
})

test('the tint is exactly the mask, and the contour lies on the edge of the smoothed one', () => {
  const [w, h] = [40, 30]
  // A square of 20 × 20 and one lone pixel.
  const score = Uint8Array.from({ length: w * h }, (_, i) => {
    const [x, y] = [i % w, Math.floor(i / w)]
    return (x >= 10 && x < 30 && y >= 5 && y < 25) || (x === 2 && y === 2) ? 200 : 10
  })
  const out = new Int32Array(w * h)
  const style = { tint: packHex('#3fa9f5', 0.6), line: packRgba(255, 255, 255, 255), contour: 'none' as ContourKind }
  composeTint(score, 100, style, createScratch(w, h), out)
  expect([...out].map((word) => word >>> 0)).toEqual([...score].map((byte) => (byte >= 100 ? style.tint : 0)))

  composeTint(score, 100, { ...style, contour: 'inner' }, createScratch(w, h), out)
  const word = (x: number, y: number) => out[y * w + x]! >>> 0
  expect(word(20, 5)).toBe(style.line)
  expect(word(20, 4)).toBe(0)
  expect(word(20, 15)).toBe(style.tint)
  // The lone pixel keeps its tint and gets no contour.
  expect([word(2, 2), word(1, 2), word(2, 1)]).toEqual([style.tint, 0, 0])

  composeTint(score, 100, { ...style, contour: 'both' }, createScratch(w, h), out)
  expect([6, 5, 4, 3].map((y) => word(20, y))).toEqual([style.tint, style.line, style.line, 0])

  composeTint(score, 100, { ...style, contour: 'wide' }, createScratch(w, h), out)
  expect([6, 5, 4, 3, 2].map((y) => word(20, y))).toEqual([style.tint, style.line, style.line, style.line, 0])
})

test('a mask that fills the photo has no contour along its border', () => {
  const score = new Uint8Array(50 * 40).fill(255)
  const out = new Int32Array(score.length)
  composeTint(score, 1, { tint: 5, line: 9, contour: 'both' }, createScratch(50, 40), out)
  expect([out[25], out[20 * 50], out[20 * 50 + 49], out[39 * 50 + 25]]).toEqual([5, 5, 5, 5])
})

test('mask, cut-out and count agree with the cut; a cut of 256 takes nothing', () => {
  const score = noise(33, 7)
  const photo = Int32Array.from({ length: score.length }, (_, i) => packRgba(i & 255, 1, 2, 255) | 0)
  const out = new Int32Array(score.length)
  for (const cut of [1, 77, 256]) {
    const inside = [...score].map((byte) => byte >= cut)
    composeMask(score, cut, out)
    expect([...out].map((word) => word >>> 0)).toEqual(inside.map((is) => (is ? 0xffffffff : 0xff000000)))
    composeCutout(score, photo, cut, out)
    expect([...out]).toEqual(inside.map((is, i) => (is ? photo[i]! : 0)))
    expect(countMask(score, cut)).toBe(inside.filter(Boolean).length)
  }
})

test.each(SIZES)('a select of %i × %i takes the inside where the mask is', (w, h) => {
  const score = noise(w, h)
  const inside = Int32Array.from(score, (_, i) => -1 - i)
  const outside = Int32Array.from(score, (_, i) => 1000 + i)
  for (const cut of [0, 1, 90, 250, 256]) {
    const bits = createMaskBits(w, h)
    packMask(score, cut, bits)
    const out = new Int32Array(w * h)
    selectWords(bits, inside, outside, out)
    expect([...out]).toEqual([...score].map((byte, i) => (byte >= cut ? inside[i]! : outside[i]!)))
  }
})

test('a tinted photo is the photo at 0, the tint at 1, and halfway between', () => {
  const photo = Int32Array.of(packRgba(10, 200, 30, 255) | 0, packRgba(0, 0, 255, 128) | 0)
  const out = new Int32Array(2)
  tintWords(photo, packHex('#ff2e93', 0), out)
  expect([...out]).toEqual([...photo])
  tintWords(photo, packHex('#ff2e93', 1), out)
  expect([...out].map((word) => word >>> 0)).toEqual([packRgba(255, 0x2e, 0x93, 255), packRgba(255, 0x2e, 0x93, 128)])
  tintWords(photo, packRgba(20, 100, 130, 51), out)
  expect(out[0]! >>> 0).toBe(packRgba(12, 180, 50, 255))
})

test.each(SIZES)('a mask of %i × %i is packed of the nearest bytes of another map', (w, h) => {
  const [mapWidth, mapHeight] = [23, 17]
  const score = noise(mapWidth, mapHeight)
  const columns = Int32Array.from({ length: w }, (_, x) => Math.floor((x * mapWidth) / w))
  const rows = Int32Array.from({ length: h }, (_, y) => Math.floor((y * mapHeight) / h))
  const bits = createMaskBits(w, h)
  packSampled(score, mapWidth, { columns, rows }, 100, bits)
  const wanted = Array.from({ length: w * h }, (_, i) => (score[rows[Math.floor(i / w)]! * mapWidth + columns[i % w]!]! >= 100 ? 1 : 0))
  expect(unpack(bits)).toEqual(wanted)
  // Nothing beyond the row's end.
  const rest = w & 31
  if (rest !== 0) for (let at = bits.stride - 1; at < bits.words.length; at += bits.stride) expect(bits.words[at]! >>> rest).toBe(0)
})

test('a soft mask is shown as much as it covers: grey, tint and opacity in proportion', () => {
  const covered = Uint8Array.of(0, 64, 128, 255)
  const out = new Int32Array(4)
  composeMask(covered, 128, out, true)
  expect([...out].map((word) => word >>> 0)).toEqual([0, 64, 128, 255].map((byte) => packRgba(byte, byte, byte, 255)))
  const photo = new Int32Array(4).fill(packRgba(10, 20, 30, 255) | 0)
  composeCutout(covered, photo, 128, out, true)
  expect([...out].map((word) => word >>> 0)).toEqual([0, ...[64, 128, 255].map((byte) => packRgba(10, 20, 30, byte))])
  const style = { tint: packRgba(1, 2, 3, 200), line: 0, contour: 'none' as const }
  composeTint(covered, 128, style, createScratch(4, 1), out, true)
  expect([...out].map((word) => word >>> 24)).toEqual([0, 50, 100, 200])
})
