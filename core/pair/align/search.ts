/**
 * Finds the move between two photos, coarse to fine, and judges it. A move is only ever returned when blocks all over
 * the overlap match under it; otherwise the answer is that there is none.
 *
 * Small moves are found by phase correlation and sliding; larger ones by features. Both are then refined on structure
 * planes up to 2,048 pixels, where a tenth of a pixel is within reach.
 */
import { assess, type Assessment } from './assess'
import { featuresOf } from './features'
import { fitMove, MODELS, type MoveModel } from './fit'
import {
  atLevels,
  corners,
  cornerDistance,
  apply,
  fromLevel,
  fromLevels,
  IDENTITY,
  invert,
  multiply,
  normalized,
  overlapOf,
  type Matrix,
} from './geometry'
import { UNALIGNED, type Alignments, type AlignSource } from './found'
import type { Alignment } from './index'
import { agree, pairsOf } from './match'
import { phaseShift } from './phase'
import { structure, type Plane } from './plane'
import { refine } from './refine'

/** A move with less behind it is not believed. */
const CONFIDENCE_LEAST = 0.5
const MATCHING_LEAST = 10
const SPAN_LEAST = 0.08
/** A start this good needs no second opinion. */
const SURE = 0.75
/** A simpler model explains the pair when it puts the corners this near to where the richest puts them, in pixels of before. */
const SIMPLER_WITHIN = 0.1

interface Found {
  readonly move: Matrix
  readonly assessed: Assessment
}

export class Search {
  private readonly planes = new Map<string, Plane>()

  constructor(
    private readonly before: AlignSource,
    private readonly after: AlignSource,
    private readonly isCancelled: () => boolean,
  ) {}

  run(wanted: Exclude<Alignment, 'none'>): Alignments {
    const model = wanted === 'auto' ? 'homography' : wanted
    const start = this.start(model)
    if (start === null || this.isCancelled()) return UNALIGNED(false, start?.assessed.confidence ?? 0)
    const move = this.climb(model, start.move, [1024, 2048]) ?? start.move
    const assessed = this.judge(move)
    const overlap = overlapOf(move, this.before, this.after)
    if (!isBelieved(assessed)) return UNALIGNED(false, assessed.confidence)
    const simplest = wanted === 'auto' ? this.simplest(move) : { model, move }
    return {
      ...describe(simplest.model, simplest.move),
      residual: this.inPixels(assessed.residual),
      overlap,
      confidence: assessed.confidence,
      found: true,
    }
  }

  /** The best of several starts, refined at about 512 pixels; null where none holds together. */
  private start(model: MoveModel): Found | null {
    let best: Found | null = null
    const consider = (move: Matrix | null, targets: readonly number[]) => {
      if (move === null || this.isCancelled()) return
      // The coarsest planes hold too little for eight unknowns.
      const rough = this.climb(model === 'homography' ? 'similarity' : model, move, targets.slice(0, 1)) ?? move
      const found = this.climb(model, rough, targets)
      if (found === null) return
      const assessed = this.judge(found, 512)
      if (best === null || assessed.confidence > best.assessed.confidence) best = { move: found, assessed }
    }
    const isSure = () => best !== null && best.assessed.confidence >= SURE && isBelieved(best.assessed)
    consider(this.byPhase(), [256, 512])
    if (!isSure()) consider(this.same(), [256, 512])
    if (!isSure()) consider(this.byFeatures(model, 1024), [512])
    return best
  }

  /** Refines the move at each target size in turn. Null where the first of them fails. */
  private climb(model: MoveModel, start: Matrix, targets: readonly number[]): Matrix | null {
    let move: Matrix | null = null
    let done = ''
    for (const target of targets) {
      const [k, l] = this.levelsFor(target, move ?? start)
      if (`${k} ${l}` === done || this.isCancelled()) continue
      done = `${k} ${l}`
      const refined = refine(model, this.plane('before', k), this.plane('after', l), atLevels(move ?? start, k, l))
      if (refined === null) return move
      move = fromLevels(refined.move, k, l)
    }
    return move
  }

  private judge(move: Matrix, target = 1024): Assessment {
    const [k, l] = this.levelsFor(target, move)
    const assessed = assess(this.plane('before', k), this.plane('after', l), atLevels(move, k, l))
    return { ...assessed, residual: assessed.residual * 2 ** k }
  }

  private inPixels(residual: number): number | null {
    return Number.isFinite(residual) ? residual : null
  }

  private same(): Matrix {
    const [sx, sy] = [this.after.width / this.before.width, this.after.height / this.before.height]
    return [sx, 0, (sx - 1) / 2, 0, sy, (sy - 1) / 2, 0, 0, 1]
  }

  private byPhase(): Matrix {
    const [k, l] = this.levelsFor(256, this.same())
    const [x, y] = phaseShift(this.plane('before', k), this.plane('after', l))
    const scaled = multiply(multiply(invert(fromLevel(l)) as Matrix, this.same()), fromLevel(k))
    return fromLevels(multiply([1, 0, x, 0, 1, y, 0, 0, 1], normalized(scaled)), k, l)
  }

  private byFeatures(model: MoveModel, target: number): Matrix | null {
    const [k, l] = [levelFor(this.before, target), levelFor(this.after, target)]
    const [a, b] = [this.before.grey(k), this.after.grey(l)]
    const agreed = agree(model, pairsOf(featuresOf(a), featuresOf(b)), a)
    return agreed === null ? null : fromLevels(agreed.move, k, l)
  }

  /** The simplest model that puts the corners where the homography puts them. */
  private simplest(move: Matrix): { model: 'none' | MoveModel; move: Matrix } {
    const isSameSize = this.before.width === this.after.width && this.before.height === this.after.height
    if (isSameSize && cornerDistance(IDENTITY, move, this.before) < SIMPLER_WITHIN) return { model: 'none', move: IDENTITY }
    const from = corners(this.before)
    const to = from.map((corner) => apply(move, corner))
    for (const model of MODELS.slice(0, -1)) {
      const near = fitMove(model, from, to)
      if (near === null || cornerDistance(near, move, this.before) > 10 * SIMPLER_WITHIN) continue
      const refined = this.climb(model, near, [2048])
      if (refined !== null && cornerDistance(refined, move, this.before) < SIMPLER_WITHIN) return { model, move: refined }
    }
    return { model: 'homography', move }
  }

  /** The levels at which a pixel of one photo is about as large as one of the other, before's longer side being at most `target`. */
  private levelsFor(target: number, move: Matrix): [before: number, after: number] {
    const k = levelFor(this.before, target)
    const [a, b, c] = [apply(move, [0, 0]), apply(move, [this.before.width, 0]), apply(move, [0, this.before.height])]
    const area = Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])) / (this.before.width * this.before.height)
    const l = Math.round(k + 0.5 * Math.log2(Math.max(1e-6, area)))
    return [k, Math.max(0, Math.min(this.after.levels - 1, l))]
  }

  private plane(of: 'before' | 'after', level: number): Plane {
    const key = `${of} ${level}`
    const plane = this.planes.get(key) ?? structure(this[of].grey(level))
    this.planes.set(key, plane)
    return plane
  }
}

/** Where the scene has depth, fewer blocks match under one move: so many, all over the photo, never match by chance. */
const [SCATTERED_CONFIDENCE, SCATTERED_MATCHING, SCATTERED_SPAN] = [0.3, 60, 0.5]

const isBelieved = ({ confidence, matching, span }: Assessment) =>
  (confidence >= CONFIDENCE_LEAST && matching >= MATCHING_LEAST && span >= SPAN_LEAST) ||
  (confidence >= SCATTERED_CONFIDENCE && matching >= SCATTERED_MATCHING && span >= SCATTERED_SPAN)

const describe = (model: 'none' | MoveModel, homography: Matrix) => ({ model, homography })

/** The largest level whose longer side is at most `target`. */
function levelFor({ width, height, levels }: AlignSource, target: number): number {
  let level = 0
  while (level < levels - 1 && Math.max(width, height) / 2 ** level > target) level++
  return level
}
