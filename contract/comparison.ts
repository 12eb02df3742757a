/** What crosses about comparisons of two photos; the calls are in contract.ts with all others. */
import * as v from 'valibot'
import { SIDE_MAX, finite, integer } from './numbers'

const three = v.tuple([v.number(), v.number(), v.number()])
const matrix = v.tuple([three, three, three])

export const ComparisonId = v.pipe(v.string(), v.regex(/^c[0-9]{1,9}$/))

/** Half-open rectangle in before's pixels. */
export const Box = v.strictObject({ x: integer(0, SIDE_MAX), y: integer(0, SIDE_MAX), w: integer(1, SIDE_MAX), h: integer(1, SIDE_MAX) })

const PlacePoint = v.tuple([finite(-2 * SIDE_MAX, 2 * SIDE_MAX), finite(-2 * SIDE_MAX, 2 * SIDE_MAX)])
/** Alignment by hand: a move (before → after, pixel centres, row by row), or one to eight pins: places that are the same thing. */
export const ManualMove = v.variant('kind', [
  v.strictObject({ kind: v.literal('move'), homography: matrix }),
  v.strictObject({
    kind: v.literal('pins'),
    pins: v.pipe(v.array(v.strictObject({ before: PlacePoint, after: PlacePoint })), v.minLength(1), v.maxLength(8)),
  }),
])

/** As many areas as can be ignored at once. */
export const IGNORED_MAX = 200
/** What is reported of what was measured: changed by a slider alone. */
export const DetectOptions = v.strictObject({
  /** Threshold in σ of the pair's own noise. */
  sensitivity: finite(3, 30),
  /** In before's pixels; 0: chosen from the photo's size. */
  minArea: integer(0, 1_000_000_000),
  ignored: v.pipe(v.array(Box), v.maxLength(IGNORED_MAX)),
})

export const CompareOptions = v.strictObject({
  align: v.picklist(['none', 'translation', 'similarity', 'homography', 'auto']),
  /** In place of `align` where it is not null. */
  manual: v.nullable(ManualMove),
  light: v.picklist(['none', 'global', 'blocks']),
  ...DetectOptions.entries,
})

export const ChangedRegion = v.strictObject({
  /** In before's pixels. */
  ...{ x: v.number(), y: v.number(), w: v.number(), h: v.number(), area: v.number() },
  /** Mean of before - after in grey, -1..1: negative where it became brighter. */
  meanDelta: v.number(),
  /** Mean ΔE2000. */
  deltaE: v.number(),
  /** `changed`: something is another, and it cannot be told what. `lightOnly`: what is there stayed, the light on it is another. */
  kind: v.picklist(['appeared', 'vanished', 'moved', 'recoloured', 'brighter', 'darker', 'replaced', 'changed', 'lightOnly']),
  /** Of `moved`: how far to where it is now, in before's pixels. */
  vector: v.nullable(v.strictObject({ x: v.number(), y: v.number() })),
  /** That it is a change of the scene, 0..1, calibrated on pairs with known truth. */
  probability: v.number(),
  /** By the probability: `sure` from 0.9, `likely` from 0.5. */
  level: v.picklist(['sure', 'likely', 'perhaps']),
  /** What the probability goes by: see core/pair/evidence/numbers.ts. */
  evidence: v.strictObject({
    ...{ correlation: v.number(), gradient: v.number(), difference: v.number() },
    ...{ chroma: v.number(), contrast: v.number(), sigmas: v.number() },
  }),
})

/** A strip that one photo alone shows, in its own pixels; `share` of that photo. */
export const OnlyOne = v.strictObject({ x: v.number(), y: v.number(), w: v.number(), h: v.number(), share: v.number() })

export const Changes = v.strictObject({
  /** Those that are listed: sure and likely ones, largest first. */
  regions: v.array(ChangedRegion),
  /** Those that may be what camera and codec leave over. */
  perhaps: v.array(ChangedRegion),
  /** Those where the light alone is another. */
  lightOnly: v.array(ChangedRegion),
  /**
   * `same` only where most of both photos was brought together, looked at, and agrees; `unknown` where that cannot be said, with why,
   * in sentences.
   */
  verdict: v.strictObject({ sameness: v.picklist(['same', 'changed', 'unknown']), reasons: v.array(v.string()) }),
  /** Area of all regions over that of before. */
  changedFraction: v.number(),
  /** The least area that was used, in before's pixels. */
  minArea: v.number(),
})

export const Comparison = v.strictObject({
  size: v.strictObject({ width: v.number(), height: v.number() }),
  align: v.strictObject({
    model: v.picklist(['none', 'translation', 'similarity', 'homography', 'manual']),
    /** Pixel centres of before to those of after, row by row. */
    homography: matrix,
    /** Median of how far blocks are still off, in pixels of before; null where nothing was judged. */
    residual: v.nullable(v.number()),
    /** Share of before that after shows, and of after that before shows. */
    overlap: v.number(),
    overlapAfter: v.number(),
    /** Share of structured blocks that match, 0..1; null where nothing was judged. */
    confidence: v.nullable(v.number()),
    /** False where a move was looked for and none explains the pair: the photos are then compared unaligned. */
    found: v.boolean(),
  }),
  /**
   * after ≈ gain · before + bias, R, G, B in bytes.
   * `limited`: no gain within the limits makes the one of the other; the photo is then compared as shot.
   */
  light: v.strictObject({ gain: three, bias: three, uneven: v.boolean(), limited: v.boolean() }),
  /** σ of the softened residual over the whole photo, in bytes. */
  noise: v.number(),
  /** Before - after in scikit-image's grey, after aligning and matching, over the overlap. */
  signedGray: v.strictObject({
    ...{ min: v.number(), max: v.number(), mean: v.number(), meanAbs: v.number(), rms: v.number() },
    histogram16: v.array(v.number()),
    countsAbs: v.array(v.strictObject({ threshold: v.number(), above: v.number() })),
  }),
  mse: v.number(),
  /** dB; null for equal photos. */
  psnr: v.nullable(v.number()),
  ...Changes.entries,
  /** What before alone shows, and what after alone shows. */
  onlyBefore: v.array(OnlyOne),
  onlyAfter: v.array(OnlyOne),
  /** What a reader must know, in sentences. */
  notes: v.array(v.string()),
})

/** The metrics that take a second or more for a large photo. */
export const SlowMetrics = v.strictObject({
  /** Null where no window of 11 × 11 pixels lies inside of both photos. */
  ssim: v.nullable(v.number()),
  deltaE: v.strictObject({ mean: v.number(), max: v.number(), above2_3: v.number() }),
})

/** How much of what both photos show has a colour, in pixels of before. */
export const ColourChange = v.strictObject({
  /** Pixels that both photos show: what shares are of. */
  overlap: v.number(),
  before: v.number(),
  after: v.number(),
  /** In both masks; only in that of after; only in that of before. */
  ...{ kept: v.number(), gained: v.number(), lost: v.number() },
  /** What makes the masks doubtful, in sentences. */
  warnings: v.array(v.string()),
})

/** Layers of a view: see core/pair/difference/maps.ts for what a byte of each means. */
export const ComparisonLayer = v.picklist(['after-aligned', 'difference-signed', 'difference-abs', 'per-channel', 'deltaE', 'residual-map'])

/** How a difference picture is drawn: see core/pair/difference. */
export const DifferenceMode = v.picklist(['signed', 'absolute', 'absolute-bytes', 'channels', 'delta-e'])

export const ComparisonExport = v.variant('content', [
  v.strictObject({
    content: v.literal('difference'),
    mode: DifferenceMode,
    format: v.picklist(['png', 'webp', 'tiff', 'jpeg']),
  }),
  v.strictObject({ content: v.literal('aligned'), format: v.picklist(['png', 'webp', 'tiff', 'jpeg']) }),
  v.strictObject({ content: v.literal('animation'), format: v.picklist(['webp', 'gif']), milliseconds: integer(100, 5000) }),
  v.strictObject({ content: v.literal('report') }),
  v.strictObject({ content: v.literal('json') }),
  v.strictObject({ content: v.literal('csv') }),
])

export type Box = v.InferOutput<typeof Box>
export type ManualMove = v.InferOutput<typeof ManualMove>
export type DetectOptions = v.InferOutput<typeof DetectOptions>
export type CompareOptions = v.InferOutput<typeof CompareOptions>
export type ChangedRegion = v.InferOutput<typeof ChangedRegion>
export type OnlyOne = v.InferOutput<typeof OnlyOne>
export type Changes = v.InferOutput<typeof Changes>
export type Comparison = v.InferOutput<typeof Comparison>
export type DifferenceMode = v.InferOutput<typeof DifferenceMode>
export type ColourChange = v.InferOutput<typeof ColourChange>
export type SlowMetrics = v.InferOutput<typeof SlowMetrics>
export type ComparisonLayer = v.InferOutput<typeof ComparisonLayer>
export type ComparisonExport = v.InferOutput<typeof ComparisonExport>
