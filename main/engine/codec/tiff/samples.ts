/** The numbers of a page of a TIFF, whatever their type, interleaved. */
import { damagedFile, unsupportedKind } from '../readers/read'
import type { TiffFile } from './directory'
import { decompress, undoPredictor } from './decompress'
import type { TiffLayout } from './layout'

export interface TiffSamples {
  readonly values: Float32Array
  readonly isWhole: boolean
}

/** @param used how many samples of each pixel are wanted, from the first. */
export function tiffSamples(file: TiffFile, layout: TiffLayout, used: number): TiffSamples {
  const { width, height, bits, kind, samples, compression, isPlanar, blockWidth, blockHeight, offsets, counts } = layout
  const depth = bits[0]!
  if (bits.slice(0, samples).some((own) => own !== depth)) throw unsupportedKind('a TIFF whose channels differ in depth')
  if (kind === 'complex') throw unsupportedKind('a TIFF of complex numbers')
  if (kind === 'float' ? ![16, 32, 64].includes(depth) : depth < 1 || depth > 64) throw unsupportedKind(`a TIFF of ${depth}-bit numbers`)
  if (blockWidth < 1 || blockHeight < 1) throw damagedFile('its tiles have no size')
  const across = Math.ceil(width / blockWidth)
  const down = Math.ceil(height / blockHeight)
  const perBlock = isPlanar ? 1 : samples
  const stride = Math.ceil((blockWidth * perBlock * depth) / 8)
  const values = new Float32Array(width * height * used)
  let isWhole = offsets.length >= across * down * (isPlanar ? used : 1)
  const planes = isPlanar ? used : 1
  for (let block = 0; block < Math.min(offsets.length, across * down * planes); block++) {
    const plane = Math.floor(block / (across * down))
    const [bx, by] = [block % across, Math.floor(block / across) % down]
    const rows = layout.isTiled ? blockHeight : Math.min(blockHeight, height - by * blockHeight)
    const at = offsets[block]!
    // A strip without a count goes to the end.
    const packed = file.bytes.subarray(at, at + (counts[block] ?? (compression === 1 ? stride * rows : file.bytes.length)))
    const plain = Buffer.from(decompress(layout.isReversed ? reversed(packed) : packed, compression, stride * rows))
    if (plain.length < stride * rows) isWhole = false
    for (let r = 0; r < rows && (r + 1) * stride <= plain.length; r++) {
      const y = by * blockHeight + r
      if (y >= height) break
      const row = new DataView(plain.buffer, plain.byteOffset + r * stride, stride)
      if (layout.predictor > 1 && depth % 8 === 0) undoPredictor(row, layout.predictor, depth / 8, perBlock, file.little)
      const read = numbersOf(row, depth, kind, file.little)
      const count = Math.min(blockWidth, width - bx * blockWidth)
      const to = (y * width + bx * blockWidth) * used
      if (isPlanar) for (let x = 0; x < count; x++) values[to + x * used + plane] = read(x)
      else for (let x = 0; x < count; x++) for (let c = 0; c < used; c++) values[to + x * used + c] = read(x * samples + c)
    }
  }
  return { values, isWhole }
}

/** @returns the number at a place of the row. */
function numbersOf(row: DataView, depth: number, kind: TiffLayout['kind'], little: boolean): (i: number) => number {
  if (kind === 'float')
    return depth === 64
      ? (i) => row.getFloat64(i * 8, little)
      : depth === 32
        ? (i) => row.getFloat32(i * 4, little)
        : (i) => half(row.getUint16(i * 2, little))
  const isSigned = kind === 'signed'
  if (depth === 8) return isSigned ? (i) => row.getInt8(i) : (i) => row.getUint8(i)
  if (depth === 16) return isSigned ? (i) => row.getInt16(i * 2, little) : (i) => row.getUint16(i * 2, little)
  if (depth === 32) return isSigned ? (i) => row.getInt32(i * 4, little) : (i) => row.getUint32(i * 4, little)
  if (depth === 64) return (i) => Number(isSigned ? row.getBigInt64(i * 8, little) : row.getBigUint64(i * 8, little))
  return (i) => packedNumber(row, i * depth, depth, isSigned)
}

/** Bits lie highest first, whatever the byte order. */
function packedNumber(row: DataView, bitAt: number, depth: number, isSigned: boolean): number {
  let value = 0
  for (let left = depth, at = bitAt; left > 0;) {
    const [byte, used] = [row.getUint8(at >> 3), at & 7]
    const take = Math.min(left, 8 - used)
    value = value * 2 ** take + ((byte >> (8 - used - take)) & ((1 << take) - 1))
    left -= take
    at += take
  }
  return isSigned && value >= 2 ** (depth - 1) ? value - 2 ** depth : value
}

/** Source: IEEE 754-2008, binary16. */
function half(bits: number): number {
  const [sign, exponent, fraction] = [bits & 0x8000 ? -1 : 1, (bits >> 10) & 31, bits & 1023]
  if (exponent === 31) return fraction === 0 ? sign * Infinity : Number.NaN
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25))
}

const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) =>
  [0, 1, 2, 3, 4, 5, 6, 7].reduce((out, i) => out | (((byte >> i) & 1) << (7 - i)), 0),
)
const reversed = (bytes: Uint8Array): Uint8Array => bytes.map((byte) => REVERSED[byte]!)
