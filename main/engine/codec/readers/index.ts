/** The readers of formats that sharp does not know, by format. */
import { readBmp } from './bmp'
import { readHeic } from './heic'
import { readIcon } from './ico'
import { readJxl } from './jxl'
import { readPnm } from './pnm'
import { readPsd } from './psd'
import { readQoi } from './qoi'
import { readRadiance } from './radiance'
import { readRaw } from './raw'
import type { Reader } from './read'
import { readTga } from './tga'
import { readTiff } from './tiff'

export const READERS = {
  BMP: readBmp,
  HEIC: readHeic,
  'JPEG XL': readJxl,
  RAW: readRaw,
  /** Only what libvips does not show as what it is. */
  TIFF: readTiff,
  PNM: readPnm,
  TGA: readTga,
  QOI: readQoi,
  ICO: readIcon,
  'Radiance HDR': readRadiance,
  Photoshop: readPsd,
} as const satisfies Readonly<Record<string, Reader>>

export type ReaderName = keyof typeof READERS
