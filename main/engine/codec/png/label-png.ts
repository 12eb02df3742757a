/** A picture of labels as PNG with a palette: the index of a pixel is its class's number, 0 for none. The names are in a text chunk. */
import { deflate } from 'node:zlib'
import { promisify } from 'node:util'
import { classColour } from '../../../../core/models/classes/names'
import { chunk, SIGNATURE } from './png-chunks'

/** @param labels a byte a pixel, 0 to `names.length`. */
export async function labelPng(labels: Uint8Array, width: number, height: number, names: readonly string[]): Promise<Buffer> {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // 8 bits, palette.
  header.set([8, 3, 0, 0, 0], 8)
  const palette = Buffer.from([0, 0, 0, ...names.flatMap((_, k) => [...classColour(k + 1)])])
  // Keyword, no compression, no language: one line a class.
  const text = `Classes\0\0\0\0\0${names.map((name, k) => `${k + 1} ${name}`).join('\n')}`
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) rows.set(labels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  const packed = await promisify(deflate)(rows, { level: 6 })
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('PLTE', palette),
    chunk('iTXt', Buffer.from(text, 'utf8')),
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
