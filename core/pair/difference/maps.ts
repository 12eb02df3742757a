/**
 * The layers of a comparison that travel as bytes, and what a byte means. Pure: the engine writes with it and the window
 * reads with it, so that gain and threshold are sliders of the window alone.
 *
 * Signed grey and ΔE are coded by their square root: near 0, where a gain of 16 is looked through, steps are small.
 */
export type ByteLayer = 'difference-signed' | 'difference-abs' | 'per-channel' | 'deltaE' | 'residual-map'

export type Layer = 'after-aligned' | ByteLayer

/** Bytes of a pixel: RGBA of a picture, |ΔR| |ΔG| |ΔB| per channel, one of the others. */
export function channelsOf(layer: Layer): 1 | 3 | 4 {
  if (layer === 'after-aligned') return 4
  return layer === 'per-channel' ? 3 : 1
}

/** What stands where the two photos do not overlap: no difference. */
export function blankOf(layer: ByteLayer): number {
  return layer === 'difference-signed' ? SIGNED_ZERO : 0
}

const SIGNED_ZERO = 128
const SIGNED_STEPS = 127

/** before - after in grey, -1..1, as a byte: 128 is 0, 1 is -1, 255 is 1. */
export function signedByte(difference: number): number {
  const steps = Math.round(SIGNED_STEPS * Math.sqrt(Math.min(1, Math.abs(difference))))
  return difference < 0 ? SIGNED_ZERO - steps : SIGNED_ZERO + steps
}

export function signedOf(byte: number): number {
  const steps = (byte - SIGNED_ZERO) / SIGNED_STEPS
  return steps * Math.abs(steps)
}

/** ΔE2000 as a byte: 25.5 · √ΔE, so 255 is 100 and more. */
export function deltaEByte(deltaE: number): number {
  return Math.min(255, Math.round(25.5 * Math.sqrt(deltaE)))
}

export const deltaEOfByte = (byte: number): number => (byte / 25.5) ** 2

/** A residual map's byte in σ of the pair's noise; a pixel is above a threshold of k σ where this is at least k. 255 is 31.9 and more. */
export const sigmasOfByte = (byte: number): number => byte / 8
