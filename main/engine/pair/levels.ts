/** A pair at one level of its pyramids. */
import type { Raster } from '../photo/raster'
import type { PixelPair } from '../threads/compare-task'

export function pairAt(before: Raster, aligned: Raster, level: number): PixelPair {
  const [a, b] = [before.levels[level]!, aligned.levels[level]!]
  return { before: a.rgb, after: b.rgb, covered: b.alpha, width: b.width, height: b.height }
}

/** The finest level whose longer side is at most `side`. */
export function levelAt({ levels }: Raster, side: number): number {
  const level = levels.findIndex(({ width, height }) => Math.max(width, height) <= side)
  return level < 0 ? levels.length - 1 : level
}
