/** Which pixels of the photo a place on a chart stands for, and the veil that leaves them alone bright. Pure loops over what the pane shows. */
import { hueBin, hueOf } from '../../core/scorers/table/definition'
import { quickGateTest } from '../../core/scorers/gate/cells'
import type { Gate } from '../../contract/gate'
import { packRgba } from '../pane/compose'
import type { Layer } from '../pane/layer'

export type Spotlight =
  /** A region of the (r, g) plane. */
  | { readonly kind: 'region'; readonly gate: Gate }
  /** A bin of the histogram of hues. */
  | { readonly kind: 'hue'; readonly bins: number; readonly bin: number }
  /** Bytes of the score map, both ends included. */
  | { readonly kind: 'score'; readonly low: number; readonly high: number }

export const VEIL = packRgba(0, 0, 0, 190)

/** Writes the veil over `out`, a word a pixel of the layer: nothing over lit pixels. Returns how many are lit. */
export function castVeil(layer: Pick<Layer, 'pixels' | 'score'>, light: Spotlight, out: Uint32Array): number {
  const { pixels, score } = layer
  if (light.kind === 'score') {
    if (!score) return clear(out)
    return fill(out, (i) => score.bytes[i]! >= light.low && score.bytes[i]! <= light.high)
  }
  const [red, green, blue] = [(word: number) => word & 255, (word: number) => (word >> 8) & 255, (word: number) => (word >> 16) & 255]
  if (light.kind === 'hue') {
    const wanted = Uint8Array.from({ length: 180 }, (_, hue) => (hueBin(hue, light.bins) === light.bin ? 1 : 0))
    return fill(out, (i) => wanted[hueOf(red(pixels[i]!), green(pixels[i]!), blue(pixels[i]!))] === 1)
  }
  const inside = quickGateTest(light.gate)
  return fill(out, (i) => {
    const word = pixels[i]!
    const [R, G] = [red(word), green(word)]
    const sum = R + G + blue(word)
    return sum > 0 && inside(R / sum, G / sum)
  })
}

function fill(out: Uint32Array, isLit: (at: number) => boolean): number {
  let lit = 0
  for (let i = 0; i < out.length; i++) {
    const bright = isLit(i)
    out[i] = bright ? 0 : VEIL
    if (bright) lit++
  }
  return lit
}

function clear(out: Uint32Array): number {
  out.fill(0)
  return 0
}
