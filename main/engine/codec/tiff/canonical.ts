/**
 * Pixels of any space as an uncompressed TIFF in memory: the one form in which what a reader gives is handed to sharp, with profile,
 * depth and orientation. Source: TIFF 6.0, sections 2, 8, 16, 18, 23; ICC.1:2022, B.4 (tag 34675).
 */
import type { Read } from '../readers/read'

const [SHORT, LONG, UNDEFINED] = [3, 4, 7]
const PHOTOMETRIC = { grey: 1, rgb: 2, cmyk: 5, lab: 8 } as const

/** @returns the bytes of a little-endian classic TIFF of one strip. */
export function canonicalTiff({
  samples,
  width,
  height,
  channels,
  space,
  profile,
  orientation,
}: Omit<Read, 'notes'>): Uint8Array<ArrayBuffer> {
  const stored = space === 'lab' && samples instanceof Uint8Array ? wideLab(samples, channels) : samples
  const data = new Uint8Array(stored.buffer, stored.byteOffset, stored.byteLength)
  const bits = stored.BYTES_PER_ELEMENT * 8
  const kind = space ?? (channels <= 2 ? 'grey' : 'rgb')
  const colours = kind === 'grey' ? 1 : kind === 'cmyk' ? 4 : 3
  const entries: [tag: number, type: number, count: number, value: number][] = [
    [256, LONG, 1, width], [257, LONG, 1, height], [258, SHORT, channels, channels > 2 ? -1 : bits | (channels === 2 ? bits << 16 : 0)],
    [259, SHORT, 1, 1], [262, SHORT, 1, PHOTOMETRIC[kind]], [273, LONG, 1, -2], [274, SHORT, 1, orientation ?? 1], [277, SHORT, 1, channels],
    [278, LONG, 1, height], [279, LONG, 1, data.length], [284, SHORT, 1, 1],
  ] // prettier-ignore
  // 2: alpha is not multiplied into the colours.
  if (channels > colours) entries.push([338, SHORT, 1, 2])
  if (profile) entries.push([34675, UNDEFINED, profile.length, -3])
  const bitsAt = 8 + 2 + entries.length * 12 + 4
  const profileAt = bitsAt + 16
  const pixelsAt = profileAt + (profile?.length ?? 0) + ((profile?.length ?? 0) & 1)
  const places = [0, bitsAt, pixelsAt, profileAt]
  const out = new Uint8Array(pixelsAt + data.length)
  const view = new DataView(out.buffer)
  out.set([0x49, 0x49, 42, 0, 8, 0, 0, 0])
  view.setUint16(8, entries.length, true)
  entries.forEach(([tag, type, count, value], i) => {
    const at = 10 + i * 12
    view.setUint16(at, tag, true)
    view.setUint16(at + 2, type, true)
    view.setUint32(at + 4, count, true)
    view.setUint32(at + 8, value < 0 ? places[-value]! : value, true)
  })
  for (let i = 0; i < channels; i++) view.setUint16(bitsAt + i * 2, bits, true)
  if (profile) out.set(profile, profileAt)
  out.set(data, pixelsAt)
  return out
}

/** libvips reads Lab of 16 bits alone. L is unsigned, a and b are signed. */
function wideLab(samples: Uint8Array, channels: number): Uint16Array {
  return Uint16Array.from(samples, (value, i) => (i % channels === 1 || i % channels === 2 ? value * 256 : value * 257))
}
