/**
 * How bytes of a difference become colours: a table of 256 words a setting, so that gain and threshold repaint in the
 * next frame without a call. What a byte means is in core/pair/difference/maps.ts. Words are RGBA in memory order.
 */
import { deltaEOfByte, sigmasOfByte, signedOf, type ByteLayer } from '../../../core/pair/difference/maps'
import { rdbu, rdbuEntry } from '../../../core/pair/difference/rdbu'
import { packRgba } from '../../pane/compose'
import type { DifferenceView } from './views'

export const LAYER_OF = {
  signed: 'difference-signed',
  absolute: 'difference-abs',
  channels: 'per-channel',
  'delta-e': 'deltaE',
  mask: 'residual-map',
} as const satisfies Record<DifferenceView, ByteLayer>

export interface Colouring {
  readonly mode: DifferenceView
  /** What is drawn in full strength: grey -1..1, channels and absolute grey of 255, ΔE. */
  readonly limit: number
  /** In the same unit, σ for the mask; what is not above it is hidden. */
  readonly threshold: number
  /** Of the mask, 0..1. */
  readonly tint: readonly [r: number, g: number, b: number, alpha: number]
}

/** A byte's size in the unit of the threshold. */
function magnitudeOf(mode: DifferenceView, byte: number): number {
  if (mode === 'signed') return Math.abs(signedOf(byte)) * 255
  if (mode === 'delta-e') return deltaEOfByte(byte)
  return mode === 'mask' ? sigmasOfByte(byte) : byte
}

const WHITE_ENTRY = 128

/** A word for each byte; of channels, a byte for each byte. */
export function colourTable({ mode, limit, threshold, tint }: Colouring): Int32Array {
  const table = new Int32Array(256)
  const map = rdbu()
  for (let byte = 0; byte < 256; byte++) {
    const size = magnitudeOf(mode, byte)
    // A threshold of 0 hides nothing; of the mask, a pixel at the threshold is above it, as in the engine.
    const isHidden = mode === 'mask' ? size < threshold : threshold > 0 && size <= threshold
    if (mode === 'mask') {
      table[byte] = isHidden ? 0 : packRgba(tint[0], tint[1], tint[2], Math.round(tint[3] * 255))
    } else if (mode === 'signed') {
      const entry = isHidden ? WHITE_ENTRY : rdbuEntry(signedOf(byte), limit)
      table[byte] = packRgba(map[entry * 3]!, map[entry * 3 + 1]!, map[entry * 3 + 2]!, 255)
    } else {
      const level = isHidden ? 0 : Math.min(255, Math.round((size / limit) * 255))
      table[byte] = mode === 'channels' ? level : packRgba(level, level, level, 255)
    }
  }
  return table
}

/** Fills `words` with the colours of `bytes`; of channels, three bytes make a pixel, hidden where the greatest is. */
export function colourBytes(bytes: Uint8Array, table: Int32Array, mode: DifferenceView, words: Int32Array): void {
  if (mode !== 'channels') {
    for (let i = 0; i < words.length; i++) words[i] = table[bytes[i]!]!
    return
  }
  const opaque = packRgba(0, 0, 0, 255)
  for (let i = 0, p = 0; i < words.length; i++, p += 3) {
    words[i] = opaque | table[bytes[p]!]! | (table[bytes[p + 1]!]! << 8) | (table[bytes[p + 2]!]! << 16)
  }
}

/** How many pixels have each byte; of channels, its greatest. */
export function countBytes(bytes: Uint8Array, mode: DifferenceView): Uint32Array {
  const counts = new Uint32Array(256)
  if (mode !== 'channels') for (const byte of bytes) counts[byte]!++
  else for (let i = 0; i + 2 < bytes.length; i += 3) counts[Math.max(bytes[i]!, bytes[i + 1]!, bytes[i + 2]!)]!++
  return counts
}

/** The share of the pixels that a threshold hides, 0..1. */
export function hiddenShare(counts: Uint32Array, mode: DifferenceView, threshold: number): number {
  let hidden = 0
  let all = 0
  for (let byte = 0; byte < 256; byte++) {
    all += counts[byte]!
    const size = magnitudeOf(mode, byte)
    if (mode === 'mask' ? size < threshold : threshold > 0 && size <= threshold) hidden += counts[byte]!
  }
  return all === 0 ? 0 : hidden / all
}
