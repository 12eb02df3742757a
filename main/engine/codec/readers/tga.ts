/** Truevision TGA: palette, 15 to 32 bits, grey, with and without run lengths. Source: Truevision TGA File Format, version 2.0. */
import { damagedFile, to8, type Read, type ReadRequest } from './read'

export function readTga(bytes: Buffer, { allow }: ReadRequest): Read {
  const [idLength, mapped, kind] = [bytes[0]!, bytes[1]!, bytes[2]!]
  const [mapStart, mapLength, mapBits] = [bytes.readUInt16LE(3), bytes.readUInt16LE(5), bytes[7]!]
  const [width, height, depth, descriptor] = [bytes.readUInt16LE(12), bytes.readUInt16LE(14), bytes[16]!, bytes[17]!]
  if (width === 0 || height === 0) throw damagedFile('its header says that it has no pixels')
  allow(width, height)
  const mapAt = 18 + idLength
  const mapBytes = mapped === 1 ? mapLength * Math.ceil(mapBits / 8) : 0
  const each = Math.ceil(depth / 8)
  const { body, isWhole } = unpacked(bytes.subarray(mapAt + mapBytes), width * height, each, kind >= 9)
  const base = kind & 3
  const alphaBits = descriptor & 15
  const isGrey = base === 3
  const isIndexed = base === 1
  const colourBits = isIndexed ? mapBits : depth
  const hasAlpha = !isGrey && colourBits === 32 && (isIndexed || alphaBits === 8)
  const channels = isGrey ? (each === 2 ? 2 : 1) : hasAlpha ? 4 : 3
  const samples = new Uint8Array(width * height * channels)
  const colour = new Uint8Array(4)
  for (let y = 0; y < height; y++) {
    const row = descriptor & 0x20 ? y : height - 1 - y
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * each
      const to = (row * width + (descriptor & 0x10 ? width - 1 - x : x)) * channels
      if (isGrey) for (let c = 0; c < channels; c++) samples[to + c] = body[from + c]!
      else {
        if (isIndexed) {
          const index = (each === 2 ? body[from]! | (body[from + 1]! << 8) : body[from]!) - mapStart
          const at = mapAt + index * Math.ceil(mapBits / 8)
          colourAt(bytes, index >= 0 && index < mapLength ? at : bytes.length, mapBits, colour)
        } else colourAt(body, from, depth, colour)
        for (let c = 0; c < channels; c++) samples[to + c] = colour[c]!
      }
    }
  }
  return { width, height, channels, samples, notes: [], isDamaged: !isWhole }
}

/** R, G, B and alpha of a colour of 15 to 32 bits, which is stored blue first. */
function colourAt(bytes: Uint8Array, at: number, bits: number, out: Uint8Array): void {
  if (bits <= 16) {
    const value = (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
    for (let c = 0; c < 3; c++) out[c] = to8((value >> (10 - c * 5)) & 31, 5)
    out[3] = 255
    return
  }
  for (let c = 0; c < 3; c++) out[c] = bytes[at + 2 - c] ?? 0
  out[3] = bits === 32 ? (bytes[at + 3] ?? 0) : 255
}

function unpacked(bytes: Uint8Array, pixels: number, each: number, isPacked: boolean): { body: Uint8Array; isWhole: boolean } {
  const body = new Uint8Array(pixels * each)
  if (!isPacked) {
    body.set(bytes.subarray(0, body.length))
    return { body, isWhole: bytes.length >= body.length }
  }
  let [at, to] = [0, 0]
  while (to < body.length && at < bytes.length) {
    const packet = bytes[at++]!
    const length = Math.min(((packet & 127) + 1) * each, body.length - to)
    if (packet < 128) {
      body.set(bytes.subarray(at, at + length), to)
      at += length
    } else {
      for (let i = 0; i < length; i++) body[to + i] = bytes[at + (i % each)] ?? 0
      at += each
    }
    to += length
  }
  return { body, isWhole: to >= body.length && at <= bytes.length }
}
