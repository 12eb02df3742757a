/** The pixels of a window as runs of bytes, and what is added up over them. */
import { runsInside } from '../../../core/mask/outline'
import type { PixelRule } from '../../../core/kernels/pixel-rule'
import type { Kernels } from '../../../core/wasm/kernels'
import type { Window } from './window'

export interface Run {
  /** Offset of the first pixel's bytes. */
  readonly rgb: number
  /** That pixel's place in the window, row after row. */
  readonly first: number
  readonly count: number
}

/** Rows y0 to y1 of a window. One whose rows touch is one run; of an outline, a row has as many as its line makes of it. */
export function* runsOf({ rgb, stride, w, inside }: Window, y0: number, y1: number): Generator<Run> {
  if (inside === undefined && stride === w) {
    yield { rgb: rgb + y0 * w * 3, first: y0 * w, count: (y1 - y0) * w }
    return
  }
  for (let y = y0; y < y1; y++) {
    const ends = inside === undefined ? [0, w] : runsInside(inside, inside.y + y)
    const left = inside?.x ?? 0
    for (let i = 0; i < ends.length; i += 2) {
      const from = ends[i]! - left
      yield { rgb: rgb + (y * stride + from) * 3, first: y * w + from, count: ends[i + 1]! - ends[i]! }
    }
  }
}

/** Adds the sums that statistics are made of (core/kernels/chromaticity-sums.ts) over rows y0 to y1. */
export function addSums(kernels: Kernels, source: Window, y0: number, y1: number, rule: PixelRule, sums: Float64Array): void {
  const { rgb, stride, w, inside } = source
  if (inside === undefined) return kernels.chromaticitySums({ rgb: rgb + y0 * stride * 3, stride, w, h: y1 - y0 }, rule, sums)
  for (const { rgb: first, count } of runsOf(source, y0, y1)) {
    kernels.chromaticitySums({ rgb: first, stride: count, w: count, h: 1 }, rule, sums)
  }
}
