/**
 * The photo's colours as a mixture of classes and ground, by expectation and maximization (Dempster, Laird, Rubin 1977) over
 * smoothed densities: f(c) = Σ πk tk(c) + πg g(c). The patches hold a part of each class's density in place, so that a class keeps its name;
 * the rest of a class, and the ground, are learnt from the photo, of which no pixel needs a label (as learning from positive and unlabelled
 * examples; Elkan and Noto 2008).
 */
import { CELLS, smooth, type Cells } from './cells'

const ROUNDS = 8
/** How much of a class's density is that of its patches. */
const HELD = 0.3
/** How much of the ground's is that of patches on it. */
const GROUND_HELD = 0.3
/** A colour that neither has is as likely in both. */
const FLOOR = 1e-6
/** Beyond so many nats more evidence changes nothing. */
export const EVIDENCE_MAX = 6
/** Shares of all classes together at the start, and the least and greatest of one. */
const [FIRST_SHARE, LEAST_SHARE, GREATEST_SHARE] = [0.2, 0.002, 0.9] as const

export interface Mixture {
  /** Per class, natural logarithm of its density over the densest other's, class or ground: -6..6 a cell. */
  readonly evidence: readonly Cells[]
}

/**
 * @param photo counts of the whole photo by cell. @param classes counts of each class's patches; none is empty.
 * @param ground counts of the patches on the ground; null where there are none.
 */
export function fitMixture(photo: Cells, classes: readonly Cells[], ground: Cells | null): Mixture {
  const whole = normalized(photo)
  const seen = smooth(whole)
  const held = classes.map((counts) => smooth(normalized(counts)))
  const heldGround = ground === null ? null : smooth(normalized(ground))
  const occupied = Int32Array.from(Array.from(whole.keys()).filter((cell) => whole[cell]! > 0))
  let densities: Cells[] = held
  let rest = withHeld(seen, heldGround)
  let shares = held.map(() => FIRST_SHARE / held.length)
  for (let round = 0; round < ROUNDS; round++) {
    const weights = posteriors(densities, rest, shares, whole, occupied)
    shares = weights.map(({ sum }) => sum)
    const learnt = weights.map(({ cells }) => smooth(cells))
    densities = held.map((own, k) =>
      own.map((value, cell) => HELD * value + ((1 - HELD) * learnt[k]![cell]!) / Math.max(shares[k]!, 1e-12)),
    )
    const taken = shares.reduce((sum, share) => sum + share, 0)
    const left = seen.map(
      (value, cell) =>
        Math.max(
          0,
          learnt.reduce((sum, cells) => sum - cells[cell]!, value),
        ) / Math.max(1 - taken, 1e-12),
    )
    rest = withHeld(left, heldGround)
  }
  return { evidence: densities.map((_, k) => evidenceOf(densities, rest, k)) }
}

function normalized(counts: Cells): Cells {
  const sum = counts.reduce((total, count) => total + count, 0)
  return counts.map((count) => count / sum)
}

const withHeld = (density: Cells, held: Cells | null): Cells =>
  held === null ? density : density.map((value, cell) => GROUND_HELD * held[cell]! + (1 - GROUND_HELD) * value)

/** For each class the photo's density times the probability of the class, and the sum of that. */
function posteriors(densities: readonly Cells[], rest: Cells, shares: readonly number[], whole: Cells, occupied: Int32Array) {
  const found = densities.map(() => ({ cells: new Float64Array(CELLS), sum: 0 }))
  const bounded = shares.map((share) => Math.max(LEAST_SHARE, Math.min(GREATEST_SHARE, share)))
  const restShare = Math.max(
    1 - GREATEST_SHARE,
    bounded.reduce((left, share) => left - share, 1),
  )
  const odds = new Float64Array(densities.length)
  for (const cell of occupied) {
    let total = 1
    for (let k = 0; k < odds.length; k++) {
      odds[k] = ((bounded[k]! / restShare) * (densities[k]![cell]! + FLOOR)) / (rest[cell]! + FLOOR)
      total += odds[k]!
    }
    for (let k = 0; k < odds.length; k++) {
      const weight = (whole[cell]! * odds[k]!) / total
      found[k]!.cells[cell] = weight
      found[k]!.sum += weight
    }
  }
  return found
}

/** Against the densest of the others. */
function evidenceOf(densities: readonly Cells[], rest: Cells, k: number): Cells {
  return densities[k]!.map((own, cell) => {
    let other = rest[cell]!
    for (let j = 0; j < densities.length; j++) if (j !== k) other = Math.max(other, densities[j]![cell]!)
    return Math.max(-EVIDENCE_MAX, Math.min(EVIDENCE_MAX, Math.log((own + FLOOR) / (other + FLOOR))))
  })
}
