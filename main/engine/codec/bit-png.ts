/**
 * A mask as a PNG of one bit a pixel, grey (colour type 0), which sharp writes only as a palette.
 * Source: PNG, third edition, 11.2 (chunks), 7.2 (scanlines; the leftmost pixel is a byte's highest bit).
 */
import { promisify } from 'node:util'
import { deflate } from 'node:zlib'
import type { Region } from '../../../preload/contract'

const SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

/** @param bytes a byte a pixel, `stride` apart by rows; 128 and more is white. */
export async function bitPng(bytes: Uint8Array, stride: number, { x, y, w, h }: Region): Promise<Uint8Array> {
  const each = 1 + Math.ceil(w / 8)
  const rows = new Uint8Array(each * h)
  for (let row = 0; row < h; row++) {
    const from = (y + row) * stride + x
    const to = row * each + 1
    for (let i = 0; i < w; i++) if (bytes[from + i]! > 127) rows[to + (i >> 3)]! |= 0x80 >> (i & 7)
  }
  const header = new Uint8Array(13)
  const view = new DataView(header.buffer)
  view.setUint32(0, w)
  view.setUint32(4, h)
  // Bit depth, colour type, and the only compression, filter and interlace methods that are wanted.
  header.set([1, 0, 0, 0, 0], 8)
  const packed = await promisify(deflate)(rows, { level: 6 })
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), chunk('IDAT', packed), chunk('IEND', new Uint8Array(0))])
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const out = new Uint8Array(content.length + 12)
  const view = new DataView(out.buffer)
  view.setUint32(0, content.length)
  out.set(Buffer.from(type, 'latin1'), 4)
  out.set(content, 8)
  view.setUint32(content.length + 8, crc32(out.subarray(4, content.length + 8)))
  return out
}

const TABLE = Int32Array.from({ length: 256 }, (_, n) => {
  let c = n
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb8_8320 ^ (c >>> 1) : c >>> 1
  return c
})

/** PNG, annex D. zlib.crc32 came to Node after the oldest that runs this. */
function crc32(bytes: Uint8Array): number {
  let crc = -1
  for (const byte of bytes) crc = TABLE[(crc ^ byte) & 255]! ^ (crc >>> 8)
  return ~crc >>> 0
}
