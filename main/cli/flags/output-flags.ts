/** What `segment` writes, from its flags: pictures, and files of figures and shapes. */
import { extname, resolve } from 'node:path'
import type { ExportOptions, FigureFormat } from '../../../contract/contract'
import { formats } from '../../../core/formats'
import { figureFiles, type FigureFile } from '../../../core/formats/figures'
import { CUT_OUT_FORMATS, formatOf, matteFrom, numberFrom, usage, wholeFrom } from '../arguments'

export const OUTPUT_OPTIONS = {
  mask: { type: 'string' },
  'mask-depth': { type: 'string', default: '8' },
  score: { type: 'string' },
  out: { type: 'string' },
  matte: { type: 'string' },
  rest: { type: 'string' },
  'rest-blur': { type: 'string' },
  crop: { type: 'boolean', default: false },
  depth: { type: 'string', default: '8' },
  'keep-profile': { type: 'boolean', default: false },
  quality: { type: 'string', default: '92' },
  'camera-data': { type: 'boolean', default: false },
  location: { type: 'boolean', default: false },
  measure: { type: 'string' },
  contours: { type: 'string' },
  rle: { type: 'string' },
  coco: { type: 'string' },
  labels: { type: 'string' },
  'mm-per-px': { type: 'string' },
} as const

type Values = { readonly [K in keyof typeof OUTPUT_OPTIONS]?: string | boolean | undefined }

export interface Output {
  readonly target: string
  readonly options: ExportOptions
}
export interface Figure {
  readonly target: string
  readonly format: FigureFormat
}

/** @throws ChromapatchError USAGE, OUTPUT_UNKNOWN_FORMAT */
export function outputsFrom(values: Values): Output[] {
  const crop = values.crop === true
  const common = {
    quality: wholeFrom(String(values.quality), '--quality', 1, 100),
    lossless: true,
    keepCameraData: values['camera-data'] === true,
    keepLocation: values.location === true,
    ...(crop ? { crop } : {}),
  }
  const outputs: Output[] = []
  for (const content of ['mask', 'score'] as const) {
    const target = values[content]
    if (typeof target !== 'string') continue
    if (extname(target).toLowerCase() !== '.png') throw usage(`--${content} is written as PNG: “${target}” must end in .png.`)
    const maskDepth = oneOf(values['mask-depth'], '--mask-depth', [1, 8, 16] as const)
    outputs.push({ target: resolve(target), options: { ...common, content, format: 'png', matte: null, maskDepth } })
  }
  if (typeof values.out === 'string') outputs.push({ target: resolve(values.out), options: { ...common, ...cutout(values, values.out) } })
  return outputs
}

function cutout(values: Values, target: string): Pick<ExportOptions, 'content' | 'format' | 'matte' | 'rest' | 'depth' | 'profile'> {
  const format = formatOf(target, CUT_OUT_FORMATS)
  const rest = values.rest === undefined ? 'none' : oneOf(values.rest, '--rest', ['none', 'desaturated', 'blurred'] as const)
  const holds = rest === 'none' ? ({ content: 'cutout' } as const) : ({ content: 'splash', rest } as const)
  const matte = values.matte === undefined ? null : matteFrom(String(values.matte))
  const blur = values['rest-blur'] === undefined ? {} : { restBlur: numberFrom(String(values['rest-blur']), '--rest-blur', 0.3, 200) }
  return {
    ...holds,
    format,
    // JPEG has no transparency; black is what the published masked picture has.
    matte: matte ?? (formats[format].hasTransparency ? null : [0, 0, 0]),
    ...blur,
    depth: oneOf(values.depth, '--depth', [8, 16] as const),
    profile: values['keep-profile'] === true ? 'source' : 'srgb',
  }
}

/** @throws ChromapatchError USAGE for an ending that names no format. */
export function figuresFrom(values: Values): Figure[] {
  const figures: Figure[] = []
  const known = Object.entries(figureFiles) as [FigureFormat, FigureFile][]
  for (const flag of new Set(known.map(([, file]) => file.flag))) {
    const target = values[flag]
    if (typeof target !== 'string') continue
    const written = known.filter(([, file]) => file.flag === flag)
    const format = written.find(([, { ending }]) => extname(target).toLowerCase() === `.${ending}`)?.[0]
    if (format === undefined) {
      const endings = written.map(([, { ending }]) => `.${ending}`).join(' or ')
      throw usage(`Expected a file that ends in ${endings} for --${flag} but received “${target}”.`)
    }
    figures.push({ target: resolve(target), format })
  }
  return figures
}

/** @throws ChromapatchError USAGE where one file would be written over another of the same call. */
export function refuseTwice(targets: readonly string[]): void {
  const twice = targets.find((target, i) => targets.indexOf(target) !== i)
  if (twice !== undefined) throw usage(`Two outputs have the same name: “${twice}”.`)
}

/** Millimetres a pixel, or null. */
export function scaleFrom(values: Values): number | null {
  return values['mm-per-px'] === undefined ? null : numberFrom(String(values['mm-per-px']), '--mm-per-px', 1e-9, 1e9)
}

function oneOf<T extends string | number>(given: string | boolean | undefined, flag: string, known: readonly T[]): T {
  const found = known.find((each) => String(each) === given)
  if (found === undefined) throw usage(`Expected ${known.join(' or ')} for ${flag} but received “${String(given)}”.`)
  return found
}

export const OUTPUT_HELP = `  --mask FILE.png      writes the mask: 8-bit grey, 0 or 255; between them after a step that softens
  --mask-depth D       bits a pixel of the mask: 1 (cut at one half), 8 or 16, default 8
  --score FILE.png     writes the score map: 8-bit for hue and rg; 16-bit, 65535 at the peak, for the others
  --out FILE           writes the cut-out with transparency (PNG, lossless WebP, AVIF, TIFF), or on a colour (JPEG: black unless --matte)
  --matte COLOUR       puts black, white or #rrggbb behind the cut-out instead of transparency
  --rest REST          shows the photo outside of the mask: desaturated (without colour) or blurred; none by default
  --rest-blur S        standard deviation of that blur in pixels, default 1 % of the longer side
  --crop               only the rectangle around the mask
  --depth D            bits a channel of --out as PNG or TIFF: 16 from a photo that has them, default 8
  --keep-profile       writes --out in the photo's own RGB profile; converted to sRGB otherwise
  --quality Q          JPEG and AVIF quality, 1 to 100, default 92
  --camera-data        keeps camera, lens, exposure and date in --out and --mask; left out otherwise
  --location           keeps the GPS position; left out otherwise
  --measure FILE       writes every object: .csv or .json
  --mm-per-px N        millimetres that a pixel is wide: --measure then tells mm and mm² too
  --contours FILE      writes the exact edges of the pixels, with holes: .svg or .geojson, in pixels, y down
  --rle FILE.json      writes the mask as COCO run lengths
  --coco FILE.json     writes a COCO data set of the classes: an image, categories, one annotation an object
  --labels FILE.png    writes the number of each pixel's class as a PNG with a palette, 0 for none; names in its text`
