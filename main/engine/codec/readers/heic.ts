/**
 * HEIC and HEIF by libheif (WebAssembly, libde265), with the colours that the file names and its EXIF. What turns or mirrors the picture is
 * applied by libheif: EXIF's orientation says the same again and is not applied.
 */
import { cicpProfile } from '../cicp-profile'
import { heifColour } from '../isobmff'
import { loadFile, packageFile, wasmOf } from './packages'
import { damagedFile, ReadFailure, unsupportedKind, type Read, type ReadRequest } from './read'

/** What is used of libheif-js. */
interface Libheif {
  heif_context_alloc(): object
  heif_context_free(context: object): void
  heif_context_read_from_memory(context: object, bytes: Uint8Array): HeifError
  heif_js_context_get_primary_image_handle(context: object): object & Partial<HeifError>
  heif_js_context_get_list_of_top_level_image_IDs(context: object): number[] & Partial<HeifError>
  heif_js_context_get_image_handle(context: object, id: number): object & Partial<HeifError>
  heif_image_handle_get_width(handle: object): number
  heif_image_handle_get_height(handle: object): number
  heif_image_handle_has_alpha_channel(handle: object): number | boolean
  heif_image_handle_release(handle: object): void
  heif_image_handle_is_primary_image(handle: object): number | boolean
  heif_image_release(image: object): void
  heif_js_decode_image2(handle: object, space: object, chroma: object): (HeifImage & Partial<HeifError>) | undefined
  _heif_image_handle_get_luma_bits_per_pixel(handle: number): number
  heif_error_code: { heif_error_Ok: object }
  heif_colorspace: { heif_colorspace_RGB: object }
  heif_chroma: Readonly<Record<string, object>>
}
interface HeifError {
  readonly code: { readonly value: number }
  readonly subcode: { readonly value: number }
  readonly message: string
}
interface HeifImage {
  readonly image: object
  readonly channels: readonly { width: number; height: number; stride: number; bits_per_pixel: number; data: Uint8Array }[]
}

async function libheif(): Promise<Libheif> {
  const wasm = await wasmOf(packageFile('libheif-js', 'package.json', 'libheif-wasm', 'libheif.wasm'))
  const factory = loadFile(packageFile('libheif-js', 'package.json', 'libheif-wasm', 'libheif.js')) as (options: object) => Libheif
  return factory({ wasmBinary: wasm, print: () => undefined, printErr: () => undefined })
}

export async function readHeic(bytes: Buffer, { page, allow }: ReadRequest): Promise<Read> {
  const heif = await libheif()
  const context = heif.heif_context_alloc()
  const read = heif.heif_context_read_from_memory(context, bytes)
  if (read.code !== heif.heif_error_code.heif_error_Ok) throw failure(read)
  const ids = heif.heif_js_context_get_list_of_top_level_image_IDs(context)
  const pages = Array.isArray(ids) ? ids.length : 1
  const handle = handleOf(heif, context, page, ids)
  const [width, height] = [heif.heif_image_handle_get_width(handle), heif.heif_image_handle_get_height(handle)]
  allow(width, height)
  const hasAlpha = Boolean(heif.heif_image_handle_has_alpha_channel(handle))
  const pointer = (handle as { $$?: { ptr: number } }).$$?.ptr
  const isWide = pointer !== undefined && heif._heif_image_handle_get_luma_bits_per_pixel(pointer) > 8
  const chroma =
    heif.heif_chroma[`heif_chroma_interleaved_${isWide ? (hasAlpha ? 'RRGGBBAA_LE' : 'RRGGBB_LE') : hasAlpha ? 'RGBA' : 'RGB'}`]!
  const image = heif.heif_js_decode_image2(handle, heif.heif_colorspace.heif_colorspace_RGB, chroma)
  if (image === undefined || image.code !== undefined) throw failure(image as HeifError | undefined)
  const channels = hasAlpha ? 4 : 3
  const samples = gathered(image.channels[0]!, channels, isWide)
  const { profile, cicp, exif } = heifColour(bytes)
  const coded = profile === null && cicp !== null ? cicpProfile(cicp) : null
  return {
    ...{ width: image.channels[0]!.width, height: image.channels[0]!.height, channels, samples, exif, pages },
    profile: profile ?? coded?.profile ?? null,
    notes: [
      ...(coded === null ? [] : [coded.note]),
      ...(pages > 1
        ? [page === 0 ? `The main one of ${pages} pictures in the file.` : `Picture ${page + 1} of ${pages} in the file.`]
        : []),
    ],
  }
}

/** The main picture is page 0, the others follow in the file's order. */
function handleOf(heif: Libheif, context: object, page: number, ids: number[] & Partial<HeifError>): object {
  const primary = heif.heif_js_context_get_primary_image_handle(context)
  if (primary.code !== undefined) throw failure(primary as HeifError)
  if (page === 0) return primary
  let place = 0
  for (const id of Array.isArray(ids) ? ids : []) {
    const handle = heif.heif_js_context_get_image_handle(context, id)
    if (!heif.heif_image_handle_is_primary_image(handle) && ++place === page) return handle
  }
  throw new ReadFailure('no-page', `holds ${place + 1} pictures: there is no page ${page + 1}.`)
}

/** Rows without gaps, 10 and 12 bits stretched to 16. */
function gathered(
  { width, height, stride, bits_per_pixel: bits, data }: HeifImage['channels'][number],
  channels: number,
  isWide: boolean,
): Uint8Array | Uint16Array {
  if (!isWide) {
    const out = new Uint8Array(width * height * channels)
    for (let y = 0; y < height; y++) out.set(data.subarray(y * stride, y * stride + width * channels), y * width * channels)
    return out
  }
  const out = new Uint16Array(width * height * channels)
  const full = 2 ** bits - 1
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0, at = y * stride; x < width * channels; x++, at += 2)
      out[to++] = Math.round(((data[at]! | (data[at + 1]! << 8)) * 65_535) / full)
  }
  return out
}

/** libheif's codes: 3 unsupported file type, 4 unsupported feature, 6 memory, 11 a coding that this build lacks. */
function failure(error: HeifError | undefined): ReadFailure {
  const code = error?.code?.value
  if (code === 11 || code === 4 || code === 3) return unsupportedKind('a HEIF picture whose coding (such as AVC or VVC) is not built in')
  return damagedFile('its picture data are missing or contain errors')
}
