/** Photos that are open, and what of them is meant: schemas of the contract. */
import * as v from 'valibot'
import { integer, SIDE_MAX } from './numbers'

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
/** Pyramid level k shows the photo at 1 / 2^k of its size; the region is in pixels of that level. */
export const View = v.strictObject({ level: integer(0, 16), region: Region })

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
  /** How many pictures (pages, frames) the file holds and which of them this is, from 1; left out where it holds one. */
  pages: v.optional(v.number()),
  page: v.optional(v.number()),
  /** Number of pyramid levels; level 0 is the photo itself. */
  levels: v.number(),
})

export type Region = v.InferOutput<typeof Region>
export type View = v.InferOutput<typeof View>
export type Grant = v.InferOutput<typeof Grant>
export type DocumentInfo = v.InferOutput<typeof DocumentInfo>
