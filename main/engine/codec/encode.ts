/** Pixels → a file's bytes. Everything goes out upright and, where it has colour, with an sRGB profile. */
import type { Exif, Sharp } from 'sharp'
import { promises as fs } from 'node:fs'
import { ChromapatchError } from '../../../preload/errors'
import type { ExportOptions } from '../../../preload/contract'
import { withSrgbProfile } from './png-profile'
import { sharp } from './sharp'

export interface Picture {
  /** Interleaved: 1 (mask; 16 bits for a score map), 3 (RGB) or 4 (RGBA, straight alpha) channels. May be shared memory. */
  readonly pixels: Uint8Array | Uint16Array
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3 | 4
}

export type EncodeOptions = Pick<ExportOptions, 'format' | 'quality' | 'lossless'>

/** The longest side a format can hold, where that is less than a photo may have. */
const SIDE_LIMITS: Partial<Record<ExportOptions['format'], number>> = { webp: 16_383, jpeg: 65_500 }

/**
 * Writes the picture to `path`, which must exist and be empty.
 * @param exif fields to carry; none by default.
 * @throws ChromapatchError OUTPUT_FAILED when the format cannot hold the picture; errors of the file system pass through.
 */
export async function encodeToFile(path: string, picture: Picture, options: EncodeOptions, exif: Exif = {}): Promise<void> {
  const { pixels, width, height, channels } = picture
  const limit = SIDE_LIMITS[options.format]
  if (limit !== undefined && Math.max(width, height) > limit) {
    throw new ChromapatchError(
      'OUTPUT_FAILED',
      `${width} × ${height} pixels do not fit into ${options.format.toUpperCase()}, whose sides end at ${limit}.`,
      {
        hint: 'Choose PNG or TIFF.',
      },
    )
  }
  const raw = sharp(pixels, { raw: { width, height, channels }, limitInputPixels: false })
  const described = Object.keys(exif).length === 0 ? raw : raw.withExif(exif)
  if (channels === 1) {
    await inFormat(described.toColourspace(pixels instanceof Uint16Array ? 'grey16' : 'b-w'), options).toFile(path)
  } else if (options.format === 'png') {
    await fs.writeFile(path, await withSrgbProfile(await inFormat(described, options).toBuffer()))
  } else {
    await inFormat(described.withIccProfile('srgb'), options).toFile(path)
  }
}

function inFormat(image: Sharp, { format, quality, lossless }: EncodeOptions): Sharp {
  switch (format) {
    case 'png':
      return image.png({ compressionLevel: 6 })
    case 'webp':
      // `exact` keeps the colour of transparent pixels as it is given: 0.
      return image.webp(lossless ? { lossless: true, exact: true, effort: 2 } : { quality, effort: 4 })
    case 'tiff':
      return image.tiff({ compression: 'deflate', predictor: 'horizontal' })
    case 'jpeg':
      return image.jpeg({ quality, chromaSubsampling: quality >= 90 ? '4:4:4' : '4:2:0' })
  }
}
