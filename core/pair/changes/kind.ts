/**
 * What happened in a region. A thing that came or went stands apart from its surroundings in one photo, while the other shows the
 * surroundings going on; one that was recoloured or lit keeps its inner structure.
 */
import { ColourSpread } from './colour-spread'
import type { JudgedPair } from './judged'
import type { ChangeKind } from './index'
import type { FoundRegion } from './regions'
import { structureOf, type Structure } from './structure'

export interface Evidence extends Structure {
  /** Bhattacharyya distance of the colours inside from those around, 0 and up. */
  readonly apartBefore: number
  readonly apartAfter: number
}

/** A region’s rim lies at most so far outside of the thing: the residual is softened. */
const RIM = 4
/** Pixels of the region from so far inside of its rim on tell its inner structure: their neighbours lie within the thing too. */
const INNER = 8
/** The surroundings reach so far beyond the rim. */
const AROUND = 9
/** More than a third of the structure in common is one thing. */
const SHARED = 0.33
/** Colours inside and around have less than a seventh in common: exp(-2). */
const APART = 2
/** Structure weaker than this, in bytes, may be noise. */
const STRUCTURE_LEAST = 6
const SAMPLES = 20_000

export function evidenceOf(pair: JudgedPair, region: FoundRegion, labels: Uint16Array): Evidence {
  const { before, after, width, height } = pair
  const labelAt = (x: number, y: number) => (x < 0 || y < 0 || x >= width || y >= height ? -1 : (labels[y * width + x] as number))
  const isIn = (x: number, y: number) => labelAt(x, y) === region.label
  /** All four places so far off. */
  const isDeep = (x: number, y: number, by: number) => isIn(x - by, y) && isIn(x + by, y) && isIn(x, y - by) && isIn(x, y + by)
  const isNear = (x: number, y: number) => {
    const slant = Math.round(AROUND * Math.SQRT1_2)
    return [-1, 0, 1].some((v) =>
      [-1, 0, 1].some((u) => (u !== 0 || v !== 0) && isIn(x + u * (v ? slant : AROUND), y + v * (u ? slant : AROUND))),
    )
  }
  const stride = Math.max(1, Math.floor(Math.sqrt((region.w * region.h) / SAMPLES)))
  const inner: number[] = []
  const [inBefore, inAfter, roundBefore, roundAfter] = [new ColourSpread(), new ColourSpread(), new ColourSpread(), new ColourSpread()]
  for (let y = Math.max(0, region.y - AROUND); y < Math.min(height, region.y + region.h + AROUND); y += stride) {
    for (let x = Math.max(0, region.x - AROUND); x < Math.min(width, region.x + region.w + AROUND); x += stride) {
      const p = y * width + x
      if (isIn(x, y)) {
        if (!isDeep(x, y, RIM)) continue
        inBefore.add(before, p)
        inAfter.add(after, p)
        if (isDeep(x, y, INNER)) inner.push(p)
      } else if (labelAt(x, y) === 0 && isNear(x, y)) {
        roundBefore.add(before, p)
        roundAfter.add(after, p)
      }
    }
  }
  return { ...structureOf(pair, inner), apartBefore: inBefore.apartFrom(roundBefore), apartAfter: inAfter.apartFrom(roundAfter) }
}

type Lab = readonly [L: number, a: number, b: number]

/** `before` and `after` are the means over the region. */
export function kindOf(evidence: Evidence, before: Lab, after: Lab): ChangeKind {
  const lightness = after[0] - before[0]
  const colour = Math.hypot(after[1] - before[1], after[2] - before[2])
  const tinted = colour > Math.abs(lightness) ? 'recoloured' : lightness > 0 ? 'brighter' : 'darker'
  if (evidence.shared > SHARED) return tinted
  const [was, is] = [evidence.apartBefore > APART, evidence.apartAfter > APART]
  if (is !== was) return is ? 'appeared' : 'vanished'
  // A thing in both, or in neither: the same one of another colour where nothing is drawn on it.
  return Math.max(evidence.before, evidence.after) > STRUCTURE_LEAST ? 'replaced' : tinted
}
