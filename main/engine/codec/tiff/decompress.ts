/** The codings of a TIFF's strips and tiles. Source: TIFF 6.0, sections 9, 13 (LZW), 14 (predictor); Adobe, TIFF Technical Notes (Deflate, float predictor). */
import * as zlib from 'node:zlib'
import { unpackBits } from '../readers/pack-bits'
import { unsupportedKind } from '../readers/read'

/** @param size of the block when it is unpacked. @returns fewer bytes where the data end early. */
export function decompress(packed: Uint8Array, compression: number, size: number): Uint8Array {
  switch (compression) {
    case 1:
      return packed
    case 5:
      return unpackLzw(packed, size)
    case 8:
    case 32_946:
      return zlib.inflateSync(packed, { maxOutputLength: size + 1024, finishFlush: zlib.constants.Z_SYNC_FLUSH })
    case 32_773: {
      const out = new Uint8Array(size)
      return out.subarray(0, unpackBits(packed, out))
    }
    default: {
      // Node has it since 22.15.
      const zstd = (zlib as { zstdDecompressSync?: (bytes: Uint8Array, options: object) => Uint8Array }).zstdDecompressSync
      if (zstd === undefined) throw unsupportedKind('a TIFF compressed with Zstandard')
      return zstd(packed, { maxOutputLength: size + 1024 })
    }
  }
}

const [CLEAR, END] = [256, 257]

/** Codes of 9 to 12 bits, highest bit first, one code earlier than GIF's. */
export function unpackLzw(packed: Uint8Array, size: number): Uint8Array {
  const out = new Uint8Array(size)
  // A code stands for a stretch that was written before.
  const from = new Uint32Array(4097)
  const length = new Uint32Array(4097)
  let [next, width, previous, to] = [258, 9, -1, 0]
  let [held, bits, at] = [0, 0, 0]
  while (to < size) {
    while (bits < width && at < packed.length) {
      held = ((held << 8) | packed[at++]!) & 0xffffff
      bits += 8
    }
    if (bits < width) break
    const code = (held >> (bits - width)) & ((1 << width) - 1)
    bits -= width
    if (code === END) break
    if (code === CLEAR) {
      ;[next, width, previous] = [258, 9, -1]
      continue
    }
    const began = to
    if (code < 256) out[to++] = code
    else if (code < next && length[code]! > 0) to = copied(out, from[code]!, length[code]!, to)
    else if (code === next && previous >= 0) {
      to = copied(out, previous, began - previous, to)
      if (to < size) out[to++] = out[previous]!
    } else break
    if (previous >= 0 && next < 4096) {
      from[next] = previous
      length[next] = began - previous + 1
      next++
    }
    previous = began
    if (next + 1 >= 1 << width && width < 12) width++
  }
  return out.subarray(0, to)
}

function copied(out: Uint8Array, from: number, length: number, to: number): number {
  const end = Math.min(out.length, to + length)
  for (let i = from; to < end; i++, to++) out[to] = out[i]!
  return to
}

/** Undoes differences along a row, in place; `each` is the distance of a sample to its like. */
export function undoPredictor(row: DataView, predictor: number, bytes: number, each: number, little: boolean): void {
  const count = Math.floor(row.byteLength / bytes)
  if (predictor === 3) return undoFloats(row, bytes, each, little)
  for (let i = each; i < count; i++) {
    if (bytes === 1) row.setUint8(i, row.getUint8(i) + row.getUint8(i - each))
    else if (bytes === 2) row.setUint16(i * 2, row.getUint16(i * 2, little) + row.getUint16((i - each) * 2, little), little)
    else if (bytes === 4) row.setUint32(i * 4, row.getUint32(i * 4, little) + row.getUint32((i - each) * 4, little), little)
    else if (bytes === 8) row.setBigUint64(i * 8, row.getBigUint64(i * 8, little) + row.getBigUint64((i - each) * 8, little), little)
  }
}

/** Bytes of equal weight lie together, highest first, each as the difference to the one before. */
function undoFloats(row: DataView, bytes: number, each: number, little: boolean): void {
  const own = new Uint8Array(row.buffer, row.byteOffset, row.byteLength)
  for (let i = each; i < own.length; i++) own[i] = own[i]! + own[i - each]!
  const apart = own.slice()
  const count = Math.floor(own.length / bytes)
  for (let i = 0; i < count; i++) {
    for (let b = 0; b < bytes; b++) own[i * bytes + (little ? bytes - 1 - b : b)] = apart[b * count + i]!
  }
}
