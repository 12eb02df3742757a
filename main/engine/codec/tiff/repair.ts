/**
 * The same TIFF under a directory of its own that has nothing but what a picture needs: private, doubled, unsorted and wrongly typed
 * tags are then no reason to refuse it. Source: TIFF 6.0, sections 2 to 8, 11, 15, 18, 21, 22.
 */
import { TiffFile, type TiffEntry } from './directory'

/** Every tag that decides about pixels, and the colour profile. */
const NEEDED = new Set([
  256, 257, 258, 259, 262, 266, 273, 274, 277, 278, 279, 284, 292, 293, 317, 320, 322, 323, 324, 325, 332, 336, 338, 339, 347, 512, 513, 514,
  529, 530, 531, 532, 34675,
]) // prettier-ignore

/** @param page from 0. @returns null where the file holds no such page. */
export function repairTiff(bytes: Uint8Array, page = 0): Uint8Array | null {
  try {
    const file = new TiffFile(bytes)
    const directory = file.pages()[page]
    if (directory === undefined || file.isBig) return null
    const entries = [...file.entries(directory).values()].filter(({ tag }) => NEEDED.has(tag)).sort((a, b) => a.tag - b.tag)
    return withDirectory(file, entries)
  } catch {
    return null
  }
}

function withDirectory({ bytes, little }: TiffFile, entries: readonly TiffEntry[]): Uint8Array {
  const at = bytes.length + (bytes.length & 1)
  const out = Buffer.alloc(at + 2 + entries.length * 12 + 4)
  out.set(bytes)
  const view = new DataView(out.buffer, out.byteOffset, out.byteLength)
  view.setUint32(4, at, little)
  view.setUint16(at, entries.length, little)
  entries.forEach((entry, i) => {
    const own = at + 2 + i * 12
    view.setUint16(own, entry.tag, little)
    view.setUint16(own + 2, entry.type, little)
    view.setUint32(own + 4, entry.count, little)
    if (entry.bytes <= 4) out.set(bytes.subarray(entry.at, entry.at + entry.bytes), own + 8)
    else view.setUint32(own + 8, entry.at, little)
  })
  return out
}
