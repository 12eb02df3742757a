/** What Gaussians in L*a*b* are fitted to: two passes over a patch, since one loses half the digits of a small deviation. */
import { keeps, keepsAll, type PixelRule } from '../../kernels/pixel-rule'
import type { PixelRun } from '../../kernels/statistics-rows'
import { labOf } from '../../pair/delta-e'
import type { RowPass } from '../shared/kind'

const lab = new Float64Array(3)

/** L*, a*, b* of the pixels of a row that the rule keeps. */
function eachColour(bytes: Uint8Array, runs: Iterable<PixelRun>, rule: PixelRule, take: (L: number, a: number, b: number) => void): void {
  const all = keepsAll(rule)
  for (const { rgb, count } of runs) {
    for (let i = rgb, end = i + count * 3; i < end; i += 3) {
      const [R, G, B] = [bytes[i]!, bytes[i + 1]!, bytes[i + 2]!]
      if (!all && !keeps(rule, R, G, B)) continue
      labOf(R, G, B, lab)
      take(lab[0]!, lab[1]!, lab[2]!)
    }
  }
}

/** Pixels; the sums of L*, a* and b*. */
export const labSums: RowPass = {
  numbers: 4,
  add(bytes, runs, rule, _given, out, at) {
    let [pixels, sumL, sumA, sumB] = [0, 0, 0, 0]
    eachColour(bytes, runs, rule, (L, a, b) => {
      pixels++
      sumL += L
      sumA += a
      sumB += b
    })
    out.set([pixels, sumL, sumA, sumB], at)
  },
}

/** About the means, which are given: the sums of the products LL, La, Lb, aa, ab, bb. */
export const labMoments: RowPass = {
  numbers: 6,
  add(bytes, runs, rule, [meanL, meanA, meanB], out, at) {
    let [LL, La, Lb, aa, ab, bb] = [0, 0, 0, 0, 0, 0]
    eachColour(bytes, runs, rule, (L, a, b) => {
      const [dL, da, db] = [L - meanL!, a - meanA!, b - meanB!]
      LL += dL * dL
      La += dL * da
      Lb += dL * db
      aa += da * da
      ab += da * db
      bb += db * db
    })
    out.set([LL, La, Lb, aa, ab, bb], at)
  },
}
