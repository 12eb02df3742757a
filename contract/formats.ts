/**
 * The one table of the formats that open: what dialogs offer, which files of a folder count as photos, what the help and the
 * messages say, and which kinds of file the packaged application registers for.
 */

export interface PhotoFormat {
  /** Endings of file names, lower case, the usual one first. */
  readonly endings: readonly string[]
  /** Media type, as the system's file associations name it. */
  readonly mime: string
  /** As people write it in a sentence; the key where left out. */
  readonly title?: string
}

export const PHOTO_FORMATS = {
  JPEG: { endings: ['jpg', 'jpeg', 'jpe', 'jfif', 'mpo'], mime: 'image/jpeg' },
  PNG: { endings: ['png', 'apng'], mime: 'image/png' },
  WebP: { endings: ['webp'], mime: 'image/webp' },
  AVIF: { endings: ['avif'], mime: 'image/avif' },
  HEIC: { endings: ['heic', 'heif', 'hif'], mime: 'image/heic' },
  'JPEG XL': { endings: ['jxl'], mime: 'image/jxl' },
  TIFF: { endings: ['tiff', 'tif'], mime: 'image/tiff' },
  RAW: {
    endings: [
      ...['dng', 'cr2', 'cr3', 'crw', 'nef', 'nrw', 'arw', 'srf', 'sr2', 'raf', 'rw2', 'orf', 'pef', 'srw', 'x3f', 'erf', 'kdc'],
      ...['dcr', 'mrw', '3fr', 'iiq', 'mef', 'mos', 'rwl'],
    ],
    mime: 'image/x-dcraw',
    title: 'camera RAW',
  },
  GIF: { endings: ['gif'], mime: 'image/gif' },
  BMP: { endings: ['bmp', 'dib'], mime: 'image/bmp' },
  Photoshop: { endings: ['psd', 'psb'], mime: 'image/vnd.adobe.photoshop' },
  PNM: { endings: ['ppm', 'pgm', 'pbm', 'pnm', 'pam', 'pfm'], mime: 'image/x-portable-anymap' },
  TGA: { endings: ['tga'], mime: 'image/x-tga' },
  ICO: { endings: ['ico', 'cur'], mime: 'image/vnd.microsoft.icon' },
  QOI: { endings: ['qoi'], mime: 'image/qoi' },
  'Radiance HDR': { endings: ['hdr'], mime: 'image/vnd.radiance' },
} as const satisfies Readonly<Record<string, PhotoFormat>>

export type SupportedFormat = keyof typeof PHOTO_FORMATS

const table: Readonly<Record<string, PhotoFormat>> = PHOTO_FORMATS
const titles = Object.entries(table).map(([name, { title }]) => title ?? name)

/** `JPEG, PNG, … and Radiance HDR`. */
export const SUPPORTED_FORMATS = `${titles.slice(0, -1).join(', ')} and ${titles.at(-1)}`

export const PHOTO_ENDINGS: readonly string[] = Object.values(table).flatMap(({ endings }) => endings)
