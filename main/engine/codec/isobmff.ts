/**
 * What a HEIF or AVIF says of its primary picture's colour, and its EXIF, read from the boxes within bounds.
 * Source: ISO/IEC 14496-12 (boxes, iloc, iinf), ISO/IEC 23008-12 (HEIF: pitm, iprp), ISO/IEC 23091-2 (cicp).
 */
import { Buffer } from 'node:buffer'

export interface Cicp {
  readonly primaries: number
  readonly transfer: number
}

export interface HeifColour {
  readonly profile: Buffer | null
  readonly cicp: Cicp | null
  readonly exif: Buffer | null
}

interface Box {
  readonly type: string
  readonly body: Buffer
}

const BOXES_MAX = 5000

function boxesOf(bytes: Buffer, from = 0): Box[] {
  const found: Box[] = []
  for (let at = from; at + 8 <= bytes.length && found.length < BOXES_MAX;) {
    const small = bytes.readUInt32BE(at)
    const isLarge = small === 1 && at + 16 <= bytes.length
    const size = isLarge ? Number(bytes.readBigUInt64BE(at + 8)) : small === 0 ? bytes.length - at : small
    const head = isLarge ? 16 : 8
    if (size < head) break
    found.push({ type: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + head, Math.min(at + size, bytes.length)) })
    at += size
  }
  return found
}

const bodyOf = (boxes: readonly Box[], type: string): Buffer | undefined => boxes.find((box) => box.type === type)?.body

/** Nothing where the boxes are not what they should be: the decoder then says what is wrong. */
export function heifColour(bytes: Uint8Array): HeifColour {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const meta = bodyOf(boxesOf(file), 'meta')
  const boxes = meta === undefined ? [] : boxesOf(meta, 4)
  return { ...within(() => colourOf(boxes), { profile: null, cicp: null }), exif: within(() => exifOf(file, boxes), null) }
}

function within<T>(work: () => T, otherwise: T): T {
  try {
    return work()
  } catch {
    return otherwise
  }
}

function colourOf(boxes: readonly Box[]): Omit<HeifColour, 'exif'> {
  const pitm = bodyOf(boxes, 'pitm')
  const primary = pitm === undefined ? 0 : pitm[0] === 0 ? pitm.readUInt16BE(4) : pitm.readUInt32BE(4)
  const iprp = boxesOf(bodyOf(boxes, 'iprp') ?? Buffer.alloc(0))
  const properties = boxesOf(bodyOf(iprp, 'ipco') ?? Buffer.alloc(0))
  const own = iprp.filter(({ type }) => type === 'ipma').flatMap(({ body }) => associations(body, primary))
  const named = own.flatMap((index) => properties[index - 1] ?? []).filter(({ type }) => type === 'colr')
  let [profile, cicp]: [Buffer | null, Cicp | null] = [null, null]
  // A picture of tiles may leave it to them.
  for (const property of named.length > 0 ? named : properties.filter(({ type }) => type === 'colr')) {
    const kind = property.body.toString('latin1', 0, 4)
    if (kind === 'prof' || kind === 'rICC') profile = property.body.subarray(4)
    else if (kind === 'nclx') cicp = { primaries: property.body.readUInt16BE(4), transfer: property.body.readUInt16BE(6) }
  }
  return { profile, cicp }
}

/** Indices, from 1, of the properties of an item. */
function associations(ipma: Buffer, item: number): number[] {
  const [version, isWide] = [ipma[0]!, (ipma[3]! & 1) === 1]
  const count = Math.min(ipma.readUInt32BE(4), BOXES_MAX)
  for (let i = 0, at = 8; i < count; i++) {
    const id = version < 1 ? ipma.readUInt16BE(at) : ipma.readUInt32BE(at)
    at += version < 1 ? 2 : 4
    const held = ipma[at++]!
    const found: number[] = []
    for (let k = 0; k < held; k++, at += isWide ? 2 : 1) found.push(isWide ? ipma.readUInt16BE(at) & 0x7fff : ipma[at]! & 0x7f)
    if (id === item) return found
  }
  return []
}

function exifOf(file: Buffer, boxes: readonly Box[]): Buffer | null {
  const iinf = bodyOf(boxes, 'iinf')
  const iloc = bodyOf(boxes, 'iloc')
  if (iinf === undefined || iloc === undefined) return null
  const entries = boxesOf(iinf, iinf[0] === 0 ? 6 : 8).filter(({ type }) => type === 'infe')
  const entry = entries.find(
    ({ body }) => body[0]! >= 2 && body.toString('latin1', body[0] === 2 ? 8 : 10, body[0] === 2 ? 12 : 14) === 'Exif',
  )
  if (entry === undefined) return null
  const place = locationOf(iloc, entry.body[0] === 2 ? entry.body.readUInt16BE(4) : entry.body.readUInt32BE(4))
  if (place === null || place.at + place.length > file.length || place.length < 8) return null
  const item = file.subarray(place.at, place.at + place.length)
  // Its first four bytes say how far behind them the TIFF header begins.
  const skip = 4 + item.readUInt32BE(0)
  return skip < item.length ? item.subarray(skip) : null
}

/** The first extent of an item that lies in the file itself. */
function locationOf(iloc: Buffer, item: number): { at: number; length: number } | null {
  const version = iloc[0]!
  const [offsetBytes, lengthBytes, baseBytes, indexBytes] = [iloc[4]! >> 4, iloc[4]! & 15, iloc[5]! >> 4, version > 0 ? iloc[5]! & 15 : 0]
  const count = Math.min(version < 2 ? iloc.readUInt16BE(6) : iloc.readUInt32BE(6), BOXES_MAX)
  let at = version < 2 ? 8 : 10
  const number = (bytes: number) => {
    const value = bytes === 0 ? 0 : bytes === 8 ? Number(iloc.readBigUInt64BE(at)) : iloc.readUIntBE(at, bytes)
    at += bytes
    return value
  }
  for (let i = 0; i < count; i++) {
    const id = number(version < 2 ? 2 : 4)
    const method = version > 0 ? number(2) & 15 : 0
    number(2)
    const base = number(baseBytes)
    const extents = number(2)
    for (let k = 0; k < extents; k++) {
      number(indexBytes)
      const [offset, length] = [number(offsetBytes), number(lengthBytes)]
      if (id === item && k === 0) return method === 0 ? { at: base + offset, length } : null
    }
  }
  return null
}
