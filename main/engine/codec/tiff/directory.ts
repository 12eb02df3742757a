/**
 * A TIFF's directories, classic and BigTIFF, read within bounds: a loop of directories ends, counts are capped, and what points out of
 * the file is left out. Source: TIFF 6.0, section 2; BigTIFF design (2007).
 */

/** Bytes of a value by its type, 1 to 18. */
const TYPE_BYTES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8]
const PAGES_MAX = 10_000
const ENTRIES_MAX = 4096
/** Values of one tag: strips of the largest photo, and no more. */
const VALUES_MAX = 1 << 22

export interface TiffEntry {
  readonly tag: number
  readonly type: number
  readonly count: number
  /** Where its bytes are. */
  readonly at: number
  readonly bytes: number
}

export class TiffFile {
  readonly view: DataView
  readonly little: boolean
  readonly isBig: boolean

  /** @throws RangeError where it is none. */
  constructor(readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    this.little = this.view.getUint16(0) === 0x4949
    const version = this.view.getUint16(2, this.little)
    this.isBig = version === 43
    if (version !== 42 && !this.isBig) throw new RangeError('not a TIFF')
  }

  /** Offsets of the directories, one a page. */
  pages(): number[] {
    const found: number[] = []
    const seen = new Set<number>()
    let at = this.isBig ? this.offset(8) : this.view.getUint32(4, this.little)
    while (at !== 0 && !seen.has(at) && found.length < PAGES_MAX) {
      seen.add(at)
      const size = this.sizeOf(at)
      if (size === null) break
      found.push(at)
      const next = at + size
      if (next + (this.isBig ? 8 : 4) > this.bytes.length) break
      at = this.isBig ? this.offset(next) : this.view.getUint32(next, this.little)
    }
    return found
  }

  /** Entries by tag; the first of two counts. */
  entries(directory: number): Map<number, TiffEntry> {
    const found = new Map<number, TiffEntry>()
    const [head, each, inline] = this.isBig ? [8, 20, 8] : [2, 12, 4]
    const count = Math.min(this.countAt(directory), ENTRIES_MAX)
    for (let i = 0; i < count; i++) {
      const at = directory + head + i * each
      if (at + each > this.bytes.length) break
      const tag = this.view.getUint16(at, this.little)
      const type = this.view.getUint16(at + 2, this.little)
      const values = this.isBig ? this.offset(at + 4) : this.view.getUint32(at + 4, this.little)
      const bytes = (TYPE_BYTES[type] ?? 0) * values
      const own = at + each - inline
      const where = bytes <= inline ? own : this.isBig ? this.offset(own) : this.view.getUint32(own, this.little)
      if (bytes === 0 || where + bytes > this.bytes.length || found.has(tag)) continue
      found.set(tag, { tag, type, count: values, at: where, bytes })
    }
    return found
  }

  /** Numbers of an entry; empty where it is missing or no numbers. */
  numbers(entry: TiffEntry | undefined): number[] {
    if (entry === undefined || entry.count > VALUES_MAX) return []
    const each = TYPE_BYTES[entry.type] ?? 0
    return Array.from({ length: entry.count }, (_, i) => this.number(entry.type, entry.at + i * each))
  }

  private number(type: number, at: number): number {
    const { view, little } = this
    if (type === 3) return view.getUint16(at, little)
    if (type === 4 || type === 13) return view.getUint32(at, little)
    if (type === 16 || type === 18) return this.offset(at)
    if (type === 5) return view.getUint32(at, little) / view.getUint32(at + 4, little)
    if (type === 8) return view.getInt16(at, little)
    if (type === 9) return view.getInt32(at, little)
    if (type === 11) return view.getFloat32(at, little)
    if (type === 12) return view.getFloat64(at, little)
    return view.getUint8(at)
  }

  private offset(at: number): number {
    return at + 8 > this.bytes.length ? Number.MAX_SAFE_INTEGER : Number(this.view.getBigUint64(at, this.little))
  }

  private countAt(directory: number): number {
    if (this.isBig) return directory + 8 > this.bytes.length ? 0 : this.offset(directory)
    return directory + 2 > this.bytes.length ? 0 : this.view.getUint16(directory, this.little)
  }

  private sizeOf(directory: number): number | null {
    const count = this.countAt(directory)
    const size = this.isBig ? 8 + count * 20 : 2 + count * 12
    return count === 0 || count > ENTRIES_MAX || directory + size > this.bytes.length ? null : size
  }
}
