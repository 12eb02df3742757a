import type { Region } from '../../../contract/contract'

export interface Picture {
  /** Interleaved: 1 (mask, score map), 3 (RGB) or 4 (RGBA, straight alpha) channels of 8 or 16 bits. May be shared memory. */
  readonly pixels: Uint8Array | Uint16Array
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3 | 4
  /** Only this part of it is written. */
  readonly crop?: Region | null
  /** The ICC profile that the colours are in; sRGB where there is none. */
  readonly profile?: Uint8Array | null
  /** One channel written as one bit: white from 128 on. PNG alone, without EXIF. */
  readonly oneBit?: boolean
}
