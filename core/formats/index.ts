/** The registry of formats: one line each, in the order in which they are offered. How pixels become bytes is in main/engine/codec/encode.ts. */
import type { ExportOptions } from '../../contract/exports'
import { avif } from './avif'
import type { PictureFormat } from './define-format'
import { jpeg } from './jpeg'
import { png } from './png'
import { tiff } from './tiff'
import { webp } from './webp'

export type FormatId = ExportOptions['format']

export const formats: Readonly<Record<FormatId, PictureFormat<FormatId>>> = { png, webp, avif, tiff, jpeg }

/** Those of comparisons, as the contract has them. */
export type ComparisonFormatId = Exclude<FormatId, 'avif'>
export const holdsComparisons = (format: PictureFormat<FormatId>): format is PictureFormat<ComparisonFormatId> => format.holdsComparisons

/** In the order in which they are offered. */
export const FORMATS: readonly PictureFormat<FormatId>[] = Object.values(formats)

/** Whether it loses something, so that `quality` counts. */
export const isLossy = (format: FormatId, lossless: boolean): boolean =>
  formats[format].loss === 'always' || (formats[format].loss === 'either' && !lossless)

/** "PNG, WebP or TIFF": the formats that can, as a sentence names them. */
export function formatsThat(can: (format: PictureFormat) => boolean): string {
  const titles = FORMATS.filter(can).map(({ title }) => title)
  return titles.length < 2 ? titles.join() : `${titles.slice(0, -1).join(', ')} or ${titles.at(-1)!}`
}
