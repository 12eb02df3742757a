/**
 * Pixels with a colour profile, as an uncompressed TIFF in memory: the only way to hand sharp pixels that are
 * already in that profile's space (`withIccProfile` would convert them as if they were sRGB).
 * Source: TIFF 6.0, sections 2 and 8; ICC.1:2022, B.4 (tag 34675).
 */
import type { Picture } from './picture'

const [SHORT, LONG, UNDEFINED] = [3, 4, 7]

/** @param picture 3 or 4 channels, alpha straight. */
export function profiledTiff({ pixels, width, height, channels }: Picture, profile: Uint8Array): Buffer {
  const samples = Buffer.from(pixels.buffer, pixels.byteOffset, pixels.byteLength)
  const bits = pixels.BYTES_PER_ELEMENT * 8
  const entries: [tag: number, type: number, count: number, value: number][] = []
  const tags = channels === 4 ? 12 : 11
  const directory = 8
  const bitsAt = directory + 2 + tags * 12 + 4
  const profileAt = bitsAt + 8
  // Samples of 16 bits begin at an even byte.
  const pixelsAt = profileAt + profile.length + (profile.length & 1)
  entries.push([256, LONG, 1, width], [257, LONG, 1, height], [258, SHORT, channels, bitsAt], [259, SHORT, 1, 1], [262, SHORT, 1, 2])
  entries.push([273, LONG, 1, pixelsAt], [277, SHORT, 1, channels], [278, LONG, 1, height], [279, LONG, 1, samples.length])
  entries.push([284, SHORT, 1, 1])
  // 2: alpha is not multiplied into the colours.
  if (channels === 4) entries.push([338, SHORT, 1, 2])
  entries.push([34675, UNDEFINED, profile.length, profileAt])
  const head = Buffer.alloc(pixelsAt)
  head.write('II*\0', 0, 'latin1')
  head.writeUInt32LE(directory, 4)
  head.writeUInt16LE(tags, directory)
  entries.forEach(([tag, type, count, value], i) => {
    const at = directory + 2 + i * 12
    head.writeUInt16LE(tag, at)
    head.writeUInt16LE(type, at + 2)
    head.writeUInt32LE(count, at + 4)
    if (type === SHORT && count === 1) head.writeUInt16LE(value, at + 8)
    else head.writeUInt32LE(value, at + 8)
  })
  for (let i = 0; i < 4; i++) head.writeUInt16LE(bits, bitsAt + i * 2)
  head.set(profile, profileAt)
  return Buffer.concat([head, samples])
}
