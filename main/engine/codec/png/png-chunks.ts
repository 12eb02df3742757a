/** The chunks of a PNG. Source: PNG, third edition, 5.3 (layout) and annex D (CRC). */

export const SIGNATURE = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** Length, type, content and CRC. */
export function chunk(type: string, content: Buffer): Buffer {
  const out = Buffer.alloc(content.length + 12)
  out.writeUInt32BE(content.length, 0)
  out.write(type, 4, 'latin1')
  content.copy(out, 8)
  out.writeUInt32BE(crc32(out.subarray(4, content.length + 8)), content.length + 8)
  return out
}

/** In order; `whole` is a view of the chunk with its length and CRC. */
export function chunksOf(png: Buffer): { type: string; whole: Buffer }[] {
  const found: { type: string; whole: Buffer }[] = []
  for (let at = SIGNATURE.length; at + 12 <= png.length;) {
    const end = at + 12 + png.readUInt32BE(at)
    found.push({ type: png.toString('latin1', at + 4, at + 8), whole: png.subarray(at, end) })
    at = end
  }
  return found
}

const TABLE = Int32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb8_8320 ^ (c >>> 1) : c >>> 1
  return c
})

/** zlib.crc32 came to Node after the oldest that runs this. */
export function crc32(bytes: Uint8Array): number {
  let crc = -1
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 255]! ^ (crc >>> 8)
  return ~crc >>> 0
}
