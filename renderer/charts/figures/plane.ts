/** The 2-D histogram of chromaticity as a picture, and its cells by place. Counts are r-major; g runs upwards in the picture. */
import type { ChromaticityPlane } from '../../../contract/charts'
import { packRgba } from '../../pane/compose'

export interface PlaneCells extends Omit<ChromaticityPlane, 'pixels'> {
  readonly pixels: number
  readonly counts: Uint32Array
  /** Red, green, blue of each cell. */
  readonly colours: Uint8Array
}

export interface PlaneStyle {
  readonly scale: 'linear' | 'log'
  /** Cells in the mean colour of their pixels; else in greys. */
  readonly tinted: boolean
  /** Every cell that has a pixel at full strength. */
  readonly scatter: boolean
  /** Of the patch's cells: red, green, blue. */
  readonly patch: readonly [number, number, number]
}

/** A cell of one pixel must be seen. */
const FAINTEST = 0.22

/** What arrived with a reply of the engine, see contract/charts.ts. */
export function planeCells(reply: ChromaticityPlane, bytes: Uint8Array): PlaneCells {
  const cells = reply.bins ** 2
  const whole = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  return { ...reply, counts: new Uint32Array(whole.buffer, whole.byteOffset, cells), colours: whole.subarray(cells * 4, cells * 7) }
}

/** How strongly a count shows, 0..1, against the greatest. */
export function strengthOf(count: number, most: number, scale: PlaneStyle['scale']): number {
  if (count === 0) return 0
  const share = scale === 'log' ? Math.log1p(count) / Math.log1p(most) : count / most
  return FAINTEST + (1 - FAINTEST) * share
}

/** `bins` × `bins` words of RGBA, top row first; nothing where no pixel is. */
export function paintPlane({ bins, counts, colours }: PlaneCells, patch: PlaneCells | null, style: PlaneStyle): Uint32Array {
  const words = new Uint32Array(bins * bins)
  const most = greatest(counts)
  const patchMost = patch ? greatest(patch.counts) : 0
  for (let i = 0; i < bins; i++) {
    for (let j = 0; j < bins; j++) {
      const cell = i * bins + j
      const count = counts[cell]!
      if (count === 0) continue
      const strength = style.scatter ? 1 : strengthOf(count, most, style.scale)
      let [red, green, blue] = style.tinted ? [colours[cell * 3]!, colours[cell * 3 + 1]!, colours[cell * 3 + 2]!] : [235, 235, 235]
      let alpha = strength
      const inPatch = patch?.counts[cell] ?? 0
      if (inPatch > 0) {
        const cover = style.scatter ? 0.9 : 0.35 + 0.65 * strengthOf(inPatch, patchMost, style.scale)
        ;[red, green, blue] = [red, green, blue].map((c, k) => Math.round(c + (style.patch[k]! - c) * cover)) as [number, number, number]
        alpha = Math.max(alpha, cover)
      }
      words[(bins - 1 - j) * bins + i] = packRgba(red, green, blue, Math.round(255 * alpha))
    }
  }
  return words
}

export function canvasOf(words: Uint32Array, side: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(side, side)
  const bytes = new Uint8ClampedArray(words.buffer as ArrayBuffer, words.byteOffset, words.byteLength)
  canvas.getContext('2d')?.putImageData(new ImageData(bytes, side, side), 0, 0)
  return canvas
}

function greatest(counts: Uint32Array): number {
  let most = 0
  for (const count of counts) if (count > most) most = count
  return most
}

/** [r index, g index] of the cell at a chromaticity; null outside of the window. */
export function cellAt({ bins, r, g }: Pick<PlaneCells, 'bins' | 'r' | 'g'>, x: number, y: number): [number, number] | null {
  const [i, j] = [((x - r[0]) / (r[1] - r[0])) * bins, ((y - g[0]) / (g[1] - g[0])) * bins]
  if (!(i >= 0 && i <= bins && j >= 0 && j <= bins)) return null
  return [Math.min(bins - 1, Math.floor(i)), Math.min(bins - 1, Math.floor(j))]
}

/** The lower corner of a cell, and its sides. */
export function cellBox({ bins, r, g }: Pick<PlaneCells, 'bins' | 'r' | 'g'>, [i, j]: readonly [number, number]) {
  const [width, height] = [r[1] - r[0], g[1] - g[0]]
  return { r: r[0] + (i * width) / bins, g: g[0] + (j * height) / bins, w: width / bins, h: height / bins }
}
