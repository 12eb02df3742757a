/** What can be exported: pictures and figures of a mask, how their files are named, and how one looks before it is saved. */
import * as v from 'valibot'
import { finite, integer, SIDE_MAX } from './numbers'

const Channel = integer(0, 255)

/** What an export holds; one variant per thing that a user can ask for. */
export const ExportOptions = v.strictObject({
  content: v.picklist(['cutout', 'splash', 'mask', 'score']),
  format: v.picklist(['png', 'webp', 'tiff', 'jpeg', 'avif']),
  /** `null`: transparency (not in JPEG); else the colour put behind the cut-out, sRGB. */
  matte: v.nullable(v.tuple([Channel, Channel, Channel])),
  /** JPEG, AVIF and lossy WebP, 1..100. */
  quality: integer(1, 100),
  /** WebP only. */
  lossless: v.boolean(),
  keepCameraData: v.boolean(),
  keepLocation: v.boolean(),
  /** Bits a pixel of a mask; 1 cuts a soft one at one half. 8 when left out. */
  maskDepth: v.optional(v.picklist([1, 8, 16])),
  /** What a splash shows outside of the mask: the photo without colour, or out of focus. `desaturated` when left out. */
  rest: v.optional(v.picklist(['desaturated', 'blurred'])),
  /** Standard deviation of the blur in pixels of the full photo; 1 % of its longer side when left out. */
  restBlur: v.optional(finite(0.3, 200)),
  /** Only the rectangle around the mask. */
  crop: v.optional(v.boolean()),
  /** `source`: the colours as the file has them, under its own profile, where it has one of RGB. `srgb` when left out. */
  profile: v.optional(v.picklist(['srgb', 'source'])),
  /** Bits a channel of a cut-out as PNG or TIFF: 16 from a photo that has them, 8 from others. 8 when left out. */
  depth: v.optional(v.picklist([8, 16])),
})
export type ExportOptions = v.InferOutput<typeof ExportOptions>

/** Files of figures and shapes of a mask. */
export const FigureFormat = v.picklist(['csv', 'json', 'svg', 'geojson', 'rle', 'coco', 'labels'])
export type FigureFormat = v.InferOutput<typeof FigureFormat>

/** Millimetres that a pixel is wide; null where it is not known. */
export const Scale = v.nullable(finite(1e-9, 1e9))

/** Millimetres that each unit is long. */
export const MILLIMETRES = { µm: 0.001, mm: 1, cm: 10, m: 1000, in: 25.4 } as const
export type LengthUnit = keyof typeof MILLIMETRES

export const lineLength = ({ from, to }: Record<'from' | 'to', readonly [number, number]>): number =>
  Math.hypot(to[0] - from[0], to[1] - from[1])

const Place = v.tuple([finite(0, SIDE_MAX), finite(0, SIDE_MAX)])
/** A line on the photo, in its pixels, along something of known length. */
export const ScaleLine = v.pipe(
  v.strictObject({
    from: Place,
    to: Place,
    length: finite(1e-9, 1e9),
    unit: v.picklist(Object.keys(MILLIMETRES) as LengthUnit[]),
  }),
  v.check((line) => lineLength(line) > 0, 'a line with a length'),
)
export type ScaleLine = v.InferOutput<typeof ScaleLine>

/** How a recipe keeps the scale: as the line that was drawn, or as a number where none was. */
export const RecipeScale = v.union([Scale, ScaleLine])
export type RecipeScale = v.InferOutput<typeof RecipeScale>

/** Millimetres a pixel; null where the scale is not known. */
export const mmPerPixelOf = (scale: RecipeScale): number | null =>
  scale === null || typeof scale === 'number' ? scale : (scale.length * MILLIMETRES[scale.unit]) / lineLength(scale)

/** One file of an export. */
export const ExportItem = v.variant('kind', [
  v.strictObject({ kind: v.literal('picture'), options: ExportOptions }),
  v.strictObject({ kind: v.literal('figures'), format: FigureFormat }),
])
export type ExportItem = v.InferOutput<typeof ExportItem>
export const ExportItems = v.pipe(v.array(ExportItem), v.minLength(1), v.maxLength(16))

/** How files are named: text with the fields of file-names.ts in braces. A name, never a path: separators are replaced. */
export const NameTemplate = v.pipe(v.string(), v.minLength(1), v.maxLength(120))

/**
 * How a file is looked at before it is saved: so many of its pixels around a point, given as shares of its width and
 * height; all of it, made to fit, where `at` is null.
 */
export const Look = v.strictObject({
  at: v.nullable(v.strictObject({ x: finite(0, 1), y: finite(0, 1) })),
  width: integer(16, 1600),
  height: integer(16, 1600),
})
export type Look = v.InferOutput<typeof Look>

export const PreparedFile = v.strictObject({
  name: v.string(),
  /** The file's real size. */
  bytes: v.number(),
  /** Of the picture in the file, in pixels; 0 for figures. */
  fileWidth: v.number(),
  fileHeight: v.number(),
  /** What came on the pixel port: RGBA, straight alpha, decoded from the file itself. One pixel of nothing for figures. */
  width: v.number(),
  height: v.number(),
  /** The part of the file that is shown, as shares of it. */
  part: v.strictObject({ x: v.number(), y: v.number(), w: v.number(), h: v.number() }),
  /** The beginning of a file of text; null for pictures. */
  text: v.nullable(v.string()),
})
export type PreparedFile = v.InferOutput<typeof PreparedFile>

/** What became of one photo of several. */
export const PhotoRow = v.strictObject({
  name: v.string(),
  /** `left`: not begun, or not ended, when the rest was cancelled. */
  state: v.picklist(['done', 'failed', 'left']),
  /** Names of the files that were written, also of one that failed later on. */
  files: v.array(v.string()),
  /** Why it failed; empty where it did not. */
  code: v.string(),
  message: v.string(),
  hint: v.string(),
})
export type PhotoRow = v.InferOutput<typeof PhotoRow>

/** What could not be written, and why. */
export const FailedFile = v.strictObject({ name: v.string(), code: v.string(), message: v.string(), hint: v.string() })
export type FailedFile = v.InferOutput<typeof FailedFile>
