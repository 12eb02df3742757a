/** What a reader of a format is given and gives back. Readers run in a thread of their own, which is ended when it takes too long. */

export interface Read {
  readonly width: number
  readonly height: number
  /** Interleaved, rows without gaps; alpha, straight, is the last of 2 or 4, and of 5 in CMYK. */
  readonly channels: 1 | 2 | 3 | 4 | 5
  readonly samples: Uint8Array | Uint16Array
  /** RGB or grey where left out. CMYK: 0 is no ink. Lab: as TIFF stores it. */
  readonly space?: 'cmyk' | 'lab'
  /** ICC profile that the numbers are in; sRGB where there is none. */
  readonly profile?: Uint8Array | null
  /** EXIF's number, where the samples are not upright. */
  readonly orientation?: number
  /** Lines that say what was converted. */
  readonly notes: readonly string[]
  /** Faults that do not touch the pixels, as parts of a sentence. */
  readonly faults?: readonly string[]
  /** Part of the picture is missing. */
  readonly isDamaged?: boolean
  /** How many pictures the file holds; 1 where left out. */
  readonly pages?: number
  readonly exif?: Uint8Array | null
}

/** A picture in a format that sharp knows, found in the file and handed on as it is. */
export interface Handed {
  readonly container: 'PNG' | 'JPEG'
  readonly bytes: Buffer
  readonly notes: readonly string[]
  readonly exif?: Uint8Array | null
}

export interface ReadRequest {
  /** From 0. */
  readonly page: number
  readonly name: string
  /** Called with the size before memory is taken for it. @throws ReadFailure */
  readonly allow: (width: number, height: number) => void
}

export type Reader = (bytes: Buffer, request: ReadRequest) => Read | Handed | Promise<Read | Handed>

/** Why a reader gives nothing. */
export class ReadFailure extends Error {
  constructor(
    readonly kind: 'damaged' | 'unsupported' | 'too-large' | 'no-page',
    /** `unsupported`: what it is, with its article. */
    message: string,
    readonly size?: { readonly width: number; readonly height: number },
  ) {
    super(message)
  }
}

export const unsupportedKind = (kind: string): ReadFailure => new ReadFailure('unsupported', kind)
export const damagedFile = (reason: string): ReadFailure => new ReadFailure('damaged', reason)

/** A whole number of a fixed 8-bit scale from one of `bits` bits. */
export const to8 = (value: number, bits: number): number => Math.round((value * 255) / (2 ** bits - 1))
