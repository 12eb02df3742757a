/**
 * BMP of every kind that is in use: OS/2 and Windows headers 1 to 5, palettes, RLE4 and RLE8, 16, 24 and 32 bits, masks, alpha, top-down.
 * Source: Microsoft, Windows GDI, "Bitmap Storage" and BITMAPV5HEADER.
 */
import { damagedFile, unsupportedKind, type Read, type ReadRequest } from './read'
import { unpackRle } from './bmp-rle'

interface BmpHeader {
  readonly width: number
  readonly height: number
  readonly isTopDown: boolean
  readonly bits: number
  readonly compression: number
  readonly masks: readonly [number, number, number, number]
  readonly palette: Uint8Array
  readonly pixelsAt: number
}

const [RGB, RLE8, RLE4, BITFIELDS, JPEG, PNG, ALPHA_BITFIELDS] = [0, 1, 2, 3, 4, 5, 6]

export function readBmp(bytes: Buffer, { allow }: ReadRequest): Read {
  const header = bmpHeader(bytes, 14, bytes.readUInt32LE(10))
  allow(header.width, header.height)
  return bmpPixels(bytes, header)
}

/** @param at where the second header begins. @param pixelsAt 0: right behind header and palette, as in an icon. */
export function bmpHeader(bytes: Buffer, at: number, pixelsAt: number): BmpHeader {
  const size = bytes.readUInt32LE(at)
  const isOs2 = size === 12
  const width = isOs2 ? bytes.readUInt16LE(at + 4) : bytes.readInt32LE(at + 4)
  const high = isOs2 ? bytes.readUInt16LE(at + 6) : bytes.readInt32LE(at + 8)
  const bits = bytes.readUInt16LE(at + (isOs2 ? 10 : 14))
  const compression = size >= 20 ? bytes.readUInt32LE(at + 16) : RGB
  if (width <= 0 || high === 0 || ![1, 2, 4, 8, 16, 24, 32].includes(bits)) throw damagedFile('its header is not one of a BMP')
  if (compression === JPEG || compression === PNG) throw unsupportedKind('a BMP that holds a JPEG or PNG')
  if (compression > ALPHA_BITFIELDS) throw unsupportedKind('a BMP of an unusual compression')
  const hasMasks = compression === BITFIELDS || compression === ALPHA_BITFIELDS
  // Older headers have their masks behind them.
  const extra = hasMasks && size === 40 ? (compression === ALPHA_BITFIELDS ? 16 : 12) : 0
  const own = hasMasks
    ? [0, 4, 8].map((i) => bytes.readUInt32LE(at + 40 + i))
    : bits === 16
      ? [0x7c00, 0x3e0, 0x1f]
      : [0xff0000, 0xff00, 0xff]
  const alpha = size >= 56 || extra === 16 ? (hasMasks || bits === 32 ? bytes.readUInt32LE(at + 52) : 0) : 0
  const each = isOs2 ? 3 : 4
  const said = size >= 36 ? bytes.readUInt32LE(at + 32) : 0
  const count = bits > 8 ? 0 : Math.min(said === 0 ? 2 ** bits : said, 2 ** bits)
  const paletteAt = at + size + extra
  const palette = new Uint8Array(3 * 256)
  for (let i = 0; i < count && paletteAt + i * each + 3 <= bytes.length; i++) {
    for (let c = 0; c < 3; c++) palette[i * 3 + c] = bytes[paletteAt + i * each + 2 - c]!
  }
  return {
    ...{ width, height: Math.abs(high), isTopDown: high < 0, bits, compression, palette },
    masks: [own[0]! >>> 0, own[1]! >>> 0, own[2]! >>> 0, alpha >>> 0],
    pixelsAt: pixelsAt > 0 ? pixelsAt : paletteAt + count * each,
  }
}

export function bmpPixels(bytes: Buffer, header: BmpHeader): Read {
  const { width, height, bits, compression, palette, pixelsAt, isTopDown } = header
  if (pixelsAt >= bytes.length) throw damagedFile('it ends before its pixels')
  const body = bytes.subarray(pixelsAt)
  if (compression === RLE8 || compression === RLE4) {
    const { indices, isWhole } = unpackRle(body, width, height, compression === RLE4)
    const samples = new Uint8Array(width * height * 3)
    for (let y = 0; y < height; y++) {
      const row = (isTopDown ? y : height - 1 - y) * width
      for (let x = 0; x < width; x++) {
        const from = indices[y * width + x]! * 3
        samples.set(palette.subarray(from, from + 3), (row + x) * 3)
      }
    }
    return { width, height, channels: 3, samples, notes: [], isDamaged: !isWhole }
  }
  const stride = Math.ceil((width * bits) / 32) * 4
  const isDamaged = body.length < stride * (height - 1) + Math.ceil((width * bits) / 8)
  const hasAlpha = bits >= 16 && header.masks[3] !== 0
  const channels = hasAlpha ? 4 : 3
  const samples = new Uint8Array(width * height * channels)
  const rows = Math.min(height, Math.floor((body.length + 3) / stride))
  for (let y = 0; y < rows; y++) {
    const to = (isTopDown ? y : height - 1 - y) * width * channels
    const row = body.subarray(y * stride, (y + 1) * stride)
    if (bits <= 8) indexedRow(row, bits, palette, samples, to, width)
    else if (bits === 24) for (let x = 0; x < width * 3; x += 3) samples.set([row[x + 2]!, row[x + 1]!, row[x]!], to + x)
    else maskedRow(row, bits / 8, header.masks, samples, to, width, channels)
  }
  return { width, height, channels, samples, notes: [], isDamaged }
}

function indexedRow(row: Uint8Array, bits: number, palette: Uint8Array, samples: Uint8Array, to: number, width: number): void {
  const each = 8 / bits
  const mask = 2 ** bits - 1
  for (let x = 0; x < width; x++) {
    const index = (row[Math.floor(x / each)]! >> (8 - bits - (x % each) * bits)) & mask
    for (let c = 0; c < 3; c++) samples[to + x * 3 + c] = palette[index * 3 + c]!
  }
}

function maskedRow(
  row: Uint8Array,
  bytesEach: number,
  masks: readonly number[],
  samples: Uint8Array,
  to: number,
  width: number,
  channels: number,
): void {
  const shifts = masks.map((mask) => (mask === 0 ? 0 : 31 - Math.clz32(mask & -mask)))
  const tops = masks.map((mask, i) => mask >>> shifts[i]!)
  for (let x = 0; x < width; x++) {
    const at = x * bytesEach
    const value =
      bytesEach === 2
        ? row[at]! | (row[at + 1]! << 8)
        : (row[at]! | (row[at + 1]! << 8) | (row[at + 2]! << 16) | (row[at + 3]! << 24)) >>> 0
    for (let c = 0; c < channels; c++) {
      const top = tops[c]!
      samples[to + x * channels + c] = top === 0 ? 0 : Math.round((((value & masks[c]!) >>> shifts[c]!) * 255) / top)
    }
  }
}
