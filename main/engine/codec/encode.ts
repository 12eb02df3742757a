/** Pixels → a file's bytes. Everything goes out upright and, where it has colour, with an sRGB profile. */
import type { Picture } from './picture'
import type { Exif, Sharp } from 'sharp'
import { ChromapatchError } from '../../../contract/errors'
import type { ExportOptions } from '../../../contract/contract'
import { formats, formatsThat, type FormatId } from '../../../core/formats'
import { bitPng } from './png/bit-png'
import { profiledTiff } from './profiled-tiff'
import { srgbProfile, withSrgbProfile } from './png/png-profile'
import { sharp } from './sharp'
import { withTiffExif } from './tiff-exif'

export type EncodeOptions = Pick<ExportOptions, 'format' | 'quality' | 'lossless'>

/**
 * The picture as the bytes of a file.
 * @param exif fields to carry; none by default.
 * @throws ChromapatchError OUTPUT_FAILED when the format cannot hold the picture.
 */
export async function encode(picture: Picture, options: EncodeOptions, exif: Exif = {}): Promise<Uint8Array> {
  const { pixels, crop, oneBit } = picture
  const { w, h } = crop ?? { w: picture.width, h: picture.height }
  const { title, sideMax } = formats[options.format]
  if (sideMax !== null && Math.max(w, h) > sideMax) {
    throw new ChromapatchError('OUTPUT_FAILED', `${w} × ${h} pixels do not fit into ${title}, whose sides end at ${sideMax}.`, {
      hint: `Choose ${formatsThat((format) => format.sideMax === null)}.`,
    })
  }
  if (oneBit === true && pixels instanceof Uint8Array) {
    return await bitPng(pixels, picture.width, crop ?? { x: 0, y: 0, w, h })
  }
  // sharp takes 16 bits for Display P3 when it attaches a profile, and would convert them: theirs is put under them as it is.
  const wide = picture.channels !== 1 && pixels instanceof Uint16Array
  const profile = picture.profile ?? (wide ? await srgbProfile() : null)
  const whole = sharpOf(picture, profile)
  const part = crop ? whole.extract({ left: crop.x, top: crop.y, width: w, height: h }) : whole
  const isDescribed = Object.keys(exif).length > 0
  const described = isDescribed ? part.withExif(exif) : part
  const isPlain = picture.channels !== 1 && profile === null
  const image = ENCODERS[options.format](isPlain && options.format !== 'png' ? described.withIccProfile('srgb') : described, options)
  const bytes = await image.toBuffer()
  if (options.format === 'png' && isPlain) return Buffer.concat(await withSrgbProfile(bytes))
  return options.format === 'tiff' && isDescribed ? Buffer.concat(await withTiffExif(bytes, exif, { width: w, height: h })) : bytes
}

/** The picture as sharp takes it, in its own colour space; sRGB still without the profile that says so. */
function sharpOf(picture: Picture, profile: Uint8Array | null): Sharp {
  const { pixels, width, height, channels } = picture
  const wide = pixels instanceof Uint16Array
  if (channels !== 1 && profile !== null) {
    const image = sharp(profiledTiff(picture, profile), { ignoreIcc: true, limitInputPixels: false }).keepIccProfile()
    return wide ? image.toColourspace('rgb16') : image
  }
  const raw = sharp(pixels, { raw: { width, height, channels }, limitInputPixels: false })
  return channels === 1 ? raw.toColourspace(wide ? 'grey16' : 'b-w') : raw
}

/** How each format takes pixels. */
const ENCODERS: Readonly<Record<FormatId, (image: Sharp, options: EncodeOptions) => Sharp>> = {
  png: (image) => image.png({ compressionLevel: 6 }),
  // `exact` keeps the colour of transparent pixels as it is given: 0.
  webp: (image, { quality, lossless }) => image.webp(lossless ? { lossless: true, exact: true, effort: 2 } : { quality, effort: 4 }),
  avif: (image, { quality }) => image.avif({ quality, effort: 4, chromaSubsampling: quality >= 90 ? '4:4:4' : '4:2:0' }),
  tiff: (image) => image.tiff({ compression: 'deflate', predictor: 'horizontal' }),
  jpeg: (image, { quality }) => image.jpeg({ quality, chromaSubsampling: quality >= 90 ? '4:4:4' : '4:2:0' }),
}
