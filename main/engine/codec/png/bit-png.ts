/**
 * A mask as a PNG of one bit a pixel, grey (colour type 0), which sharp writes only as a palette. Its rows, packed, are
 * given to libvips as a grey picture an eighth as wide, and only the header is put right: the bytes are then the same in
 * Electron and in Node, whose own zlibs differ.
 * Source: PNG, third edition, 11.2 (chunks), 7.2 (scanlines; the leftmost pixel is a byte's highest bit).
 */
import type { Region } from '../../../../contract/contract'
import { chunk, chunksOf, SIGNATURE } from './png-chunks'
import { sharp } from '../sharp'

/** @param bytes a byte a pixel, `stride` apart by rows; 128 and more is white. */
export async function bitPng(bytes: Uint8Array, stride: number, { x, y, w, h }: Region): Promise<Uint8Array> {
  const each = Math.ceil(w / 8)
  const rows = new Uint8Array(each * h)
  for (let row = 0; row < h; row++) {
    const from = (y + row) * stride + x
    const to = row * each
    for (let i = 0; i < w; i++) if (bytes[from + i]! > 127) rows[to + (i >> 3)]! |= 0x80 >> (i & 7)
  }
  const packed = await sharp(rows, { raw: { width: each, height: h, channels: 1 }, limitInputPixels: false })
    .toColourspace('b-w')
    // No filter: one that works across bytes means nothing to the pixels in them.
    .png({ compressionLevel: 6, adaptiveFiltering: false })
    .toBuffer()
  const scanlines = chunksOf(packed).filter(({ type }) => type === 'IDAT')
  const header = Buffer.alloc(13)
  header.writeUInt32BE(w, 0)
  header.writeUInt32BE(h, 4)
  // Bit depth, colour type, and the only compression, filter and interlace methods that are wanted.
  header.set([1, 0, 0, 0, 0], 8)
  return Buffer.concat([SIGNATURE, chunk('IHDR', header), ...scanlines.map(({ whole }) => whole), chunk('IEND', Buffer.alloc(0))])
}
