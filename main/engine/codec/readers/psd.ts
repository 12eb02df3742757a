/**
 * Photoshop documents, PSD and PSB: the flattened picture that Photoshop keeps at the end, 1 to 32 bits, in grey, RGB, CMYK, Lab or a palette.
 * Source: Adobe, "Photoshop File Formats Specification" (2019).
 */
import { linearToSrgb } from '../../../../core/colour'
import { fromFloats } from './float-range'
import { damagedFile, unsupportedKind, type Read, type ReadRequest } from './read'
import { unpackBits } from './pack-bits'

const [BITMAP, GREY, INDEXED, RGB, CMYK, MULTICHANNEL, DUOTONE, LAB] = [0, 1, 2, 3, 4, 7, 8, 9]
const COLOURS: Readonly<Record<number, number>> = {
  [BITMAP]: 1,
  [GREY]: 1,
  [INDEXED]: 1,
  [RGB]: 3,
  [CMYK]: 4,
  [MULTICHANNEL]: 1,
  [DUOTONE]: 1,
  [LAB]: 3,
}
const [PROFILE, EXIF] = [1039, 1058]

export function readPsd(bytes: Buffer, { allow }: ReadRequest): Read {
  const isLarge = bytes.readUInt16BE(4) === 2
  const [held, height, width, depth, mode] = [12, 14, 18, 22, 24].map((at) => (at === 14 || at === 18 ? bytes.readUInt32BE(at) : bytes.readUInt16BE(at))) as [number, number, number, number, number] // prettier-ignore
  const colours = COLOURS[mode]
  if (colours === undefined || ![1, 8, 16, 32].includes(depth) || held < colours || held > 56)
    throw damagedFile('its header is not one of Photoshop’s')
  if (mode === MULTICHANNEL) throw unsupportedKind('a Photoshop document of single inks (multichannel)')
  allow(width, height)
  const paletteAt = 30
  const resourcesAt = paletteAt + bytes.readUInt32BE(26)
  const layersAt = resourcesAt + 4 + bytes.readUInt32BE(resourcesAt)
  const layerBytes = isLarge ? Number(bytes.readBigUInt64BE(layersAt)) : bytes.readUInt32BE(layersAt)
  const imageAt = layersAt + (isLarge ? 8 : 4) + layerBytes
  const found = resources(bytes.subarray(resourcesAt + 4, layersAt))
  // A channel more than the colours, where layers say that the first alpha is transparency of the whole.
  const layersFrom = layersAt + (isLarge ? 16 : 8)
  const hasAlpha = held > colours && layerBytes > 8 && bytes.readInt16BE(layersFrom) < 0 && mode !== INDEXED && mode !== BITMAP
  const used = colours + (hasAlpha ? 1 : 0)
  const { planes, isWhole } = readPlanes(bytes, imageAt, { width, height, held, used, depth, isLarge })
  const { samples, notes } =
    mode === INDEXED ? paletted(planes[0]!, bytes.subarray(paletteAt, paletteAt + 768)) : woven(planes, depth, mode, width, height)
  return {
    ...{ width, height, samples },
    channels: (mode === INDEXED ? 3 : used) as Read['channels'],
    ...(mode === CMYK ? { space: 'cmyk' as const } : mode === LAB ? { space: 'lab' as const } : {}),
    profile: found.get(PROFILE) ?? null,
    exif: found.get(EXIF) ?? null,
    notes: [
      ...notes,
      ...(mode === DUOTONE ? ['A duotone shown in grey.'] : []),
      ...(layerBytes > 8 ? ['The flattened picture of all its layers.'] : []),
    ],
    isDamaged: !isWhole,
  }
}

function resources(bytes: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>()
  for (let at = 0; at + 12 <= bytes.length && found.size < 2000;) {
    if (bytes.toString('latin1', at, at + 4) !== '8BIM') break
    const id = bytes.readUInt16BE(at + 4)
    const name = bytes[at + 6]! + 1
    const sizeAt = at + 6 + name + (name & 1)
    if (sizeAt + 4 > bytes.length) break
    const size = bytes.readUInt32BE(sizeAt)
    if (sizeAt + 4 + size > bytes.length) break
    found.set(id, bytes.subarray(sizeAt + 4, sizeAt + 4 + size))
    at = sizeAt + 4 + size + (size & 1)
  }
  return found
}

interface Layout {
  readonly width: number
  readonly height: number
  readonly held: number
  readonly used: number
  readonly depth: number
  readonly isLarge: boolean
}

/** The channels that are used, each with rows of whole bytes. */
function readPlanes(
  bytes: Buffer,
  at: number,
  { width, height, held, used, depth, isLarge }: Layout,
): { planes: Buffer[]; isWhole: boolean } {
  if (at + 2 > bytes.length) throw damagedFile('it has no flattened picture')
  const compression = bytes.readUInt16BE(at)
  if (compression > 1) throw unsupportedKind('a Photoshop document whose flattened picture is compressed by ZIP')
  const stride = Math.ceil((width * depth) / 8)
  const planes = Array.from({ length: used }, () => Buffer.alloc(stride * height))
  let from = at + 2
  if (compression === 0) {
    for (const plane of planes) {
      bytes.copy(plane, 0, from, from + plane.length)
      from += plane.length
    }
    return { planes, isWhole: from <= bytes.length }
  }
  const each = isLarge ? 4 : 2
  const countsAt = from
  from += held * height * each
  let isWhole = true
  for (let row = 0; row < used * height; row++) {
    const countAt = countsAt + row * each
    if (countAt + each > bytes.length || from > bytes.length) return { planes, isWhole: false }
    const size = isLarge ? bytes.readUInt32BE(countAt) : bytes.readUInt16BE(countAt)
    const plane = planes[Math.floor(row / height)]!
    const to = (row % height) * stride
    isWhole = unpackBits(bytes.subarray(from, from + size), plane.subarray(to, to + stride)) === stride && isWhole
    from += size
  }
  return { planes, isWhole: isWhole && from <= bytes.length }
}

function paletted(plane: Buffer, palette: Buffer): { samples: Uint8Array; notes: string[] } {
  const samples = new Uint8Array(plane.length * 3)
  for (let i = 0; i < plane.length; i++) for (let c = 0; c < 3; c++) samples[i * 3 + c] = palette[c * 256 + plane[i]!] ?? 0
  return { samples, notes: [] }
}

function woven(
  planes: readonly Buffer[],
  depth: number,
  mode: number,
  width: number,
  height: number,
): { samples: Uint8Array | Uint16Array; notes: string[] } {
  const [pixels, count] = [width * height, planes.length]
  if (depth === 32) {
    const values = new Float32Array(pixels * count)
    planes.forEach((plane, c) => {
      for (let i = 0; i < pixels; i++) values[i * count + c] = encoded(plane.readFloatBE(i * 4))
    })
    return { samples: fromFloats(values).samples, notes: ['Light of a high range shown as sRGB; what is brighter than white is clipped.'] }
  }
  const samples = depth === 16 ? new Uint16Array(pixels * count) : new Uint8Array(pixels * count)
  // Of inks, Photoshop stores how little there is; TIFF, how much. Its a and b lie around the middle, TIFF's are signed.
  const full = depth === 16 ? 65_535 : 255
  planes.forEach((plane, c) => {
    const isInk = mode === CMYK && c < 4
    const isChroma = mode === LAB && (c === 1 || c === 2)
    for (let i = 0; i < pixels; i++) {
      const value = depth === 16 ? plane.readUInt16BE(i * 2) : depth === 8 ? plane[i]! : bitOf(plane, i, width)
      samples[i * count + c] = isInk ? full - value : isChroma ? value ^ (depth === 16 ? 0x8000 : 0x80) : value
    }
  })
  return { samples, notes: [] }
}

const encoded = (light: number): number => linearToSrgb(Math.min(1, Math.max(0, light)))

/** Of a bitmap, 1 is black. */
function bitOf(plane: Buffer, i: number, width: number): number {
  const [x, y] = [i % width, Math.floor(i / width)]
  return (plane[y * Math.ceil(width / 8) + (x >> 3)]! >> (7 - (x & 7))) & 1 ? 0 : 255
}
