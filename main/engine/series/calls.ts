/** What a series asks the engine of each photo: requests, replies, and who answers them. */
import type { Segmentation } from '../../../contract/contract'
import { ChromapatchError } from '../../../contract/errors'
import type { Learned } from '../../../contract/learned'
import { models } from '../../../core/models'
import type { Tally } from '../../../core/series/doubts'
import { cleanPixels } from '../mask/clean'
import { learnedClasses } from '../mask/learned'
import { checkModel } from '../mask/parameters'
import { fit } from '../mask/scorer'
import type { Documents } from '../photo/documents'
import type { CallContext } from '../context'
import type { Tools } from '../threads/tools'
import { tallyOf } from './tally'

export interface SeriesRequests {
  /** The mask's figures for a row of a table. */
  tally: { request: { document: string; segmentation: Segmentation }; reply: Tally }
  /** The numbers that the patches of this photo teach, the share of it that they select after the steps, and the threshold found or given. */
  learn: { request: { document: string; segmentation: Segmentation }; reply: { learned: Learned; threshold: number } }
}

type Answers = {
  [N in keyof SeriesRequests]: (request: SeriesRequests[N]['request'], context: CallContext) => Promise<SeriesRequests[N]['reply']>
}

const keepsNothing = (title: string): ChromapatchError =>
  new ChromapatchError('PARAMETER_INVALID', `“${title}” keeps no colour that could be asked of another photo.`, {
    hint: 'Learn it by another model, or run a recipe with patches: they learn anew in each photo.',
  })

/** The parts are asked for when a call comes: the service is not whole before. */
export function seriesCalls(parts: () => Tools & { readonly documents: Documents }): Answers {
  return {
    tally: ({ document, segmentation }, { signal }) =>
      parts().documents.using(document, (open) => tallyOf(parts(), open, segmentation, signal)),
    learn: ({ document, segmentation }, { signal }) =>
      parts().documents.using(document, async (open) => {
        const { model } = checkModel(segmentation.model, segmentation.parameters, segmentation.threshold)
        const { learns, selectsBy, title } = models[model]
        if (learns === null && selectsBy === 'patches') throw keepsNothing(title)
        const pixels = await cleanPixels(parts(), open, segmentation, signal)
        const fitted = await fit(parts().pool, open, segmentation, signal)
        const classes = learns === null ? [] : learnedClasses(segmentation, fitted)
        const learned = { version: models[model].version, classes, share: pixels / open.raster.pixels }
        return { learned, threshold: fitted.threshold }
      }),
  }
}
