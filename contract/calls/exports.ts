/** Files, recipes and pictures on the clipboard. */
import * as v from 'valibot'
import { DocumentId, Grant, JobId } from '../documents'
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
} from '../exports'
import { OpenedRecipe } from '../recipe'
import { Segmentation } from '../segmentation'
import { call, nothing, ofMask, SavedFile } from './call'

const PhotosExported = v.strictObject({ rows: v.nullable(v.array(PhotoRow)), folder: v.nullable(Grant) })

export const exportCalls = {
  /** Asks where to save and writes all objects (CSV, JSON), the contours (SVG, GeoJSON) or the run lengths (COCO). */
  exportFigures: call(
    v.strictObject({ ...ofMask, format: FigureFormat, scale: Scale, template: v.optional(NameTemplate) }),
    v.strictObject({ saved: v.nullable(SavedFile) }),
    { writes: true },
  ),
  /** Asks where to save and writes a recipe (`.chromapatch.json`) that `chromapatch run` follows to the same bytes. */
  saveRecipe: call(
    v.strictObject({ ...ofMask, items: ExportItems, template: NameTemplate, scale: RecipeScale }),
    v.strictObject({ saved: v.nullable(SavedFile) }),
    { writes: true },
  ),
  /** Shows the open dialog for a recipe; null when the user closes it. */
  openRecipe: call(nothing, v.strictObject({ recipe: v.nullable(OpenedRecipe) })),
  /** Whether an open photo is, byte for byte, the one of that SHA-256. */
  isPhotoOf: call(
    v.strictObject({ document: DocumentId, sha256: v.pipe(v.string(), v.length(64)) }),
    v.strictObject({ same: v.boolean() }),
  ),
  /** Asks where to save, renders at full size, writes atomically. `saved: null`: the user closed the dialog. */
  export: call(
    v.strictObject({ ...ofMask, options: ExportOptions, template: v.optional(NameTemplate) }),
    v.strictObject({ saved: v.nullable(SavedFile) }),
    { writes: true },
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
  prepareExport: call(v.strictObject({ ...ofMask, item: ExportItem, template: NameTemplate, scale: Scale, look: Look }), PreparedFile, {
    pixels: true,
  }),
  /** Begins to drag the file that was prepared under this job out of the window. */
  dragPrepared: call(v.strictObject({ prepared: JobId }), nothing),
  /** Puts a cut-out or a mask on the clipboard. */
  copyPicture: call(v.strictObject({ ...ofMask, options: ExportOptions }), v.strictObject({ width: v.number(), height: v.number() })),
} as const
