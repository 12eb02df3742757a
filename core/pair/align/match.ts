/** Features of two photos → pairs → the move that most of them agree on (RANSAC; Fischler and Bolles 1981). */
import type { Feature } from './features'
import { fitMove, PAIRS_NEEDED, type MoveModel } from './fit'
import { apply, isPlausible, type Matrix, type Point, type Size } from './geometry'
import { lottery } from './solve'

/** Of 256 comparisons, how many may differ, and how much nearer the best must be than the second best. */
const DISTANCE_MAX = 80
const RATIO = 0.88
/** Pixels between where a feature is and where the move puts it. */
const NEAR = 3
const DRAWS = 3000
/** Fewer agreeing pairs than this may agree by chance. */
const AGREEING_LEAST = 14

export interface Pair {
  readonly from: Point
  readonly to: Point
}

function bitCount(word: number): number {
  let v = word - ((word >>> 1) & 0x5555_5555)
  v = (v & 0x3333_3333) + ((v >>> 2) & 0x3333_3333)
  return Math.imul((v + (v >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24
}

function pack(features: readonly Feature[]): Int32Array {
  const packed = new Int32Array(features.length * 8)
  features.forEach(({ words }, i) => packed.set(words, i * 8))
  return packed
}

/** The pairs that choose each other and are clearly nearer than the next best. */
export function pairsOf(before: readonly Feature[], after: readonly Feature[]): Pair[] {
  const [a, b] = [pack(before), pack(after)]
  const [forwards, distances] = [new Int32Array(before.length).fill(-1), new Int32Array(after.length).fill(999)]
  const backwards = new Int32Array(after.length).fill(-1)
  for (let i = 0; i < before.length; i++) {
    let [best, second] = [999, 999]
    for (let k = 0; k < after.length; k++) {
      let d = 0
      for (let w = 0; w < 8; w++) d += bitCount((a[i * 8 + w] as number) ^ (b[k * 8 + w] as number))
      if (d < best) {
        second = best
        best = d
        forwards[i] = k
      } else if (d < second) second = d
      if (d < (distances[k] as number)) {
        distances[k] = d
        backwards[k] = i
      }
    }
    if (best > DISTANCE_MAX || best > RATIO * second) forwards[i] = -1
  }
  return before.flatMap(({ x, y }, i) => {
    const k = forwards[i] as number
    if (k < 0 || backwards[k] !== i) return []
    const to = after[k] as Feature
    return [{ from: [x, y], to: [to.x, to.y] } as Pair]
  })
}

/** Null where no move has enough pairs behind it. */
export function agree(model: MoveModel, pairs: readonly Pair[], size: Size): { readonly move: Matrix; readonly agreeing: number } | null {
  const needed = PAIRS_NEEDED[model]
  if (pairs.length < Math.max(needed, AGREEING_LEAST)) return null
  const draw = lottery(pairs.length)
  let best: Pair[] = []
  for (let i = 0; i < DRAWS; i++) {
    const drawn = Array.from({ length: needed }, () => pairs[Math.floor(draw() * pairs.length)] as Pair)
    const move = fit(model, drawn)
    if (move === null || !isPlausible(move, size)) continue
    const agreeing = pairs.filter((pair) => isNear(move, pair))
    if (agreeing.length > best.length) best = agreeing
    // Enough draws to have met one of true pairs alone with 99.9 %.
    if (i > Math.log(0.001) / Math.log(1 - Math.min(0.999, (best.length / pairs.length) ** needed)) && i > 100) break
  }
  for (let round = 0; round < 4; round++) {
    const move = fit(model, best)
    if (move === null || !isPlausible(move, size)) return null
    const agreeing = pairs.filter((pair) => isNear(move, pair))
    if (agreeing.length < AGREEING_LEAST) return null
    if (agreeing.length === best.length || round === 3) return { move, agreeing: agreeing.length }
    best = agreeing
  }
  return null
}

const fit = (model: MoveModel, pairs: readonly Pair[]) =>
  fitMove(
    model,
    pairs.map(({ from }) => from),
    pairs.map(({ to }) => to),
  )

function isNear(move: Matrix, { from, to }: Pair): boolean {
  const [x, y] = apply(move, from)
  return (x - to[0]) ** 2 + (y - to[1]) ** 2 < NEAR * NEAR
}
