/** Whether two photos show the same, said only where there is evidence for it. */

export interface Seen {
  /** False where a move was looked for and none explains the pair. */
  readonly found: boolean
  /** Shares of the photos that the other one shows, 0..1. */
  readonly overlap: number
  readonly overlapAfter: number
  /** Share of before that was not looked at by the user's wish, 0..1. */
  readonly ignored: number
  /** σ of the softened residual, in bytes. */
  readonly noise: number
  /** Threshold in σ. */
  readonly sensitivity: number
  /** The light could not be matched. */
  readonly isLightLimited: boolean
  readonly listed: number
  readonly perhaps: number
}

export interface Verdict {
  readonly sameness: 'same' | 'changed' | 'unknown'
  /** Sentences; none for `changed` and for a plain `same`. */
  readonly reasons: string[]
}

/** Less than this of a photo is not most of it. */
const MOST = 0.5
/** In bytes: beyond it, what is alike cannot be told from what is not. */
const NOISE_MOST = 6
/** A difference of so many bytes may hide below the threshold and is seen by anybody. */
const HIDDEN_MOST = 60

export function verdictOf(seen: Seen): Verdict {
  const reasons: string[] = []
  const percent = (share: number) => `${Math.round(100 * share)} %`
  if (!seen.found) reasons.push('No move was found that brings the photos together, so nothing can be said of what changed.')
  else {
    const least = Math.min(seen.overlap, seen.overlapAfter)
    if (least < MOST) reasons.push(`Only ${percent(least)} of one photo is seen in the other.`)
    if (seen.ignored > MOST) reasons.push(`${percent(seen.ignored)} of the photo is ignored.`)
    if (seen.isLightLimited) reasons.push('The light of the photos could not be matched.')
    if (seen.noise > NOISE_MOST) reasons.push('The photos differ all over by more than noise.')
    else if (seen.noise * seen.sensitivity > HIDDEN_MOST) reasons.push('At this threshold, differences that anybody sees are hidden.')
  }
  if (seen.found && seen.listed > 0) return { sameness: 'changed', reasons: [] }
  if (reasons.length > 0) return { sameness: 'unknown', reasons }
  return { sameness: 'same', reasons: [] }
}
