/** The photo read once more for an export that keeps 16 bits or the photo's own colours. */
import { ChromapatchError } from '../../../contract/errors'
import { decodeNative, type NativePixels } from '../codec/decode'
import { readHeader } from '../codec/header'
import { sha256Of, type OpenDocument } from '../photo/documents'
import { readPhoto } from '../photo/photo-file'
import type { FullOptions } from './options'

/** Null where the pixels that are in memory are all that the export needs. */
export async function nativeOf(document: OpenDocument, { content, depth, profile }: FullOptions): Promise<NativePixels | null> {
  // The rest of a splash is made from what the screen shows.
  if (content !== 'cutout' || (depth === 8 && profile === 'srgb')) return null
  const { source, sha256, info, raster } = document
  const bytes = await readPhoto(source)
  if ((await sha256Of(bytes)) !== (await sha256)) {
    throw new ChromapatchError('PHOTO_CHANGED', `“${source.name}” was changed by another program since it was opened.`, {
      hint: 'Open it again, or export 8 bits in sRGB from what was opened.',
    })
  }
  const header = await readHeader(bytes, source.name, { page: source.page ?? 0 })
  const native = await decodeNative(header, source.name, { wide: depth === 16, unconverted: profile === 'source', damaged: info.damaged })
  // Nothing more to be had than is in memory.
  if (native.pixels instanceof Uint8Array && native.profile === null) return null
  if (native.width !== raster.width || native.height !== raster.height) throw new Error('decodeNative: another size than at opening')
  return native
}

/**
 * The cut-out of such pixels, as core/mask/cut-out.ts makes it of others: what the mask leaves out is 0 or the matte, alpha is straight.
 * @param cover 0..65535 a pixel.
 * @param matte 0..255 a channel.
 */
export function cutOutNative(
  { pixels, channels, width, height }: NativePixels,
  cover: Uint16Array,
  matte: readonly [number, number, number] | null,
): { pixels: Uint8Array | Uint16Array; channels: 3 | 4 } {
  const full = pixels instanceof Uint16Array ? 65_535 : 255
  const count = width * height
  const to = matte === null ? 4 : 3
  const out = pixels instanceof Uint16Array ? new Uint16Array(count * to) : new Uint8Array(count * to)
  const coloured = channels >= 3
  const hasAlpha = channels === 2 || channels === 4
  const behind = matte?.map((channel) => (channel * full) / 255)
  for (let i = 0; i < count; i++) {
    const alpha = (cover[i]! / 65_535) * (hasAlpha ? pixels[i * channels + channels - 1]! / full : 1)
    for (let channel = 0; channel < 3; channel++) {
      const value = pixels[i * channels + (coloured ? channel : 0)]!
      const rest = behind?.[channel]
      out[i * to + channel] = rest === undefined ? (alpha === 0 ? 0 : value) : Math.round(rest + (value - rest) * alpha)
    }
    if (behind === undefined) out[i * 4 + 3] = Math.round(alpha * full)
  }
  return { pixels: out, channels: to }
}
