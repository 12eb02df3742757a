/** What was chosen in the export dialog, kept for the session, and what it comes to for the contract. */
import { reactive } from 'vue'
import type { DocumentInfo, ExportOptions } from '../../preload/contract'

export type Matte = 'transparent' | 'black' | 'white' | 'colour'
export type ExportFormat = ExportOptions['format']

export interface ExportChoices {
  content: ExportOptions['content']
  format: ExportFormat
  matte: Matte
  /** `#rrggbb`, for `matte: 'colour'`. */
  colour: string
  quality: number
  lossless: boolean
  keepCameraData: boolean
  keepLocation: boolean
}

export const FORMATS: readonly { readonly id: ExportFormat; readonly title: string; readonly note: string }[] = [
  { id: 'png', title: 'PNG', note: 'Lossless, opens everywhere.' },
  { id: 'webp', title: 'WebP', note: 'Small, with transparency; for the web.' },
  { id: 'tiff', title: 'TIFF', note: 'Lossless, for print and other editors.' },
  { id: 'jpeg', title: 'JPEG', note: 'Small, without transparency.' },
]

export const exportChoices = reactive<ExportChoices>({
  content: 'cutout',
  format: 'png',
  matte: 'transparent',
  colour: '#808080',
  quality: 90,
  lossless: false,
  keepCameraData: false,
  keepLocation: false,
})

/** A mask is an 8-bit PNG of 0 and 255: any other format could change its values. */
export const effectiveFormat = ({ content, format }: ExportChoices): ExportFormat => (content === 'mask' ? 'png' : format)

/** JPEG has no transparency: white stands in for it. */
export const effectiveMatte = (choices: ExportChoices): Matte =>
  effectiveFormat(choices) === 'jpeg' && choices.matte === 'transparent' ? 'white' : choices.matte

export const hasQuality = (choices: ExportChoices) => {
  const format = effectiveFormat(choices)
  return format === 'jpeg' || (format === 'webp' && !choices.lossless)
}

export function exportOptions(choices: ExportChoices, photo: Pick<DocumentInfo, 'hasCameraData' | 'hasLocation'>): ExportOptions {
  const mask = choices.content === 'mask'
  const matte = effectiveMatte(choices)
  return {
    content: choices.content,
    format: effectiveFormat(choices),
    matte: mask || matte === 'transparent' ? null : matteColour(matte, choices.colour),
    quality: choices.quality,
    lossless: choices.lossless,
    keepCameraData: !mask && photo.hasCameraData && choices.keepCameraData,
    keepLocation: !mask && photo.hasLocation && choices.keepLocation,
  }
}

export function matteColour(matte: Exclude<Matte, 'transparent'>, colour: string): [number, number, number] {
  if (matte === 'black') return [0, 0, 0]
  if (matte === 'white') return [255, 255, 255]
  const value = Number.parseInt(colour.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}
