/** Back-projection models: a histogram of each patch becomes scores by table, several tables become one. */
import { table, type TableScorer } from '../../scorers/table'
import type { Binning, ScoreTable } from '../../scorers/table/table'
import type { FitSource, Model, ModelParameters, PatchHistogram } from './model'

/** What a back-projection model is made of; see hue/fit.ts and rg/fit.ts. */
export interface TableFit {
  readonly binning: (parameters: ModelParameters) => Binning
  /** True where the photo's histogram takes the place of the added patches'. */
  readonly ofImage: (parameters: ModelParameters) => boolean
  /** The scores, 0..255, of every entry of the binning from its counts. */
  readonly scores: (counts: Uint32Array, parameters: ModelParameters) => Float32Array
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

/** The table of the patches' histograms; with `ofImage`, the photo's histogram stands in as one added patch. */
export function fitTable({ binning, scores }: TableFit, parameters: ModelParameters, histograms: readonly PatchHistogram[]): ScoreTable {
  return combineTables(
    binning(parameters),
    histograms.map(({ role, counts }) => ({ role, scores: scores(counts, parameters) })),
  )
}

/** A model that looks pixels up in the histogram of the patches. A patch without a chromaticity may still have hues. */
export function tableModel(
  made: TableFit,
): Pick<Model<TableScorer>, 'scorer' | 'selectsBy' | 'isResampled' | 'learns' | 'needsChromaticity' | 'ellipse' | 'fit'> {
  return {
    scorer: table,
    selectsBy: 'patches',
    isResampled: true,
    learns: 'counts',
    needsChromaticity: false,
    ellipse: null,
    async fit({ histograms, statistics, rule }: FitSource, parameters) {
      const [binning, ofImage] = [made.binning(parameters), made.ofImage(parameters)]
      const { all, hues } = await histograms(binning, ofImage)
      return {
        scorer: { kind: 'table', table: fitTable(made, parameters, all), rule, hues },
        floored: statistics.map(() => false),
        histograms: { binning, ofImage, all },
      }
    },
  }
}
