/**
 * A JPEG's segments, walked without decoding: what costs too much is seen before libjpeg begins, and what is harmless is put right.
 * Source: ITU-T T.81, B.1.1 (markers), B.2.2 (frame header), B.2.3 (scan header); JFIF 1.02.
 */
import { Buffer } from 'node:buffer'

export interface JpegSegments {
  /** Bits a sample: 8 is what opens. */
  readonly precision: number
  readonly width: number
  readonly height: number
  readonly scans: number
  readonly isProgressive: boolean
  /** Where the end marker stands; -1 where the file ends without one. */
  readonly end: number
  /** Whether scans bring every coefficient of every component to its last bit. */
  readonly isComplete: boolean
  readonly frame: 'baseline' | 'progressive' | 'arithmetic' | 'lossless' | 'none'
  /** Every part that belongs, in order: stray bytes are what lies between them. */
  readonly parts: readonly Part[]
}

interface Part {
  readonly marker: number
  readonly from: number
  readonly to: number
}

const [SOI, EOI, SOS, APP0] = [0xd8, 0xd9, 0xda, 0xe0]
/** Frame headers: C0 to CF without DHT, JPG and DAC. */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
const isAlone = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= SOI)
/** More than any file has; the walk ends there. */
const PARTS_MAX = 20_000

export function jpegSegments(bytes: Uint8Array): JpegSegments {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: Part[] = [{ marker: SOI, from: 0, to: 2 }]
  const found = { precision: 0, width: 0, height: 0, scans: 0, end: -1, frame: 0 }
  const coverage = new Coverage()
  for (let at = 2; parts.length < PARTS_MAX;) {
    at = data.indexOf(0xff, at)
    if (at < 0 || at + 2 > data.length) break
    const marker = data[at + 1]!
    if (marker === EOI) {
      found.end = at
      break
    }
    if (marker === 0xff || marker === 0 || isAlone(marker)) {
      at += marker === 0xff ? 1 : 2
      continue
    }
    if (at + 4 > data.length) break
    const to = at + 2 + data.readUInt16BE(at + 2)
    // Stray bytes may look like a marker: a real one begins a segment that lies in the file.
    if (marker < 0xc0 || to > data.length) {
      at += 2
      continue
    }
    if (isFrame(marker) && to >= at + 10) {
      if (found.frame === 0) found.frame = marker
      found.precision = data[at + 4]!
      found.height = data.readUInt16BE(at + 5)
      found.width = data.readUInt16BE(at + 7)
      coverage.begin(data.subarray(at + 9, to))
    }
    if (marker !== SOS) {
      parts.push({ marker, from: at, to })
      at = to
      continue
    }
    found.scans++
    coverage.scan(data.subarray(at + 4, to), found.frame === 0xc2 || found.frame === 0xca)
    const after = endOfScan(data, to)
    parts.push({ marker, from: at, to: after })
    at = after
  }
  const { frame, ...rest } = found
  return { ...rest, frame: kindOf(frame), isProgressive: frame === 0xc2 || frame === 0xca, isComplete: coverage.isComplete, parts }
}

/** Entropy-coded data end at the first marker that is neither a stuffed zero nor a restart. */
function endOfScan(data: Buffer, from: number): number {
  for (let at = from; ;) {
    at = data.indexOf(0xff, at)
    if (at < 0 || at + 1 >= data.length) return data.length
    const next = data[at + 1]!
    if (next !== 0 && (next < 0xd0 || next > 0xd7) && next !== 0xff) return at
    at += next === 0xff ? 1 : 2
  }
}

function kindOf(frame: number): JpegSegments['frame'] {
  if (frame === 0) return 'none'
  if (frame === 0xc0 || frame === 0xc1) return 'baseline'
  if (frame === 0xc2) return 'progressive'
  return frame === 0xc9 || frame === 0xca ? 'arithmetic' : 'lossless'
}

/** Which coefficients the scans have brought, and to which bit. */
class Coverage {
  private readonly bits = new Map<number, Uint8Array>()

  begin(frame: Uint8Array): void {
    for (let i = 0; i < (frame[0] ?? 0) && 1 + i * 3 < frame.length; i++) this.bits.set(frame[1 + i * 3]!, new Uint8Array(64).fill(255))
  }

  scan(header: Uint8Array, isProgressive: boolean): void {
    const count = header[0] ?? 0
    const [first, last, approximation] = isProgressive ? [...header.subarray(1 + count * 2, 4 + count * 2)] : [0, 63, 0]
    for (let i = 0; i < count; i++) {
      this.bits.get(header[1 + i * 2] ?? -1)?.fill((approximation ?? 0) & 15, Math.min(64, first ?? 0), Math.min(64, (last ?? 63) + 1))
    }
  }

  get isComplete(): boolean {
    return this.bits.size > 0 && [...this.bits.values()].every((own) => own.every((bit) => bit === 0))
  }
}

/**
 * The same picture without what is harmless: stray bytes between segments, scan parameters that a sequential JPEG does not have, an
 * unknown JFIF revision, a missing end marker behind whole scans. @returns the faults found; the bytes as given where there is none.
 */
export function repairJpeg(bytes: Uint8Array): { bytes: Uint8Array; faults: string[] } {
  const found = jpegSegments(bytes)
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const faults = new Set<string>()
  const out: Buffer[] = []
  let before = 0
  for (const { marker, from, to } of found.parts) {
    if (from > before) faults.add(`${from - before} stray bytes before a marker`)
    let part = data.subarray(from, to)
    if (marker === APP0 && part.toString('latin1', 4, 9) === 'JFIF\0' && part[9] !== 1) {
      part = Buffer.from(part)
      part[9] = 1
      faults.add('an unknown JFIF revision')
    }
    if (marker === SOS && !found.isProgressive) {
      const at = 5 + (part[4] ?? 0) * 2
      if (part[at] !== 0 || part[at + 1] !== 63 || part[at + 2] !== 0) {
        part = Buffer.from(part)
        part.set([0, 63, 0], at)
        faults.add('wrong scan parameters')
      }
    }
    out.push(part)
    before = to
  }
  if (found.end < 0 && found.isComplete) faults.add('no end marker')
  out.push(Buffer.of(0xff, EOI))
  return { bytes: faults.size > 0 ? Buffer.concat(out) : bytes, faults: [...faults] }
}
