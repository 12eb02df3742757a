/** Back-projection models: a histogram of each patch becomes scores by table, several tables become one. */
import type { Binning, ScoreTable } from '../kernels/models'

type Values = Readonly<Record<string, number | boolean | string>>

/** What a back-projection model is made of; see hue/run.ts and rg/run.ts. */
export interface TableFit {
  readonly binning: (parameters: Values) => Binning
  /** True where the photo's histogram takes the place of the added patches'. */
  readonly ofImage: (parameters: Values) => boolean
  /** The scores, 0..255, of every entry of the binning from its counts. */
  readonly scores: (counts: Uint32Array, parameters: Values) => Float32Array
}

/** One patch's histogram. */
export interface PatchHistogram {
  readonly role: 'add' | 'subtract'
  readonly counts: Uint32Array
}

/**
 * The table of several patches: the greatest added score, and 0 where a subtracted one is at least
 * as high. A score belongs to an entry and not to a pixel, so this is done once and not per pixel.
 */
export function combineTables(
  binning: Binning,
  tables: readonly { readonly role: 'add' | 'subtract'; readonly scores: Float32Array }[],
): ScoreTable {
  const [first] = tables
  if (first === undefined) throw new RangeError('combineTables: at least one table expected')
  const scores = first.scores.map((_, entry) => {
    let added = 0
    let subtracted = -1
    for (const table of tables) {
      const score = table.scores[entry] as number
      if (table.role === 'add') added = Math.max(added, score)
      else subtracted = Math.max(subtracted, score)
    }
    return subtracted >= added ? 0 : added
  })
  return { binning, scores }
}
