/**
 * The contract between the window and the main process: every call and every event, once.
 *
 * Both ends infer their types from here. A new call touches this file and its handler, nothing
 * else. No request names a path: files are opaque handles that main granted to this window.
 * Pixels do not travel in replies: a call whose entry says `pixels` answers with a `PixelBlock`
 * description here, and the bytes arrive under the same job id on the window's pixel port.
 */
import * as v from 'valibot'
import { ChartContent, ChartName, ChromaticityPlane, HueCounts, PlaneBins, PlaneRange } from './charts'
import {
  Changes,
  ColourChange,
  CompareOptions,
  Comparison,
  ComparisonExport,
  ComparisonId,
  ComparisonLayer,
  DetectOptions,
  DifferenceMode,
  SlowMetrics,
} from './comparison'
import { ExportItem, ExportItems, ExportOptions, FailedFile, FigureFormat, Look, NameTemplate, PreparedFile, Scale } from './exports'
import { KeptWorkspace, PhotoRole, WorkspaceState } from './workspace'

export { ExportOptions, FigureFormat, Scale }
import { Gate, HandModel } from './gate'

import { Disagreement, MethodPicture, PictureScale } from './method'

const integer = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max))
const finite = (min: number, max: number) => v.pipe(v.number(), v.finite(), v.minValue(min), v.maxValue(max))

/** The longest side that any supported format can declare. */
const SIDE_MAX = 65_535
/** 128 random bits, base64url. */
export const Handle = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{22}$/))
/** Made by the window, unique for its life; names one long call for progress, cancel and pixels. */
export const JobId = v.pipe(v.string(), v.regex(/^[a-z0-9-]{1,40}$/))
export const DocumentId = v.pipe(v.string(), v.regex(/^d[0-9]{1,9}$/))

/** Half-open pixel rectangle [x, x+w) × [y, y+h), x to the right, y down. */
export const Region = v.strictObject({
  x: integer(0, SIDE_MAX),
  y: integer(0, SIDE_MAX),
  w: integer(1, SIDE_MAX),
  h: integer(1, SIDE_MAX),
})
/** Corners of a lasso: more than enough for a line drawn by hand. */
const CORNERS_MAX = 1_000
/**
 * What of its box a patch or a region holds, where that is not all: the pixels whose centres lie in the ellipse that touches the
 * box's sides, or inside of a closed line through points (x, y, x, y …, in pixels of the photo; even-odd).
 */
export const Shape = v.variant('kind', [
  v.strictObject({ kind: v.literal('ellipse') }),
  v.strictObject({
    kind: v.literal('lasso'),
    points: v.pipe(
      v.array(integer(-SIDE_MAX, SIDE_MAX)),
      v.minLength(6),
      v.maxLength(2 * CORNERS_MAX),
      v.check((points) => points.length % 2 === 0, 'an x and a y for each corner'),
    ),
  }),
])
/** A patch may be asked for outside of the photo: the engine answers PATCH_OUTSIDE, in words. */
export const Patch = v.strictObject({
  x: integer(-SIDE_MAX, SIDE_MAX),
  y: integer(-SIDE_MAX, SIDE_MAX),
  w: integer(0, SIDE_MAX),
  h: integer(0, SIDE_MAX),
  role: v.picklist(['add', 'subtract']),
  /** A rectangle when left out. */
  shape: v.optional(Shape),
  /** The patch's Gaussian as the user set it, for the models that fit one; measured when left out. */
  hand: v.optional(HandModel),
})
/** Pyramid level k shows the photo at 1 / 2^k of its size; the region is in pixels of that level. */
export const View = v.strictObject({ level: integer(0, 16), region: Region })

/** A clean-up step: its id and values are checked again by its declaration in the engine; those left out take their defaults. */
export const CleanStep = v.strictObject({
  id: v.pipe(v.string(), v.maxLength(32)),
  parameters: v.record(v.pipe(v.string(), v.maxLength(32)), v.number()),
  /** Switched off, a step stays in the list and does nothing. On when left out. */
  enabled: v.optional(v.boolean()),
})

/** Model ids and parameters are checked again by the operation's own declaration in the engine. */
export const Segmentation = v.strictObject({
  model: v.pipe(v.string(), v.maxLength(32)),
  parameters: v.record(v.pipe(v.string(), v.maxLength(32)), v.union([v.number(), v.boolean(), v.pipe(v.string(), v.maxLength(64))])),
  /** None are needed where the model is a gate. */
  patches: v.pipe(v.array(Patch), v.maxLength(64)),
  /** For the model `gate`, which needs one; others leave it unread. */
  gate: v.optional(Gate),
  /** In the unit of the model's score; mask where score > threshold. */
  threshold: finite(0, 1e9),
  /** What is done to the mask afterwards, in order; nothing when left out. Score maps do not know of it. */
  clean: v.optional(v.pipe(v.array(CleanStep), v.maxLength(32))),
  /** Outside of it nothing is mask, whatever the steps do. */
  limit: v.optional(v.strictObject({ ...Region.entries, shape: v.optional(Shape) })),
  /** Only what hangs together with a patch that adds, by edges or corners; before the steps. */
  contiguous: v.optional(v.boolean()),
})

export const Grant = v.strictObject({ handle: Handle, name: v.string() })

export const DocumentInfo = v.strictObject({
  document: DocumentId,
  name: v.string(),
  /** Size upright, after EXIF orientation. */
  width: v.number(),
  height: v.number(),
  /** `JPEG`, `PNG` … as people write it. */
  format: v.string(),
  fileBytes: v.number(),
  hasAlpha: v.boolean(),
  /** Pixels with R + G + B = 0: they have no chromaticity and never belong to an rg mask. */
  blackPixels: v.number(),
  /** Pixels with a channel at 255. */
  clippedPixels: v.number(),
  hasLocation: v.boolean(),
  hasCameraData: v.boolean(),
  /** What was converted on the way in: orientation, colour space, depth, first frame of many. */
  notes: v.array(v.string()),
  /** Set when the file is damaged and was opened all the same. */
  damaged: v.boolean(),
  /** Number of pyramid levels; level 0 is the photo itself. */
  levels: v.number(),
})

export const PatchStatistics = v.strictObject({
  x: v.number(),
  y: v.number(),
  w: v.number(),
  h: v.number(),
  role: v.picklist(['add', 'subtract']),
  /** Pixels that have a chromaticity: those of the patch less its black ones. */
  pixels: v.number(),
  meanR: v.number(),
  meanG: v.number(),
  /** Population standard deviation (ddof 0), before the floor is applied. */
  stdR: v.number(),
  stdG: v.number(),
  covariance: v.tuple([v.tuple([v.number(), v.number()]), v.tuple([v.number(), v.number()])]),
  /** True where a deviation was below 1/765 and the floor was used instead. */
  floored: v.boolean(),
  /** Usable pixels with a channel at 255. */
  clipped: v.number(),
  /** Usable pixels with R + G + B under 48. */
  dark: v.number(),
  /** Left out: black ones, which have no chromaticity, and those that the model's options leave out. */
  black: v.number(),
  leftOut: v.number(),
  /** Mean sRGB of the patch, 0..255, for the swatch. */
  meanColour: v.tuple([v.number(), v.number(), v.number()]),
})

/** How a byte of a score map reads: see main/operations/score-map.ts. */
export const ScoreScale = v.variant('kind', [
  v.strictObject({ kind: v.literal('distance'), peak: v.number() }),
  v.strictObject({ kind: v.literal('byte') }),
])

export const Segmented = v.strictObject({
  patches: v.array(PatchStatistics),
  scale: ScoreScale,
  /** Size of the byte map that arrives on the pixel port. */
  width: v.number(),
  height: v.number(),
  /** The threshold at which this map is exact, pixel by pixel, where level = 0. */
  exactAt: v.number(),
  warnings: v.array(v.string()),
})

export const CleanedMask = v.strictObject({
  width: v.number(),
  height: v.number(),
  /** True where the mask has values between yes and no. */
  soft: v.boolean(),
  /** Of the whole photo; of a soft mask, those that are more than half in it. */
  pixels: v.number(),
})

/** An object of a mask: pixels that hang together by edges or corners. Lengths in pixels; a pixel's centre is at whole numbers. */
export const MeasuredObject = v.strictObject({
  /** 1 for the largest by net area. */
  number: v.number(),
  /** With all that lies in its holes. */
  area: v.number(),
  netArea: v.number(),
  box: Region,
  centre: v.tuple([v.number(), v.number()]),
  perimeter: v.number(),
  /** Mean sRGB, 0..255. */
  colour: v.tuple([v.number(), v.number(), v.number()]),
  touchesBorder: v.boolean(),
})
export const Measured = v.strictObject({
  pixels: v.number(),
  fraction: v.number(),
  /** How many there are; `objects` has the largest of them. */
  count: v.number(),
  objects: v.array(MeasuredObject),
})
/** Where the mask's area lies in 95 of 100 patches like this one, in pixels: a bootstrap over the patch's pixels. */
export const AreaInterval = v.strictObject({ low: v.number(), high: v.number(), resamples: v.number() })
/** A patch that is found for the user: a main colour of the photo, where it is most even. */
export const SuggestedPatch = v.strictObject({
  region: Region,
  /** Mean sRGB of the region, 0..255. */
  colour: v.array(v.number()),
  /** Of the photo's pixels, about. */
  share: v.number(),
})
export const Histograms = v.strictObject({
  bins: v.number(),
  photo: v.strictObject({ r: v.array(v.number()), g: v.array(v.number()) }),
  patch: v.strictObject({ r: v.array(v.number()), g: v.array(v.number()) }),
})

/** What a recipe says, for the window: `photo` is the name of what it was made on, `beside` that file where it lies beside the recipe. */
export const OpenedRecipe = v.strictObject({
  name: v.string(),
  segmentation: Segmentation,
  items: v.array(ExportItem),
  scale: Scale,
  photo: v.nullable(v.string()),
  beside: v.nullable(Grant),
})

export const Settings = v.strictObject({
  theme: v.picklist(['system', 'light', 'dark']),
  /** `auto`: the one that shows best on the present patch. */
  overlayColour: v.pipe(v.string(), v.regex(/^(auto|#[0-9a-f]{6})$/)),
  /** Opacity of the overlay, 0..1. */
  overlayStrength: finite(0, 1),
  drawer: v.boolean(),
  /** Of the charts, in CSS pixels; null: as it comes. */
  drawerHeight: v.nullable(integer(100, 4_000)),
  inspector: v.boolean(),
})

const nothing = v.strictObject({})
/** A file that was written. */
const SavedFile = v.strictObject({ grant: Grant, bytes: v.number() })
/** A long call about a mask of an open photo. */
const ofMask = { job: JobId, document: DocumentId, segmentation: Segmentation }
const call = <Q extends v.GenericSchema, A extends v.GenericSchema>(request: Q, reply: A) => ({ request, reply }) as const

export const calls = {
  /** The window is up: settings, and files that were asked for before it existed. */
  hello: call(
    nothing,
    v.strictObject({
      version: v.string(),
      platform: v.string(),
      settings: Settings,
      offered: v.array(Grant),
      /** What is offered is to be compared. */
      pair: v.boolean(),
      sample: v.boolean(),
    }),
  ),
  /** The first photo is on the screen (`npm start -- --smoke` and the benchmark wait for it). */
  painted: call(v.strictObject({ document: DocumentId }), nothing),
  saveSettings: call(Settings, nothing),
  /** Keeps what is open and what was made of it, a moment after each change. */
  saveWorkspace: call(
    v.strictObject({
      photos: v.pipe(v.array(v.strictObject({ role: PhotoRole, document: DocumentId })), v.maxLength(3)),
      state: WorkspaceState,
    }),
    nothing,
  ),
  /** What was open before, with new handles; `damagedAs`: the name under which a file that could not be read was kept. */
  lastWorkspace: call(nothing, v.strictObject({ workspace: v.nullable(KeptWorkspace), damagedAs: v.nullable(v.string()) })),
  /** Which commands can be used now, and which are ticked: the native menu follows. */
  commandStates: call(
    v.strictObject({
      states: v.pipe(
        v.array(v.strictObject({ id: v.pipe(v.string(), v.maxLength(40)), enabled: v.boolean(), checked: v.boolean() })),
        v.maxLength(200),
      ),
    }),
    nothing,
  ),
  /** Shows the system's open dialog; an empty list when the user closes it. */
  chooseFiles: call(v.strictObject({ many: v.boolean() }), v.strictObject({ grants: v.array(Grant) })),
  sampleFiles: call(nothing, v.strictObject({ grants: v.array(Grant) })),
  /** Two photos of one thing, before and after. */
  samplePair: call(nothing, v.strictObject({ grants: v.array(Grant) })),
  recentFiles: call(nothing, v.strictObject({ grants: v.array(Grant) })),
  /** The picture on the clipboard, if there is one. */
  pasteFile: call(nothing, v.strictObject({ grants: v.array(Grant) })),

  openDocument: call(v.strictObject({ job: JobId, grant: Handle, damaged: v.boolean() }), DocumentInfo),
  closeDocument: call(v.strictObject({ document: DocumentId }), nothing),
  /** Pixels: RGBA bytes of the region at that level, row by row. */
  readView: call(
    v.strictObject({ job: JobId, document: DocumentId, view: View }),
    v.strictObject({ width: v.number(), height: v.number() }),
  ),
  /** Pixels: one byte per pixel of the view, higher is more alike. */
  segment: call(v.strictObject({ job: JobId, document: DocumentId, segmentation: Segmentation, view: View }), Segmented),
  /** Area of the mask at full size. */
  measure: call(
    v.strictObject({ job: JobId, document: DocumentId, segmentation: Segmentation }),
    v.strictObject({ pixels: v.number(), fraction: v.number() }),
  ),
  /**
   * The mask after its clean-up steps, as the export has it: computed at full size and kept, so that a changed step
   * costs that step. Pixels: a byte a pixel of the view, how much of it the mask covers; 0 or 255 at level 0 of a hard mask.
   */
  cleanMask: call(v.strictObject({ job: JobId, document: DocumentId, segmentation: Segmentation, view: View }), CleanedMask),
  /** The objects of the cleaned mask, the largest `most`. */
  measureObjects: call(
    v.strictObject({ job: JobId, document: DocumentId, segmentation: Segmentation, most: integer(1, 10_000) }),
    Measured,
  ),
  /** The photo's main chromaticities, the largest first; the same every time. */
  suggestPatches: call(
    v.strictObject({ job: JobId, document: DocumentId, most: integer(1, 12) }),
    v.strictObject({ suggestions: v.array(SuggestedPatch) }),
  ),
  areaInterval: call(v.strictObject({ job: JobId, document: DocumentId, segmentation: Segmentation }), AreaInterval),
  /** Asks where to save and writes all objects (CSV, JSON), the contours (SVG, GeoJSON) or the run lengths (COCO). */
  exportFigures: call(
    v.strictObject({ ...ofMask, format: FigureFormat, scale: Scale, template: v.optional(NameTemplate) }),
    v.strictObject({ saved: v.nullable(SavedFile) }),
  ),
  /** Asks where to save and writes a recipe (`.chromapatch.json`) that `chromapatch run` follows to the same bytes. */
  saveRecipe: call(
    v.strictObject({ ...ofMask, items: ExportItems, template: NameTemplate, scale: Scale }),
    v.strictObject({ saved: v.nullable(SavedFile) }),
  ),
  /** Pixels: a byte a pixel, see preload/method.ts. `segmentation: null` serves for r and g alone. */
  readPicture: call(
    v.strictObject({ job: JobId, document: DocumentId, picture: MethodPicture, segmentation: v.nullable(Segmentation), view: View }),
    PictureScale,
  ),
  /** Pixels: a byte a pixel, 1 where only the first model selects it, 2 the second, 3 both. Clean-up steps are not part of it. */
  readDisagreement: call(
    v.strictObject({ job: JobId, document: DocumentId, first: Segmentation, second: Segmentation, view: View }),
    v.strictObject({ width: v.number(), height: v.number() }),
  ),
  measureDisagreement: call(v.strictObject({ job: JobId, document: DocumentId, first: Segmentation, second: Segmentation }), Disagreement),
  /** Puts a script of numpy and OpenCV that makes this mask on the clipboard. The window does not see it. */
  copyPython: call(v.strictObject({ job: JobId, document: DocumentId, segmentation: Segmentation }), v.strictObject({ lines: v.number() })),
  /** Shows the open dialog for a recipe; null when the user closes it. */
  openRecipe: call(nothing, v.strictObject({ recipe: v.nullable(OpenedRecipe) })),
  histograms: call(v.strictObject({ job: JobId, document: DocumentId, patch: v.nullable(Patch), bins: integer(10, 400) }), Histograms),
  /** Of the whole photo or of a patch. Pixels: counts and mean colours of the cells, see charts.ts. */
  chromaticityPlane: call(
    v.strictObject({ job: JobId, document: DocumentId, patch: v.nullable(Patch), bins: PlaneBins, range: PlaneRange }),
    ChromaticityPlane,
  ),
  hueCounts: call(
    v.strictObject({
      ...{ job: JobId, document: DocumentId, patch: v.nullable(Patch) },
      ...{ minimumBrightness: integer(0, 765), minimumSpread: integer(0, 255) },
    }),
    HueCounts,
  ),
  /** The area of the mask, before any clean-up, at each of the thresholds; they rise. */
  areasAt: call(
    v.strictObject({
      ...{ job: JobId, document: DocumentId, segmentation: Segmentation },
      thresholds: v.pipe(
        v.array(finite(0, 1e9)),
        v.minLength(1),
        v.maxLength(512),
        v.check((list) => list.every((threshold, i) => i === 0 || threshold > list[i - 1]!), 'rising thresholds'),
      ),
    }),
    v.strictObject({ areas: v.array(v.number()) }),
  ),
  /** Asks where to save and writes a chart of this photo. */
  saveChart: call(
    v.strictObject({ document: DocumentId, chart: ChartName, content: ChartContent }),
    v.strictObject({ saved: v.nullable(v.strictObject({ grant: Grant, bytes: v.number() })) }),
  ),
  probe: call(
    v.strictObject({ document: DocumentId, x: integer(0, SIDE_MAX), y: integer(0, SIDE_MAX) }),
    v.strictObject({ r: v.number(), g: v.number(), b: v.number(), alpha: v.number() }),
  ),
  /** Asks where to save, renders at full size, writes atomically. `saved: null`: the user closed the dialog. */
  exportImage: call(
    v.strictObject({ ...ofMask, options: ExportOptions, template: v.optional(NameTemplate) }),
    v.strictObject({ saved: v.nullable(SavedFile) }),
  ),
  /** Asks for a folder and writes several files into it; one that fails does not stop the others. `saved: null`: the user closed the dialog. */
  exportFiles: call(
    v.strictObject({ ...ofMask, items: ExportItems, template: NameTemplate, scale: Scale }),
    v.strictObject({ saved: v.nullable(v.array(SavedFile)), failed: v.array(FailedFile) }),
  ),
  /** Asks for photos and a folder, and does the same to each photo. `photos: null`: the user closed a dialog. */
  exportPhotos: call(
    v.strictObject({ job: JobId, segmentation: Segmentation, items: ExportItems, template: NameTemplate, scale: Scale }),
    v.strictObject({ photos: v.nullable(v.number()), files: v.number(), folder: v.nullable(Grant), failed: v.array(FailedFile) }),
  ),
  /** Writes what an export would be into a temporary file, to be looked at, dragged or copied. Pixels: RGBA of what is looked at. */
  prepareExport: call(v.strictObject({ ...ofMask, item: ExportItem, template: NameTemplate, scale: Scale, look: Look }), PreparedFile),
  /** Begins to drag the file that was prepared under this job out of the window. */
  dragPrepared: call(v.strictObject({ prepared: JobId }), nothing),
  /** Puts a cut-out or a mask on the clipboard. */
  copyPicture: call(v.strictObject({ ...ofMask, options: ExportOptions }), v.strictObject({ width: v.number(), height: v.number() })),

  /** Aligns two open photos, matches their light and finds what changed. The comparison ends with either photo. */
  compareDocuments: call(
    v.strictObject({ job: JobId, before: DocumentId, after: DocumentId, options: CompareOptions }),
    v.strictObject({ comparison: ComparisonId, ...Comparison.entries }),
  ),
  /** The regions of other settings of the sliders; quick, no pixel of the photos is read again. */
  detectChanges: call(v.strictObject({ job: JobId, comparison: ComparisonId, options: DetectOptions }), Changes),
  /** Pixels: the layer's bytes, `channels` a pixel; what a byte means is in main/operations/difference/maps.ts. */
  readComparison: call(
    v.strictObject({ job: JobId, comparison: ComparisonId, layer: ComparisonLayer, view: View }),
    v.strictObject({ width: v.number(), height: v.number(), channels: v.number() }),
  ),
  /** Cuts an open picture of two panels that show the same into two; `axis` says how they lay. */
  splitPhoto: call(
    v.strictObject({ job: JobId, document: DocumentId }),
    v.strictObject({ grants: v.tuple([Grant, Grant]), axis: v.picklist(['columns', 'rows']) }),
  ),
  /** Puts the difference as it would be exported onto the clipboard. */
  copyDifference: call(v.strictObject({ job: JobId, comparison: ComparisonId, mode: DifferenceMode }), nothing),
  /** The model learned from patches of before, asked of both photos, after being aligned and in before's light. Clean-up steps take no part. */
  measureColour: call(v.strictObject({ job: JobId, comparison: ComparisonId, segmentation: Segmentation }), ColourChange),
  /** Pixels: two bytes a pixel, the scores of before and of after; 0 and 0 where one of the photos shows nothing. */
  readColour: call(
    v.strictObject({ job: JobId, comparison: ComparisonId, segmentation: Segmentation, view: View }),
    v.strictObject({ width: v.number(), height: v.number(), scale: ScoreScale }),
  ),
  /** SSIM and ΔE2000 of the whole photo: a second or more, then kept. */
  comparisonMetrics: call(v.strictObject({ job: JobId, comparison: ComparisonId }), SlowMetrics),
  /** Asks where to save, writes atomically. `saved: null`: the user closed the dialog. */
  exportComparison: call(
    v.strictObject({ job: JobId, comparison: ComparisonId, what: ComparisonExport }),
    v.strictObject({ saved: v.nullable(v.strictObject({ grant: Grant, bytes: v.number() })) }),
  ),
  closeComparison: call(v.strictObject({ comparison: ComparisonId }), nothing),

  /** Shows a file that this window was granted in the system's file manager. */
  reveal: call(v.strictObject({ grant: Handle }), nothing),
  cancel: call(v.strictObject({ job: JobId }), nothing),
} as const

export const events = {
  /** Files from an argument, a second start, the menu, a drop or the system. */
  offered: v.strictObject({ grants: v.array(Grant), pair: v.boolean() }),
  /** A recipe from a drop, an argument or a second start. */
  recipe: OpenedRecipe,
  command: v.strictObject({ id: v.string() }),
  progress: v.strictObject({ job: JobId, stage: v.string(), fraction: v.number() }),
  /** `ready` after `restarting` means that all open documents are back under their ids. */
  engine: v.strictObject({ state: v.picklist(['ready', 'restarting', 'failed']), lost: v.array(DocumentId) }),
  failure: v.strictObject({ code: v.string(), message: v.string(), where: v.string(), hint: v.string() }),
} as const

export type Calls = typeof calls
export type CallName = keyof Calls
export type Request<N extends CallName> = v.InferOutput<Calls[N]['request']>
export type Reply<N extends CallName> = v.InferOutput<Calls[N]['reply']>
export type Events = typeof events
export type EventName = keyof Events
export type EventPayload<N extends EventName> = v.InferOutput<Events[N]>

export type Grant = v.InferOutput<typeof Grant>
export type Region = v.InferOutput<typeof Region>
export type Shape = v.InferOutput<typeof Shape>
export type Patch = v.InferOutput<typeof Patch>
export type View = v.InferOutput<typeof View>
export type { Gate, HandModel } from './gate'
export type Segmentation = v.InferOutput<typeof Segmentation>
export type CleanStep = v.InferOutput<typeof CleanStep>
export type MeasuredObject = v.InferOutput<typeof MeasuredObject>
export type Measured = v.InferOutput<typeof Measured>
export type AreaInterval = v.InferOutput<typeof AreaInterval>
export type SuggestedPatch = v.InferOutput<typeof SuggestedPatch>
export type OpenedRecipe = v.InferOutput<typeof OpenedRecipe>
export type CleanedMask = v.InferOutput<typeof CleanedMask>
export type DocumentInfo = v.InferOutput<typeof DocumentInfo>
export type PatchStatistics = v.InferOutput<typeof PatchStatistics>
export type ScoreScale = v.InferOutput<typeof ScoreScale>
export type Segmented = v.InferOutput<typeof Segmented>
export type Histograms = v.InferOutput<typeof Histograms>
export type Settings = v.InferOutput<typeof Settings>

export const DEFAULT_SETTINGS: Settings = {
  theme: 'system',
  overlayColour: 'auto',
  overlayStrength: 0.6,
  drawer: true,
  drawerHeight: null,
  inspector: true,
}

/** What arrives on the pixel port. */
export interface PixelBlock {
  readonly job: string
  readonly bytes: Uint8Array
}

/** What preload puts on `window.chromapatch`: verbs, never a channel. */
export type Api = {
  readonly [N in CallName]: (request: Request<N>) => Promise<{ ok: Reply<N> } | { error: import('./errors').WireError }>
} & {
  /** Returns the function that stops listening. */
  readonly on: <N extends EventName>(event: N, listener: (payload: EventPayload<N>) => void) => () => void
  /** Files that the user dropped: preload finds what they are and main grants them (an `offered` event follows). */
  readonly drop: (files: readonly File[]) => Promise<void>
}

/** Posted to the page, with the pixel port, when the engine is ready or has been started again. */
export const PIXEL_PORT_MESSAGE = 'chromapatch:pixel-port'
