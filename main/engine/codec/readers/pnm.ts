/**
 * PBM, PGM, PPM (plain and raw, 1 to 16 bits), PAM and PFM.
 * Source: Netpbm, pbm(5), pgm(5), ppm(5), pam(5); Debevec, "PFM Portable FloatMap Image Format".
 */
import { damagedFile, unsupportedKind, type Read, type ReadRequest } from './read'
import { fromFloats } from './float-range'

export function readPnm(bytes: Buffer, { allow }: ReadRequest): Read {
  const kind = bytes.toString('latin1', 1, 2)
  if (kind === '7') return readPam(bytes, allow)
  const words = new Words(bytes, 2)
  const [width, height] = [words.whole(), words.whole()]
  allow(width, height)
  if (kind === 'F' || kind === 'f') return readPfm(bytes, words, width, height, kind === 'F' ? 3 : 1)
  const isBits = kind === '1' || kind === '4'
  const most = isBits ? 1 : words.whole()
  if (most < 1 || most > 65_535) throw damagedFile('its range is not one of a PNM')
  const channels = kind === '3' || kind === '6' ? 3 : 1
  const count = width * height * channels
  if (isBits && kind === '4') return { ...readBits(bytes, words.at + 1, width, height), width, height, channels: 1, notes: [] }
  if (Number(kind) >= 4) return scaled(rawSamples(bytes, words.at + 1, count, most), width, height, channels, most)
  const plain = new Float64Array(count)
  let filled = 0
  for (; filled < count; filled++) {
    const value = isBits ? words.digit() : words.next()
    if (value === null) break
    // Of bits, 1 is black.
    plain[filled] = isBits ? 1 - value : value
  }
  return scaled({ values: plain, isDamaged: filled < count }, width, height, channels, most)
}

interface Values {
  readonly values: ArrayLike<number>
  readonly isDamaged: boolean
}

function rawSamples(bytes: Buffer, at: number, count: number, most: number): Values {
  if (most < 256) return { values: padded(bytes.subarray(at, at + count), count), isDamaged: bytes.length < at + count }
  const values = new Uint16Array(count)
  const held = Math.min(count, Math.max(0, (bytes.length - at) >> 1))
  for (let i = 0; i < held; i++) values[i] = bytes.readUInt16BE(at + i * 2)
  return { values, isDamaged: held < count }
}

function padded(values: Uint8Array, count: number): Uint8Array {
  if (values.length === count) return values
  const out = new Uint8Array(count)
  out.set(values)
  return out
}

function scaled({ values, isDamaged }: Values, width: number, height: number, channels: 1 | 2 | 3 | 4, most: number): Read {
  const full = most > 255 ? 65_535 : 255
  const samples = most > 255 ? new Uint16Array(values.length) : new Uint8Array(values.length)
  for (let i = 0; i < samples.length; i++) samples[i] = Math.round((Math.min(values[i]!, most) * full) / most)
  const notes = most === 255 || most === 65_535 || most === 1 ? [] : [`Its numbers go from 0 to ${most}, as the file says.`]
  return { width, height, channels, samples, notes, isDamaged }
}

function readBits(bytes: Buffer, at: number, width: number, height: number): { samples: Uint8Array; isDamaged: boolean } {
  const stride = Math.ceil(width / 8)
  const samples = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const byte = bytes[at + y * stride + (x >> 3)] ?? 0
      samples[y * width + x] = (byte >> (7 - (x & 7))) & 1 ? 0 : 255
    }
  }
  return { samples, isDamaged: bytes.length < at + stride * height }
}

function readPfm(bytes: Buffer, words: Words, width: number, height: number, channels: 1 | 3): Read {
  const scale = words.next()
  if (scale === null || scale === 0) throw damagedFile('its scale is missing')
  const at = words.at + 1
  const count = width * height * channels
  const values = new Float32Array(count)
  const held = Math.min(count, Math.max(0, (bytes.length - at) >> 2))
  // Rows go from the bottom up.
  for (let i = 0; i < held; i++) {
    const row = height - 1 - Math.floor(i / (width * channels))
    const to = row * width * channels + (i % (width * channels))
    values[to] = scale < 0 ? bytes.readFloatLE(at + i * 4) : bytes.readFloatBE(at + i * 4)
  }
  const { samples, note } = fromFloats(values)
  return { width, height, channels, samples, notes: [note], isDamaged: held < count }
}

function readPam(bytes: Buffer, allow: ReadRequest['allow']): Read {
  const end = bytes.indexOf('ENDHDR\n')
  if (end < 0 || end > 10_000) throw damagedFile('its header has no end')
  const field = new Map<string, string>()
  for (const line of bytes.toString('latin1', 3, end).split('\n')) {
    const at = line.indexOf(' ')
    if (at > 0 && !line.startsWith('#')) field.set(line.slice(0, at), line.slice(at + 1).trim())
  }
  const [width, height, depth, most] = ['WIDTH', 'HEIGHT', 'DEPTH', 'MAXVAL'].map((name) => Number(field.get(name)))
  if (!width || !height || !depth || !most || most > 65_535) throw damagedFile('its header is not one of a PAM')
  if (depth > 4) throw unsupportedKind(`a PAM of ${depth} channels`)
  allow(width, height)
  return scaled(rawSamples(bytes, end + 7, width * height * depth, most), width, height, depth as 1 | 2 | 3 | 4, most)
}

/** Numbers between blanks, with comments left out. */
class Words {
  constructor(
    private readonly bytes: Buffer,
    public at: number,
  ) {}

  whole(): number {
    const value = this.next()
    if (value === null || !Number.isInteger(value) || value < 0) throw damagedFile('its header is not one of a PNM')
    return value
  }

  /** The next number; null at the end. Afterwards `at` is the blank behind it. */
  next(): number | null {
    this.skip()
    const from = this.at
    while (this.at < this.bytes.length && this.at - from < 40 && this.bytes[this.at]! > 32) this.at++
    if (this.at === from) return null
    const value = Number(this.bytes.toString('latin1', from, this.at))
    return Number.isFinite(value) ? value : null
  }

  /** Plain bits need no blanks between them. */
  digit(): number | null {
    this.skip()
    const byte = this.bytes[this.at++]
    return byte === 48 ? 0 : byte === 49 ? 1 : null
  }

  private skip(): void {
    for (;;) {
      while (this.at < this.bytes.length && this.bytes[this.at]! <= 32) this.at++
      if (this.bytes[this.at] !== 35) return
      const end = this.bytes.indexOf(10, this.at)
      this.at = end < 0 ? this.bytes.length : end
    }
  }
}
