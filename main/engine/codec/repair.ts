/** What is wrong with a file and does not touch its pixels, put right before it is decoded as strictly as any other. */
import type { SupportedFormat } from '../../../contract/formats'
import { repairJpeg } from './jpeg-segments'
import { repairPng } from './png/png-header'
import { repairTiff } from './tiff/repair'

export interface Repaired {
  readonly bytes: Uint8Array
  /** As parts of a sentence. */
  readonly faults: readonly string[]
}

/** @returns null where nothing can be put right. The bytes that are given stay as they are. */
export async function repaired(bytes: Uint8Array, format: SupportedFormat, page: number): Promise<Repaired | null> {
  const found = await repairedAs(bytes, format, page)
  return found === null || found.faults.length === 0 ? null : found
}

async function repairedAs(bytes: Uint8Array, format: SupportedFormat, page: number): Promise<Repaired | null> {
  switch (format) {
    case 'JPEG':
      return repairJpeg(bytes)
    case 'PNG':
      return await repairPng(bytes)
    case 'WebP':
      return repairWebp(bytes)
    case 'TIFF': {
      const plain = repairTiff(bytes, page)
      return plain === null ? null : { bytes: plain, faults: ['tags that are private, doubled or of a wrong type'] }
    }
    default:
      return null
  }
}

/** The size that the container says of itself. Source: RFC 9649, 2.4. */
function repairWebp(bytes: Uint8Array): Repaired | null {
  const said = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(4, true)
  if (said === bytes.length - 8) return null
  const out = Buffer.from(bytes.subarray(0, bytes.length - (bytes.length & 1)))
  out.writeUInt32LE(out.length - 8, 4)
  return { bytes: out, faults: ['a wrong size in its container'] }
}
