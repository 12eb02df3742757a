/** One row of a series' table: a photo (and a class), what was measured, and what makes it doubtful. */
export const COLUMNS = [
  'photo',
  'folder',
  'taken',
  'class',
  'pixels',
  'percent',
  'mm2',
  'objects',
  'low',
  'high',
  'state',
  'warnings',
] as const
export type Column = (typeof COLUMNS)[number]

export type RowState = 'done' | 'doubtful' | 'failed'

export interface Row {
  /** The file's name. */
  readonly photo: string
  /** The folder as it was given, with / between names; empty for the present one. */
  readonly folder: string
  /** Date and time of the camera's clock, as 2024-05-31T14:07:12; empty where the photo has none. */
  readonly taken: string
  readonly class: string
  /** Null where the photo failed, or for mm² where the scale is not known. */
  readonly pixels: number | null
  readonly percent: number | null
  readonly mm2: number | null
  readonly objects: number | null
  /** Pixels at twice and at half the threshold, less and more half a pixel along the outline: how far the area can be trusted. */
  readonly low: number | null
  readonly high: number | null
  readonly state: RowState
  /** Sentences; of a photo that failed, its code and what happened. */
  readonly warnings: readonly string[]
}

/** By folder, then photo, then class; by code points, so that every machine has the same order. */
export function byPlace(a: Row, b: Row): number {
  return compare(a.folder, b.folder) || compare(a.photo, b.photo) || compare(a.class, b.class)
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
