/**
 * Camera RAW by LibRaw (WebAssembly): the camera's white balance, sRGB, 16 bits. Where the raw data cannot be read, the preview that the
 * camera put beside it is shown, and said.
 */
import { pathToFileURL } from 'node:url'
import { exifTags } from '../exif-tags'
import { jpegSegments } from '../jpeg-segments'
import { TiffFile } from '../tiff/directory'
import { packageFile, wasmOf } from './packages'
import { damagedFile, ReadFailure, unsupportedKind, type Handed, type Read, type ReadRequest } from './read'

interface LibRaw {
  open(bytes: Uint8Array, settings: object): void
  metadata(full: boolean): { width: number; height: number; camera_make?: string; camera_model?: string } | undefined
  imageData(): { width: number; height: number; bits: number; colors: number; data: Uint8Array | Uint16Array } | undefined
}
interface LibRawModule {
  LibRaw: new () => LibRaw
}

/** PPG: nearly as good as the default, AHD, in a fifth of its time. The curve is sRGB's own; fewer than six numbers are not listened to. */
const SETTINGS = { useCameraWb: true, outputColor: 1, outputBps: 16, userQual: 2, gamm: [1 / 2.4, 12.92, 0, 0, 0, 0] }
/** A preview that is smaller stands for no photo. */
const PREVIEW_SIDE = 1000

/** Bits a pixel: no camera compresses better. LibRaw gives black for what is missing. */
const LEAST_BITS = 0.5

export async function readRaw(bytes: Buffer, { allow }: ReadRequest): Promise<Read | Handed> {
  const complaints: string[] = []
  const isCut = endsEarly(bytes)
  let camera = ''
  try {
    const raw = await libRaw(complaints)
    raw.open(bytes, SETTINGS)
    const about = raw.metadata(false)
    if (about !== undefined) allow(about.width, about.height)
    camera = [about?.camera_make, about?.camera_model].filter(Boolean).join(' ')
    const isEmpty = about !== undefined && bytes.length * 8 < about.width * about.height * LEAST_BITS
    if (isEmpty) complaints.push('far too short')
    const image = isCut || isEmpty ? undefined : raw.imageData()
    if (image !== undefined && complaints.length === 0) return developed(image, camera, bytes)
  } catch (thrown) {
    // LibRaw throws objects of its own.
    if (thrown instanceof ReadFailure) throw thrown
  }
  const preview = largestPreview(bytes)
  if (preview !== null && !isCut) return shownPreview(preview, bytes, camera)
  if (isCut || complaints.length > 0) throw damagedFile('its raw picture data are cut off or contain errors')
  throw unsupportedKind('a camera RAW file whose picture data are missing or of a kind that LibRaw does not know')
}

async function libRaw(complaints: string[]): Promise<LibRaw> {
  const wasm = await wasmOf(packageFile('libraw-wasm', 'package.json', 'dist', 'libraw.wasm'))
  const glue = pathToFileURL(packageFile('libraw-wasm', 'package.json', 'dist', 'libraw.js')).href
  const { default: factory } = (await import(/* @vite-ignore */ glue)) as { default: (options: object) => Promise<LibRawModule> }
  const module = await factory({ wasmBinary: wasm, print: () => undefined, printErr: (line: string) => complaints.push(line) })
  return new module.LibRaw()
}

type Image = NonNullable<ReturnType<LibRaw['imageData']>>

function developed({ width, height, colors, bits, data }: Image, camera: string, bytes: Buffer): Read {
  // The decoder's memory ends with its thread; its numbers are copied out of it.
  const samples = bits === 16 ? Uint16Array.from(data) : Uint8Array.from(data)
  if (isBlack(samples)) throw damagedFile('its raw picture data are missing')
  return {
    ...{ width, height, channels: colors === 1 ? 1 : 3, samples, exif: exifOf(bytes) },
    notes: [`Developed from the raw data${camera === '' ? '' : ` of a ${camera}`} with the camera’s white balance.`],
  }
}

function isBlack(samples: ArrayLike<number>): boolean {
  for (let i = 0; i < samples.length; i++) if (samples[i] !== 0) return false
  return true
}

/** A TIFF is the block itself; others hold it in places of their own. */
function exifOf(bytes: Buffer): Buffer | null {
  if (exifTags(bytes) !== null) return bytes
  const canon = bytes.subarray(0, 1 << 16).indexOf('CMT1')
  return canon < 0 ? null : bytes.subarray(canon + 4)
}

/** True where a TIFF's directories point to picture data beyond the end of the file. */
function endsEarly(bytes: Buffer): boolean {
  try {
    const file = new TiffFile(bytes)
    const directories = [...file.pages()]
    for (let i = 0; i < directories.length && i < 50; i++) {
      const entries = file.entries(directories[i]!)
      directories.push(...file.numbers(entries.get(330)).slice(0, 20))
      const [offsets, counts] = entries.has(324) ? [entries.get(324), entries.get(325)] : [entries.get(273), entries.get(279)]
      const lengths = file.numbers(counts)
      // Cameras that say no count, or a wrong one, for a single strip are common.
      if (file.numbers(offsets).some((at, k) => at >= bytes.length || (lengths.length > 1 && at + (lengths[k] ?? 0) > bytes.length)))
        return true
      if (lengths.length === 1 && file.numbers(offsets)[0]! + lengths[0]! > bytes.length) return true
    }
    return false
  } catch {
    return false
  }
}

/** The largest whole JPEG within the file. */
function largestPreview(bytes: Buffer): { jpeg: Buffer; width: number; height: number } | null {
  let best: { jpeg: Buffer; width: number; height: number } | null = null
  for (let at = bytes.indexOf('\xff\xd8\xff', 0, 'latin1'), tries = 0; at >= 0 && tries < 64; tries++) {
    const found = jpegSegments(bytes.subarray(at))
    const isPicture = found.end > 0 && found.frame !== 'lossless' && found.frame !== 'none' && found.precision === 8
    if (isPicture && found.width * found.height > (best === null ? 0 : best.width * best.height)) {
      best = { jpeg: bytes.subarray(at, at + found.end + 2), width: found.width, height: found.height }
    }
    at = bytes.indexOf('\xff\xd8\xff', at + (isPicture ? found.end : 2), 'latin1')
  }
  return best !== null && Math.max(best.width, best.height) >= PREVIEW_SIDE ? best : null
}

function shownPreview({ jpeg, width, height }: { jpeg: Buffer; width: number; height: number }, bytes: Buffer, camera: string): Handed {
  const exif = exifOf(bytes)
  const orientation = exif === null ? undefined : exifTags(exif)?.image.get('Orientation')
  const upright = Array.isArray(orientation) && typeof orientation[0] === 'number' ? orientation[0] : 1
  return {
    container: 'JPEG',
    bytes: Buffer.concat([jpeg.subarray(0, 2), orientationSegment(upright), jpeg.subarray(2)]),
    exif,
    notes: [
      `The raw data${camera === '' ? '' : ` of this ${camera}`} could not be read: this is the preview in the file, ${width} × ${height} pixels.`,
    ],
  }
}

/** An EXIF block that says nothing but how the picture lies. */
function orientationSegment(orientation: number): Buffer {
  const out = Buffer.alloc(4 + 6 + 8 + 2 + 12 + 4)
  out.set([0xff, 0xe1])
  out.writeUInt16BE(out.length - 2, 2)
  out.write('Exif\0\0MM\0*\0\0\0\b\0\x01', 4, 'latin1')
  out.set([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation], 20)
  return out
}
