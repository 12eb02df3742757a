/** Colours learned on one photo and asked of another: the numbers taken out of a fit, and a fit made of the numbers alone. */
import type { Segmentation } from '../../../contract/contract'
import { ChromapatchError } from '../../../contract/errors'
import type { Learned, LearnedClass } from '../../../contract/learned'
import { models, type ModelId } from '../../../core/models'
import { withHand } from '../../../core/models/hand'
import { countsOf, histogramOf, momentsOf, statisticsOfLearned } from '../../../core/models/learned'
import {
  fitModel,
  fitTable,
  histogramWanted,
  isTableModel,
  ruleOf,
  scaleOf,
  TABLE_SCALE,
  type ModelParameters,
} from '../../../core/models/run'
import type { OpenDocument } from '../photo/documents'
import type { Pool } from '../threads/pool'
import type { Fitted } from './fitted'
import { classesOfNumbers, numbersOfEvidence } from './learned-classes'

type Fit = Pick<Segmentation, 'threshold'> & { readonly model: Exclude<ModelId, 'gate'>; readonly parameters: ModelParameters }

/**
 * The fit that the learned numbers make: the same as on the photo that they come from, to the bit. Its threshold is the number:
 * none is looked for in the photo, which may be without the colour.
 * @throws ChromapatchError PARAMETER_INVALID for numbers of another model or version.
 */
export async function fitLearned(
  pool: Pool,
  document: OpenDocument,
  { model, parameters, threshold }: Fit,
  { version, classes }: Learned,
): Promise<Fitted> {
  if (version !== models[model].version) throw unfit(model, 'they are of another version of the model')
  const added = classes.find(({ role }) => role === 'add')
  if (added === undefined) throw unfit(model, 'they have no colour that adds')
  const rule = ruleOf(parameters)
  const common = { model, statistics: [], threshold }
  if (model === 'classes') {
    const scorer = classes.length === 1 ? await classesOfNumbers(pool, document, added.numbers, parameters) : null
    if (scorer === null) throw unfit(model, 'they are of another kind')
    return { ...common, scorer, scale: TABLE_SCALE }
  }
  if (!isTableModel(model)) {
    const statistics = classes.map((each) => {
      if (each.numbers.kind !== 'moments') throw unfit(model, 'they are of another kind')
      return statisticsOfLearned(each, each.numbers)
    })
    const ellipses = fitModel(model, parameters, statistics)
    return { ...common, scorer: { kind: 'ellipses', models: ellipses, rule }, scale: scaleOf(ellipses) }
  }
  const { binning } = histogramWanted(model, parameters)
  const histograms = classes.map((each) => {
    const histogram = each.numbers.kind === 'counts' ? histogramOf(each, each.numbers, binning) : null
    if (histogram === null) throw unfit(model, 'they are of another kind')
    return histogram
  })
  const table = fitTable(model, parameters, histograms)
  return { ...common, scorer: { kind: 'table', table, rule, hues: null }, scale: TABLE_SCALE }
}

/**
 * What a photo taught: a class a patch, in their order. A histogram of the whole photo stands for all patches that add, and classes of
 * colour know one class against all the rest.
 */
export function learnedClasses(
  segmentation: Segmentation & { readonly model: Exclude<ModelId, 'gate'> },
  { statistics: measured, histograms = [], evidence }: Fitted,
): LearnedClass[] {
  const { model, parameters, patches } = segmentation
  const named = ({ role }: Pick<LearnedClass, 'role'>, i: number, colour: readonly [number, number, number] = [0, 0, 0]) => ({
    ...{ name: `${role === 'add' ? 'colour' : 'not'} ${i + 1}`, role, colour: [...colour] as LearnedClass['colour'] },
  })
  const added = measured.filter(({ role }) => role === 'add')
  if (evidence !== undefined) {
    const pixels = added.reduce((sum, each) => sum + each.pixels, 0)
    const mean = (c: number) => added.reduce((sum, each) => sum + each.meanColour[c as 0] * each.pixels, 0) / Math.max(1, pixels)
    return [{ ...named({ role: 'add' }, 0, [mean(0), mean(1), mean(2)]), numbers: numbersOfEvidence(evidence) }]
  }
  if (model === 'classes') throw new RangeError('learnedClasses: evidence expected')
  if (!isTableModel(model)) {
    return measured.map((each, i) => ({ ...named(each, i, each.meanColour), numbers: momentsOf(withHand(each, patches[i]!.hand)) }))
  }
  const { binning, ofImage } = histogramWanted(model, parameters)
  return histograms.map((histogram, i) => {
    const statistics = ofImage ? (histogram.role === 'add' ? added[0] : undefined) : measured[i]
    return { ...named(histogram, i, statistics?.meanColour), numbers: countsOf(histogram.counts, binning) }
  })
}

function unfit(model: string, reason: string): ChromapatchError {
  return new ChromapatchError('PARAMETER_INVALID', `The learned numbers do not fit the model ${model}: ${reason}.`, {
    hint: 'Learn the colour again.',
  })
}
