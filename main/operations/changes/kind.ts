/**
 * What happened in a region, told from edges. A thing that came or went has an outline in one photo and none in the
 * other; one that was recoloured or lit keeps its inner structure: edges lie in the same places, whatever their colours.
 */
import type { JudgedPair } from './describe'
import type { ChangeKind } from './index'
import type { FoundRegion } from './regions'

export interface Evidence {
  /** Correlation of the two photos' edges inside of the region, -1..1; null where neither has any. */
  readonly sameInside: number | null
  /** How steep the outline is, in bytes, beyond what lies inside and around it. */
  readonly outlineBefore: number
  readonly outlineAfter: number
}

/** A region's rim lies so far outside of the thing: the residual is softened. */
const RIM = 3
/** Pixels of the region from so far inside of its rim on tell its inner structure. */
const INNER = 5
/** Edges weaker than this, in bytes a pixel, are noise. */
const EDGE_LEAST = 2.5
const SAME_INSIDE = 0.6
const OTHER_INSIDE = 0.3
/** An outline is one when it is this steep, and this many times as steep as in the other photo. */
const OUTLINE_LEAST = 6
const OUTLINE_RATIO = 1.6
const SAMPLES = 20_000

type Rgb = Uint8Array

/** Sum over the channels of |difference| of two pixels. */
function apart(rgb: Rgb, p: number, q: number): number {
  const [i, k] = [p * 3, q * 3]
  return Math.abs(rgb[i]! - rgb[k]!) + Math.abs(rgb[i + 1]! - rgb[k + 1]!) + Math.abs(rgb[i + 2]! - rgb[k + 2]!)
}

export function evidenceOf({ before, after, width, height }: JudgedPair, region: FoundRegion, labels: Uint16Array): Evidence {
  const isIn = (x: number, y: number) => x >= 0 && y >= 0 && x < width && y < height && labels[y * width + x] === region.label
  const stride = Math.max(1, Math.floor(Math.sqrt(region.area / SAMPLES)))
  const inside = { n: 0, x: 0, y: 0, xx: 0, yy: 0, xy: 0 }
  const outline = { n: 0, before: 0, after: 0 }
  for (let y = region.y; y < region.y + region.h; y += stride) {
    for (let x = region.x; x < region.x + region.w; x++) {
      if (!isIn(x, y)) continue
      const p = y * width + x
      if (x % stride === 0 && isIn(x - INNER, y) && isIn(x + INNER, y) && isIn(x, y - INNER) && isIn(x, y + INNER)) {
        const steep = (rgb: Rgb) => (apart(rgb, p + 1, p - 1) + apart(rgb, p + width, p - width)) / 6
        add(inside, steep(before), steep(after))
      }
      for (const [dx, dy] of [
        [1, 0],
        [-1, 0],
        [0, 1],
        [0, -1],
      ] as const) {
        if (isIn(x + dx, y + dy)) continue
        // From outside of the rim to where the thing itself begins.
        const [ox, oy] = [x + dx * 2, y + dy * 2]
        const [ix, iy] = [x - dx * 2 * RIM, y - dy * 2 * RIM]
        if (ox < 0 || oy < 0 || ox >= width || oy >= height || !isIn(ix, iy)) continue
        outline.n++
        outline.before += apart(before, oy * width + ox, iy * width + ix) / 3
        outline.after += apart(after, oy * width + ox, iy * width + ix) / 3
      }
    }
  }
  const n = Math.max(1, outline.n)
  return { sameInside: correlation(inside), outlineBefore: outline.before / n, outlineAfter: outline.after / n }
}

interface Moments {
  n: number
  x: number
  y: number
  xx: number
  yy: number
  xy: number
}

function add(to: Moments, x: number, y: number): void {
  to.n++
  to.x += x
  to.y += y
  to.xx += x * x
  to.yy += y * y
  to.xy += x * y
}

function correlation({ n, x, y, xx, yy, xy }: Moments): number | null {
  if (n < 12) return null
  const [vx, vy] = [xx / n - (x / n) ** 2, yy / n - (y / n) ** 2]
  if (Math.max(x, y) / n < EDGE_LEAST) return null
  return (xy / n - (x / n) * (y / n)) / Math.sqrt(Math.max(1e-9, vx * vy))
}

type Lab = readonly [L: number, a: number, b: number]

/** `before` and `after` are the means over the region. */
export function kindOf({ sameInside, outlineBefore, outlineAfter }: Evidence, before: Lab, after: Lab): ChangeKind {
  const lightness = after[0] - before[0]
  const colour = Math.hypot(after[1] - before[1], after[2] - before[2])
  const tinted = colour > Math.abs(lightness) ? 'recoloured' : lightness > 0 ? 'brighter' : 'darker'
  if (sameInside !== null && sameInside > SAME_INSIDE) return tinted
  if (outlineAfter > OUTLINE_LEAST && outlineAfter > OUTLINE_RATIO * outlineBefore) return 'appeared'
  if (outlineBefore > OUTLINE_LEAST && outlineBefore > OUTLINE_RATIO * outlineAfter) return 'vanished'
  // An outline in both, or in neither: the same place of another colour, unless its inside is another as well.
  return sameInside !== null && sameInside < OTHER_INSIDE ? 'replaced' : tinted
}
