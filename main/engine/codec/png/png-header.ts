/**
 * What a PNG says about itself before it is decoded, and the same PNG with harmless faults put right.
 * Source: PNG, third edition, 5.3 (chunks), 11.2.1 (IHDR), 11.3.2 (gAMA, cHRM, cICP), 8.1 (interlacing); RFC 1950 (zlib).
 */
import { promisify } from 'node:util'
import { inflateRaw } from 'node:zlib'
import { chunk, crc32, SIGNATURE } from './png-chunks'

const inflate = promisify(inflateRaw)

export interface PngChunk {
  readonly type: string
  readonly content: Buffer
  readonly isSound: boolean
}

/** Chunks up to the first that does not lie in the file; IEND ends the walk. */
export function readChunks(png: Buffer): { chunks: PngChunk[]; isWhole: boolean } {
  const chunks: PngChunk[] = []
  for (let at = SIGNATURE.length; at + 8 <= png.length;) {
    const length = png.readUInt32BE(at)
    const end = at + 12 + length
    const type = png.toString('latin1', at + 4, at + 8)
    if (type === 'IEND') return { chunks, isWhole: true }
    if (end > png.length) return { chunks, isWhole: false }
    const content = png.subarray(at + 8, at + 8 + length)
    chunks.push({ type, content, isSound: crc32(png.subarray(at + 4, end - 4)) === png.readUInt32BE(end - 4) })
    at = end
  }
  return { chunks, isWhole: false }
}

/** Types and contents alone, for the questions that need no checksum; ends at the first IDAT. */
export function headChunks(png: Buffer): Map<string, Buffer> {
  const found = new Map<string, Buffer>()
  for (let at = SIGNATURE.length; at + 8 <= png.length && found.size < 100;) {
    const type = png.toString('latin1', at + 4, at + 8)
    const end = at + 12 + png.readUInt32BE(at)
    if (type === 'IDAT' || end > png.length) break
    if (!found.has(type)) found.set(type, png.subarray(at + 8, end - 4))
    at = end
  }
  return found
}

const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** Bytes of all scanlines with their filter bytes; 0 for a header that no PNG has. */
export function scanlineBytes(header: Buffer): number {
  if (header.length < 13) return 0
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const bits = (SAMPLES[header[9]!] ?? 0) * header[8]!
  const pass = (w: number, h: number) => (w > 0 && h > 0 ? h * (1 + Math.ceil((w * bits) / 8)) : 0)
  if (header[12] === 0) return bits === 0 ? 0 : pass(width, height)
  // Adam7: x and y where a pass starts, and its steps.
  const passes = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]] as const // prettier-ignore
  return passes.reduce((sum, [x, y, dx, dy]) => sum + pass(Math.ceil((width - x) / dx), Math.ceil((height - y) / dy)), 0)
}

/** Deflate's best: a stream cannot hold more than this many times its size. */
const DEFLATE_MAX = 1032

/** False where the file is far too short for the size that it says it has: no memory need be taken to know. */
export function canHoldPixels(png: Buffer): boolean {
  const header = headChunks(png).get('IHDR')
  return header === undefined || scanlineBytes(header) <= (png.length + 1024) * DEFLATE_MAX
}

/** Chunks that pixels depend on; a fault in another is harmless, and a broken one of colour is left out. */
const CRITICAL = new Set(['IHDR', 'PLTE', 'IDAT', 'tRNS'])

/**
 * Puts right what does not touch the pixels: checksums of chunks that only describe, and one of the two checksums over the pixels
 * where the other proves them whole. @returns faults; the bytes as given where nothing can be put right.
 */
export async function repairPng(bytes: Uint8Array): Promise<{ bytes: Uint8Array; faults: string[] }> {
  const png = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { chunks } = readChunks(png)
  const header = chunks[0]
  if (header?.type !== 'IHDR' || !header.isSound) return { bytes, faults: [] }
  const pixels = chunks.filter(({ type }) => type === 'IDAT')
  if (chunks.some(({ type, isSound }) => !isSound && type !== 'IDAT' && CRITICAL.has(type))) return { bytes, faults: [] }
  const stream = Buffer.concat(pixels.map(({ content }) => content))
  const expected = scanlineBytes(header.content)
  if (expected === 0 || stream.length < 6) return { bytes, faults: [] }
  const scanlines = await inflate(stream.subarray(2), { maxOutputLength: expected + 1024 }).catch(() => null)
  if (scanlines === null || scanlines.length < expected) return { bytes, faults: [] }
  const sum = adler32(scanlines)
  const isSumRight = stream.readUInt32BE(stream.length - 4) === sum
  const areChunksSound = pixels.every(({ isSound }) => isSound)
  // Both wrong: the pixels themselves may have changed.
  if (!isSumRight && !areChunksSound) return { bytes, faults: [] }
  const faults: string[] = []
  if (!areChunksSound) faults.push('a wrong checksum of a chunk of pixels whose own sum is right')
  if (!isSumRight) faults.push('a wrong sum over all pixels, each chunk of which is sound')
  if (!isSumRight) stream.writeUInt32BE(sum, stream.length - 4)
  const others = chunks.filter(({ type }) => type !== 'IDAT')
  const broken = others.filter(({ isSound }) => !isSound)
  if (broken.length > 0)
    faults.push(`a damaged chunk that only describes (${broken.map(({ type }) => printable(type)).join(', ')}), left out`)
  const kept = others.filter(({ isSound }) => isSound).map(({ type, content }) => chunk(type, content))
  const repaired = Buffer.concat([SIGNATURE, ...kept, chunk('IDAT', stream), chunk('IEND', Buffer.alloc(0))])
  return { bytes: repaired, faults: faults.length > 0 ? faults : ['a fault outside of its pixels'] }
}

const printable = (type: string): string => [...type].map((letter) => (letter >= ' ' && letter <= '~' ? letter : '?')).join('')

/** Source: RFC 1950, 8.2. */
export function adler32(bytes: Uint8Array): number {
  let [a, b] = [1, 0]
  for (let at = 0; at < bytes.length;) {
    // So many sums fit into 32 bits before they must be reduced.
    const end = Math.min(bytes.length, at + 3800)
    for (; at < end; at++) {
      a += bytes[at]!
      b += a
    }
    a %= 65_521
    b %= 65_521
  }
  return ((b << 16) | a) >>> 0
}
