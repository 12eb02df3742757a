/** What was chosen in the export dialog, kept for the session, and what it comes to for the contract. */
import { reactive } from 'vue'
import type { DocumentInfo, ExportOptions, FigureFormat } from '../../../contract/contract'
import type { ExportItem } from '../../../contract/exports'
import { formats, isLossy, type FormatId } from '../../../core/formats'
import { DEFAULT_TEMPLATE } from '../../../contract/file-names'

export type Matte = 'transparent' | 'black' | 'white' | 'colour'
export type Rest = 'desaturated' | 'blurred'
export type Metadata = 'dropped' | 'without-place' | 'kept'
export type ContentId = 'cutout' | 'splash' | 'mask' | 'score' | 'contours' | 'rle' | 'objects'

export interface ExportChoices {
  /** Whose settings are shown. */
  shown: ContentId
  /** What is saved. */
  included: ContentId[]
  format: FormatId
  matte: Matte
  /** `#rrggbb`, for `matte: 'colour'`. */
  colour: string
  quality: number
  lossless: boolean
  depth: '8' | '16'
  profile: 'srgb' | 'source'
  crop: boolean
  metadata: Metadata
  rest: Rest
  /** Standard deviation in pixels; null: by the photo's size. */
  restBlur: number | null
  maskDepth: '1' | '8' | '16'
  contours: Extract<FigureFormat, 'svg' | 'geojson'>
  objects: Extract<FigureFormat, 'csv' | 'json'>
  template: string
}

export const CONTENTS: readonly { readonly id: ContentId; readonly title: string; readonly doc: string }[] = [
  { id: 'cutout', title: 'Cut-out', doc: 'The photo where the mask is, on nothing or on a colour.' },
  { id: 'splash', title: 'Colour splash', doc: 'The whole photo; outside of the mask without colour, or blurred.' },
  { id: 'mask', title: 'Mask', doc: 'White in the mask and black elsewhere, grey between after a step that softens.' },
  { id: 'score', title: 'Score map', doc: 'How much each pixel is like the patches, before the threshold.' },
  { id: 'contours', title: 'Contours', doc: 'The exact edges of the mask’s pixels, with holes, for drawing and mapping programs.' },
  { id: 'rle', title: 'Run lengths', doc: 'The mask as COCO RLE, for training and annotation tools.' },
  { id: 'objects', title: 'Measurements', doc: 'A row for each object: area, box, centre, perimeter, colour.' },
]

export const exportChoices = reactive<ExportChoices>({
  shown: 'cutout',
  included: ['cutout'],
  format: 'png',
  matte: 'transparent',
  colour: '#808080',
  quality: 90,
  lossless: false,
  depth: '8',
  profile: 'srgb',
  crop: false,
  metadata: 'dropped',
  rest: 'desaturated',
  restBlur: null,
  maskDepth: '8',
  contours: 'svg',
  objects: 'csv',
  template: DEFAULT_TEMPLATE,
})

/** White stands in for transparency where there is none. */
export const effectiveMatte = ({ format, matte }: ExportChoices): Matte =>
  matte === 'transparent' && !formats[format].hasTransparency ? 'white' : matte

export const hasQuality = ({ format, lossless }: ExportChoices): boolean => isLossy(format, lossless)

/** Whether it holds more than 8 bits a channel. */
export const hasDepth = ({ format }: ExportChoices): boolean => formats[format].depth > 8

type Described = Pick<DocumentInfo, 'hasCameraData' | 'hasLocation'>

/** Null for what is a file of figures. */
export function exportOptions(choices: ExportChoices, content: ContentId, photo: Described): ExportOptions | null {
  const { quality, lossless, crop, metadata, rest, restBlur } = choices
  const common = { quality, lossless, keepCameraData: false, keepLocation: false, ...(crop ? { crop } : {}) }
  const described = {
    keepCameraData: photo.hasCameraData && metadata !== 'dropped',
    keepLocation: photo.hasLocation && metadata === 'kept',
  }
  switch (content) {
    case 'mask':
      return { ...common, content, format: 'png', matte: null, maskDepth: Number(choices.maskDepth) as 1 | 8 | 16 }
    case 'score':
      return { ...common, content, format: 'png', matte: null }
    case 'splash': {
      const blur = rest === 'blurred' && restBlur !== null ? { restBlur } : {}
      return { ...common, ...described, content, format: choices.format, matte: null, rest, ...blur }
    }
    case 'cutout': {
      const matte = effectiveMatte(choices)
      return {
        ...common,
        ...described,
        content,
        format: choices.format,
        matte: matte === 'transparent' ? null : matteColour(matte, choices.colour),
        ...(choices.profile === 'source' ? { profile: 'source' } : {}),
        ...(choices.depth === '16' && hasDepth(choices) ? { depth: 16 } : {}),
      }
    }
    default:
      return null
  }
}

export function exportItem(choices: ExportChoices, content: ContentId, photo: Described): ExportItem {
  const options = exportOptions(choices, content, photo)
  if (options) return { kind: 'picture', options }
  return { kind: 'figures', format: content === 'rle' ? 'rle' : content === 'contours' ? choices.contours : choices.objects }
}

/** In the order of the list. */
export const exportItems = (choices: ExportChoices, photo: Described): ExportItem[] =>
  CONTENTS.filter(({ id }) => choices.included.includes(id)).map(({ id }) => exportItem(choices, id, photo))

function matteColour(matte: Exclude<Matte, 'transparent'>, colour: string): [number, number, number] {
  if (matte === 'black') return [0, 0, 0]
  if (matte === 'white') return [255, 255, 255]
  const value = Number.parseInt(colour.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

/** What a recipe asks for, as the dialog's choices. */
export function adoptItems(items: readonly ExportItem[]): void {
  const adopt = (item: ExportItem): [ContentId, Partial<ExportChoices>] | null => {
    if (item.kind === 'figures') {
      const { format } = item
      if (format === 'rle') return ['rle', {}]
      // The dialog has no choice for files of several classes: the recipe itself keeps them, the command line writes them.
      if (format === 'coco' || format === 'labels') return null
      return format === 'svg' || format === 'geojson' ? ['contours', { contours: format }] : ['objects', { objects: format }]
    }
    const { content, format, matte, quality, lossless, rest = 'desaturated', restBlur = null, ...more } = item.options
    const { crop = false, maskDepth = 8, depth = 8, profile = 'srgb', keepCameraData, keepLocation } = more
    if (content === 'mask') return ['mask', { crop, maskDepth: String(maskDepth) as ExportChoices['maskDepth'] }]
    if (content === 'score') return ['score', { crop }]
    const metadata: Metadata = keepLocation ? 'kept' : keepCameraData ? 'without-place' : 'dropped'
    const picture = { format, quality, lossless, crop, metadata }
    if (content === 'splash') return ['splash', { ...picture, rest, restBlur }]
    const coloured: Partial<ExportChoices> = matte === null ? { matte: 'transparent' } : { matte: 'colour', colour: hexOf(matte) }
    return ['cutout', { ...picture, ...coloured, profile, depth: depth === 16 ? '16' : '8' }]
  }
  const adopted = items.map(adopt).filter((change) => change !== null)
  const [first] = adopted
  if (!first) return
  for (const [, change] of adopted) Object.assign(exportChoices, change)
  Object.assign(exportChoices, { shown: first[0], included: [...new Set(adopted.map(([id]) => id))] })
}

const hexOf = (colour: readonly number[]): string => `#${colour.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`
