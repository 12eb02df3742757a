/**
 * EXIF in a TIFF: libvips writes none. A TIFF's first directory is EXIF's own (Image), which points to the others; libvips
 * makes the block for a JPEG of one pixel, and its directories are put behind the file's end.
 * Source: TIFF 6.0, section 2; Exif 2.32, 4.6 (34665: Photo, 34853: GPS).
 */
import type { Exif } from 'sharp'
import { sharp } from './sharp'

const [EXIF_DIRECTORY, GPS_DIRECTORY, PIXELS_ACROSS, PIXELS_DOWN] = [0x8769, 0x8825, 0xa002, 0xa003]
/** Description, maker, model, date, artist, copyright, and where the others are. */
const CARRIED = new Set([0x010e, 0x010f, 0x0110, 0x0132, 0x013b, 0x8298, EXIF_DIRECTORY, GPS_DIRECTORY])
/** Bytes of a value by its type, 1 to 12. */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8]
const ENTRY = 12

/** @param tiff as libvips writes it: classic, little-endian, one directory. @returns its parts, to be written one after another. */
export async function withTiffExif(tiff: Buffer, exif: Exif, size: { width: number; height: number }): Promise<Buffer[]> {
  const block = await exifBlock(exif)
  if (tiff.toString('latin1', 0, 4) !== 'II*\0' || block?.toString('latin1', 0, 4) !== 'II*\0') return [tiff]
  const blockAt = tiff.length + (tiff.length & 1)
  const described = moved(block, block.readUInt32LE(4), blockAt, size).filter((entry) => CARRIED.has(entry.readUInt16LE(0)))
  const own = entriesOf(tiff, tiff.readUInt32LE(4)).filter((entry) => !described.some((other) => tagOf(other) === tagOf(entry)))
  const entries = [...own, ...described].sort((a, b) => tagOf(a) - tagOf(b))
  const directory = Buffer.alloc(2 + entries.length * ENTRY + 4)
  directory.writeUInt16LE(entries.length, 0)
  entries.forEach((entry, i) => entry.copy(directory, 2 + i * ENTRY))
  const head = Buffer.from(tiff.subarray(0, 8))
  const directoryAt = blockAt + block.length + (block.length & 1)
  head.writeUInt32LE(directoryAt, 4)
  return [head, tiff.subarray(8), Buffer.alloc(blockAt - tiff.length), block, Buffer.alloc(block.length & 1), directory]
}

const tagOf = (entry: Buffer): number => entry.readUInt16LE(0)

function entriesOf(bytes: Buffer, at: number): Buffer[] {
  return Array.from({ length: bytes.readUInt16LE(at) }, (_, i) => bytes.subarray(at + 2 + i * ENTRY, at + 2 + (i + 1) * ENTRY))
}

/** The entries of a directory whose block will begin `by` bytes into a file: what they point to moves with them. */
function moved(block: Buffer, at: number, by: number, size: { width: number; height: number }): Buffer[] {
  const entries = entriesOf(block, at)
  for (const entry of entries) {
    const value = entry.readUInt32LE(8)
    if (tagOf(entry) === EXIF_DIRECTORY || tagOf(entry) === GPS_DIRECTORY) {
      moved(block, value, by, size)
      entry.writeUInt32LE(value + by, 8)
    } else if (tagOf(entry) === PIXELS_ACROSS || tagOf(entry) === PIXELS_DOWN) {
      // Of the one pixel that the block was made for.
      entry.writeUInt16LE(4, 2)
      entry.writeUInt32LE(tagOf(entry) === PIXELS_ACROSS ? size.width : size.height, 8)
    } else if ((TYPE_BYTES[entry.readUInt16LE(2)] ?? 1) * entry.readUInt32LE(4) > 4) entry.writeUInt32LE(value + by, 8)
  }
  return entries
}

/** Without the marker before it; null where libvips made none. */
async function exifBlock(exif: Exif): Promise<Buffer | null> {
  const pixel = sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } })
  const { exif: block } = await sharp(await pixel.withExif(exif).jpeg().toBuffer()).metadata()
  return block === undefined ? null : Buffer.from(block.subarray(block.toString('latin1', 0, 4) === 'Exif' ? 6 : 0))
}
