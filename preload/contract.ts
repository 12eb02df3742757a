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
import { DocumentId, DocumentInfo, Grant, Handle, JobId, View } from './documents'
import {
  ExportItem,
  ExportItems,
  ExportOptions,
  FailedFile,
  FigureFormat,
  Look,
  NameTemplate,
  PhotoRow,
  PreparedFile,
  RecipeScale,
  Scale,
} from './exports'
import { AreaInterval, CleanedMask, Histograms, Measured, ScoreScale, Segmented, SuggestedPatch } from './findings'
import { Disagreement, MethodPicture, PictureScale } from './method'
import { SIDE_MAX, finite, integer } from './numbers'
import { Patch, Segmentation } from './segmentation'
import { KeptWorkspace, PhotoRole, WorkspaceState } from './workspace'

export * from './documents'
export * from './findings'
export * from './segmentation'
export { ExportOptions, FigureFormat, Scale }
export type { Gate, HandModel } from './gate'

/** What a recipe says, for the window: `photo` is the name of what it was made on, `beside` that file where it lies beside the recipe. */
export const OpenedRecipe = v.strictObject({
  name: v.string(),
  segmentation: Segmentation,
  items: v.array(ExportItem),
  scale: RecipeScale,
  photo: v.nullable(v.string()),
  /** Of the bytes of that photo. */
  sha256: v.nullable(v.string()),
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
const PhotosExported = v.strictObject({ rows: v.nullable(v.array(PhotoRow)), folder: v.nullable(Grant) })
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
    v.strictObject({ ...ofMask, items: ExportItems, template: NameTemplate, scale: RecipeScale }),
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
  /** Whether an open photo is, byte for byte, the one of that SHA-256. */
  isPhotoOf: call(
    v.strictObject({ document: DocumentId, sha256: v.pipe(v.string(), v.length(64)) }),
    v.strictObject({ same: v.boolean() }),
  ),
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
  /**
   * Asks for photos and a folder, and does the same to each photo. `rows: null`: the user closed a dialog. Cancelled, it
   * answers with what was done until then.
   */
  exportPhotos: call(
    v.strictObject({ job: JobId, segmentation: Segmentation, items: ExportItems, template: NameTemplate, scale: Scale }),
    PhotosExported,
  ),
  /** What the job `again` did not do, into the same folder; answers with all of its rows. */
  exportPhotosAgain: call(v.strictObject({ job: JobId, again: JobId }), PhotosExported),
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

export type OpenedRecipe = v.InferOutput<typeof OpenedRecipe>
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
