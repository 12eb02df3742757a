/** From the numbers of a learned colour back to what models are fitted with, and the numbers of several photos pooled. */
import type { Learned, LearnedClass, LearnedNumbers } from '../../contract/learned'
import { entriesOf } from '../scorers/table/plain'
import type { PatchStatistics } from '../kernels/statistics'
import type { Binning } from '../scorers/table/table'
import type { PatchHistogram } from './shared/model'

export type Moments = Extract<LearnedNumbers, { kind: 'moments' }>
export type Counts = Extract<LearnedNumbers, { kind: 'counts' }>

export function momentsOf({ pixels, meanR, meanG, covariance: [[rr, rg], [, gg]] }: PatchStatistics): Moments {
  return { kind: 'moments', pixels, mean: [meanR, meanG], covariance: [rr, rg, gg] }
}

/** The statistics of a patch that lies nowhere. Deviations are the roots of the variances, as they are when measured. */
export function statisticsOfLearned({ role, colour }: LearnedClass, { pixels, mean, covariance }: Moments): PatchStatistics {
  const [rr, rg, gg] = covariance
  return {
    ...{ x: 0, y: 0, w: 0, h: 0, role, pixels, meanR: mean[0], meanG: mean[1], stdR: Math.sqrt(rr), stdG: Math.sqrt(gg) },
    covariance: [
      [rr, rg],
      [rg, gg],
    ],
    ...{ meanColour: colour, clipped: 0, dark: 0, black: 0, leftOut: 0 },
  }
}

export function countsOf(counts: Uint32Array, binning: Binning): Counts {
  const at = [...counts.keys()].filter((entry) => counts[entry] !== 0)
  return { kind: 'counts', binning, at, counts: at.map((entry) => counts[entry] as number) }
}

/** Null where the numbers are of another binning than the model asks for, or entries lie outside of it. */
export function histogramOf({ role }: Pick<LearnedClass, 'role'>, { binning, at, counts }: Counts, wanted: Binning): PatchHistogram | null {
  if (JSON.stringify(binning) !== JSON.stringify(wanted) || at.length !== counts.length) return null
  const all = new Uint32Array(entriesOf(wanted))
  for (const [i, entry] of at.entries()) {
    if (entry >= all.length) return null
    all[entry] = counts[i] as number
  }
  return { role, counts: all }
}

/**
 * The numbers of one class learned on two photos, as if their pixels had lain in one patch. Null where they are not of one kind.
 * Moments: Chan, Golub, LeVeque (1979).
 */
export function pooledNumbers(a: LearnedNumbers, b: LearnedNumbers): LearnedNumbers | null {
  if (a.kind === 'moments' && b.kind === 'moments') return pooledMoments(a, b)
  if (a.kind === 'counts' && b.kind === 'counts' && JSON.stringify(a.binning) === JSON.stringify(b.binning)) {
    const sums = new Map<number, number>()
    for (const { at, counts } of [a, b]) at.forEach((entry, i) => sums.set(entry, (sums.get(entry) ?? 0) + (counts[i] as number)))
    const at = [...sums.keys()].sort((x, y) => x - y)
    return { ...a, at, counts: at.map((entry) => sums.get(entry) as number) }
  }
  if (a.kind === 'table' && b.kind === 'table' && JSON.stringify([a.axes, a.rest]) === JSON.stringify([b.axes, b.rest])) {
    // Evidence is a logarithm of odds: the mean is that of photos that count alike.
    const [mine, theirs] = [a, b].map(({ at, values }) => new Map(at.map((cell, i) => [cell, values[i] as number])))
    const at = [...new Set([...a.at, ...b.at])].sort((x, y) => x - y)
    const values = at.map((cell) => ((mine!.get(cell) ?? a.rest) + (theirs!.get(cell) ?? b.rest)) / 2)
    return { ...a, at, values }
  }
  return null
}

function pooledMoments(a: Moments, b: Moments): Moments {
  const pixels = a.pixels + b.pixels
  const share = pixels === 0 ? 0 : b.pixels / pixels
  const [dr, dg] = [b.mean[0] - a.mean[0], b.mean[1] - a.mean[1]]
  const between = [dr * dr, dr * dg, dg * dg].map((product) => product * share * (1 - share))
  const covariance = a.covariance.map((within, i) => within * (1 - share) + (b.covariance[i] as number) * share + (between[i] as number))
  return {
    kind: 'moments',
    pixels,
    mean: [a.mean[0] + dr * share, a.mean[1] + dg * share],
    covariance: covariance as Moments['covariance'],
  }
}

/** Classes of one role are pooled in their order; those that only one has stay as they are. Null where kinds or versions differ. */
export function pooledColours(a: Learned, b: Learned): Learned | null {
  if (a.version !== b.version) return null
  const classes: LearnedClass[] = []
  for (const role of ['add', 'subtract'] as const) {
    const [mine, theirs] = [a, b].map((each) => each.classes.filter((one) => one.role === role)) as [LearnedClass[], LearnedClass[]]
    for (let i = 0; i < Math.max(mine.length, theirs.length); i++) {
      const [one, other] = [mine[i], theirs[i]]
      if (one === undefined || other === undefined) classes.push((one ?? other) as LearnedClass)
      else {
        const numbers = pooledNumbers(one.numbers, other.numbers)
        if (numbers === null) return null
        const share = weight(other.numbers) / Math.max(1, weight(one.numbers) + weight(other.numbers))
        const colour = one.colour.map((value, c) => value + ((other.colour[c] as number) - value) * share) as LearnedClass['colour']
        classes.push({ ...one, colour, numbers })
      }
    }
  }
  const share = a.share === null || b.share === null ? null : (a.share + b.share) / 2
  return { version: a.version, classes, share }
}

function weight(numbers: LearnedNumbers): number {
  if (numbers.kind === 'moments') return numbers.pixels
  return numbers.kind === 'counts' ? numbers.counts.reduce((sum, count) => sum + count, 0) : 0
}
