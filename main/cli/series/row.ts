/** A photo's row of the table, from what the engine measured or from why it failed. */
import type { WireError } from '../../../contract/errors'
import { modelOf } from '../../../core/models'
import { doubtsOf, type Tally } from '../../../core/series/doubts'
import type { Row } from '../../../core/series/row'
import type { Recipe } from '../../engine/recipe/schema'

/** A row of no job: the photo is tried again. */
export const NO_JOB = '0'.repeat(64)

type Place = Pick<Row, 'photo' | 'folder'>

export function measuredRow(
  { photo, folder }: Place,
  { colour, model }: Recipe,
  tally: Tally,
  { mmPerPixel, notes }: { readonly mmPerPixel: number | null; readonly notes: readonly string[] },
): Row {
  const doubts = doubtsOf(tally, colour === undefined || modelOf(model.id)?.learns === null ? null : colour.learned)
  const { taken, pixels, fraction, objects, low, high } = tally
  return {
    ...{ photo, folder, taken, class: colour?.name ?? '', pixels, percent: 100 * fraction },
    mm2: mmPerPixel === null ? null : pixels * mmPerPixel ** 2,
    ...{ objects, low, high, state: doubts.length > 0 ? 'doubtful' : 'done', warnings: [...doubts, ...notes] },
  }
}

export function failedRow({ photo, folder }: Place, { colour }: Recipe, { code, message }: Pick<WireError, 'code' | 'message'>): Row {
  const nothing = { pixels: null, percent: null, mm2: null, objects: null, low: null, high: null }
  return { photo, folder, taken: '', class: colour?.name ?? '', ...nothing, state: 'failed', warnings: [`${code}: ${message}`] }
}
