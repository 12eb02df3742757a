/** Quite OK Image. Source: "The Quite OK Image Format Specification", version 1.0. */
import { damagedFile, type Read, type ReadRequest } from './read'

export function readQoi(bytes: Buffer, { allow }: ReadRequest): Read {
  const [width, height, channels] = [bytes.readUInt32BE(4), bytes.readUInt32BE(8), bytes[12]!]
  if (width === 0 || height === 0 || (channels !== 3 && channels !== 4)) throw damagedFile('its header is not one of a QOI picture')
  allow(width, height)
  const samples = new Uint8Array(width * height * channels)
  const seen = new Uint8Array(64 * 4)
  let [r, g, b, a, run] = [0, 0, 0, 255, 0]
  let at = 14
  let to = 0
  for (; to < samples.length; to += channels) {
    if (run > 0) run--
    else {
      if (at >= bytes.length) break
      const byte = bytes[at++]!
      if (byte >= 0xfe) {
        ;[r, g, b] = [bytes[at]!, bytes[at + 1]!, bytes[at + 2]!]
        if (byte === 0xff) a = bytes[at + 3]!
        at += byte === 0xff ? 4 : 3
      } else if (byte < 64) {
        ;[r, g, b, a] = seen.subarray(byte * 4, byte * 4 + 4) as unknown as [number, number, number, number]
      } else if (byte < 128) {
        r = (r + ((byte >> 4) & 3) - 2) & 255
        g = (g + ((byte >> 2) & 3) - 2) & 255
        b = (b + (byte & 3) - 2) & 255
      } else if (byte < 192) {
        const green = (byte & 63) - 32
        const next = bytes[at++]!
        r = (r + green - 8 + (next >> 4)) & 255
        g = (g + green) & 255
        b = (b + green - 8 + (next & 15)) & 255
      } else run = byte & 63
      seen.set([r, g, b, a], ((r * 3 + g * 5 + b * 7 + a * 11) % 64) * 4)
    }
    samples[to] = r
    samples[to + 1] = g
    samples[to + 2] = b
    if (channels === 4) samples[to + 3] = a
  }
  return { width, height, channels, samples, notes: [], isDamaged: to < samples.length }
}
