/** Icons and cursors: the largest picture, which is a PNG or a BMP without its file header and with a mask behind it. Source: Microsoft, "Icons". */
import { bmpHeader, bmpPixels } from './bmp'
import { damagedFile, type Handed, type Read, type ReadRequest } from './read'

export function readIcon(bytes: Buffer, { page, allow }: ReadRequest): Read | Handed {
  const count = bytes.readUInt16LE(4)
  const entries = Array.from({ length: Math.min(count, 256) }, (_, i) => 6 + i * 16)
    .filter((at) => at + 16 <= bytes.length)
    .map((at) => ({
      side: (bytes[at] || 256) * (bytes[at + 1] || 256),
      bits: bytes.readUInt16LE(at + 6),
      size: bytes.readUInt32LE(at + 8),
      from: bytes.readUInt32LE(at + 12),
    }))
    .sort((a, b) => b.side - a.side || b.bits - a.bits)
  const entry = entries[page] ?? entries[0]
  if (entry === undefined || entry.from + 40 > bytes.length) throw damagedFile('none of its pictures lies in the file')
  const notes = entries.length > 1 ? [`The largest of ${entries.length} sizes in the file.`] : []
  const picture = bytes.subarray(entry.from, entry.from + entry.size)
  if (picture.readUInt32BE(0) === 0x89504e47) return { container: 'PNG', bytes: picture, notes }
  const header = bmpHeader(picture, 0, 0)
  const size = { width: header.width, height: header.height >> 1 }
  allow(size.width, size.height)
  const read = bmpPixels(picture, { ...header, ...size, masks: header.bits === 32 ? [0xff0000, 0xff00, 0xff, 0xff000000] : header.masks })
  return { ...masked(read, picture, header.pixelsAt + Math.ceil((size.width * header.bits) / 32) * 4 * size.height), notes }
}

/** The mask's ones are transparent; a picture with alpha of its own needs none. */
function masked(read: Read, picture: Buffer, maskAt: number): Read {
  const { width, height, channels, samples } = read
  const pixels = width * height
  const isOpaque = channels === 4 && samples.every((value, i) => i % 4 !== 3 || value === 0)
  if (channels === 4 && !isOpaque) return read
  const stride = Math.ceil(width / 32) * 4
  const out = new Uint8Array(pixels * 4)
  for (let i = 0; i < pixels; i++) {
    const [x, y] = [i % width, Math.floor(i / width)]
    const byte = picture[maskAt + (height - 1 - y) * stride + (x >> 3)] ?? 0
    for (let c = 0; c < 3; c++) out[i * 4 + c] = samples[i * channels + c]!
    out[i * 4 + 3] = (byte >> (7 - (x & 7))) & 1 ? 0 : 255
  }
  return { ...read, channels: 4, samples: out }
}
