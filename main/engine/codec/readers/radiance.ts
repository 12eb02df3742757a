/**
 * Radiance RGBE: light without an upper end, shown as sRGB from 0 to 1 after its exposure is taken out.
 * Source: Ward, "Real Pixels", Graphics Gems II (1991); Radiance, "Picture file format".
 */
import { linearToSrgb } from '../../../../core/colour'
import { damagedFile, unsupportedKind, type Read, type ReadRequest } from './read'

export function readRadiance(bytes: Buffer, { allow }: ReadRequest): Read {
  const { width, height, isTopDown, at } = headerOf(bytes)
  allow(width, height)
  const samples = new Uint16Array(width * height * 3)
  const line = new Uint8Array(width * 4)
  let from = at
  let rows = 0
  let clipped = 0
  for (; rows < height; rows++) {
    const next = readLine(bytes, from, line, width)
    if (next < 0) break
    from = next
    const to = (isTopDown ? rows : height - 1 - rows) * width * 3
    for (let x = 0; x < width; x++) {
      const exponent = line[x * 4 + 3]!
      const scale = exponent === 0 ? 0 : 2 ** (exponent - 136)
      for (let c = 0; c < 3; c++) {
        const light = exponent === 0 ? 0 : (line[x * 4 + c]! + 0.5) * scale
        if (light > 1) clipped++
        samples[to + x * 3 + c] = Math.round(linearToSrgb(Math.min(1, light)) * 65_535)
      }
    }
  }
  const notes = ['Light of a high range shown as sRGB.', ...(clipped > 0 ? ['What is brighter than white is clipped.'] : [])]
  return { width, height, channels: 3, samples, notes, isDamaged: rows < height }
}

function headerOf(bytes: Buffer): { width: number; height: number; isTopDown: boolean; at: number } {
  let at = 0
  for (let lines = 0; lines < 200; lines++) {
    const end = bytes.indexOf(10, at)
    if (end < 0 || end - at > 4096) break
    const words = bytes.toString('latin1', at, end).trim().split(' ')
    at = end + 1
    if (words[0] === 'FORMAT=32-bit_rle_xyze') throw unsupportedKind('a Radiance picture in XYZ')
    if (words.length !== 4 || !/^[+-]Y$/.test(words[0] ?? '')) continue
    if (words[2] !== '+X') throw unsupportedKind('a Radiance picture that is mirrored')
    const [height, width] = [Number(words[1]), Number(words[3])]
    if (!Number.isInteger(width) || !Number.isInteger(height) || width < 1 || height < 1) break
    return { width, height, isTopDown: words[0] === '-Y', at }
  }
  throw damagedFile('its header has no size')
}

/** One line of RGBE, run lengths undone. @returns where the next begins; -1 where the data end. */
function readLine(bytes: Buffer, from: number, line: Uint8Array, width: number): number {
  if (from + 4 > bytes.length) return -1
  const isNew = width >= 8 && width < 32_768 && bytes[from] === 2 && bytes[from + 1] === 2 && bytes.readUInt16BE(from + 2) === width
  if (!isNew) {
    if (from + width * 4 > bytes.length) return -1
    line.set(bytes.subarray(from, from + width * 4))
    return from + width * 4
  }
  let at = from + 4
  for (let c = 0; c < 4; c++) {
    for (let x = 0; x < width;) {
      const count = bytes[at++]
      if (count === undefined || count === 0) return -1
      const isRun = count > 128
      const length = Math.min(isRun ? count - 128 : count, width - x)
      for (let i = 0; i < length; i++) line[(x + i) * 4 + c] = bytes[at + (isRun ? 0 : i)] ?? 0
      at += isRun ? 1 : length
      x += length
    }
  }
  return at > bytes.length ? -1 : at
}
