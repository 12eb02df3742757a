/** A format of picture files, in which exports are written: all that differs between them, but for how pixels become bytes (codec). */
export interface PictureFormat<Id extends string = string> {
  readonly id: Id
  readonly title: string
  /** What it is good for, one line. */
  readonly note: string
  /** Of file names, without the dot; the first is the one that is proposed. */
  readonly endings: readonly [string, ...string[]]
  readonly hasTransparency: boolean
  /** `either`: it can be written both ways. */
  readonly loss: 'never' | 'always' | 'either'
  /** The most bits a channel. */
  readonly depth: 8 | 16
  /** The longest side in pixels; null where that is more than a photo may have. */
  readonly sideMax: number | null
  /** Whether comparisons are written in it. */
  readonly holdsComparisons: boolean
}

export const defineFormat = <const Id extends string>(format: PictureFormat<Id>): PictureFormat<Id> => format
