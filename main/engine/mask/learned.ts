/** Colours learned on one photo and asked of another: the numbers taken out of a fit, and a fit made of the numbers alone. */
import type { Segmentation } from '../../../contract/contract'
import { ChromapatchError } from '../../../contract/errors'
import type { Learned, LearnedClass } from '../../../contract/learned'
import { models, type ModelId } from '../../../core/models'
import { countsOf, histogramOf, momentsOf, statisticsOfLearned } from '../../../core/models/learned'
import { withHand } from '../../../core/models/shared/hand'
import type { FitSource, Model, ModelParameters } from '../../../core/models/shared/model'
import { ruleOf } from '../../../core/models/shared/rule'
import type { OpenDocument } from '../photo/documents'
import type { Pool } from '../threads/pool'
import type { Fitted } from './fitted'
import { classesOfNumbers, numbersOfEvidence } from './learned-classes'

type Request = Pick<Segmentation, 'threshold'> & { readonly model: ModelId; readonly parameters: ModelParameters }

/**
 * The fit that the learned numbers make: the same as on the photo that they come from, to the bit. Its threshold is the number:
 * none is looked for in the photo, which may be without the colour.
 * @throws ChromapatchError PARAMETER_INVALID for numbers of another model or version.
 */
export async function fitLearned(
  pool: Pool,
  document: OpenDocument,
  { model, parameters, threshold }: Request,
  { version, classes }: Learned,
): Promise<Fitted> {
  if (version !== models[model].version) throw unfit(model, 'they are of another version of the model')
  const added = classes.find(({ role }) => role === 'add')
  if (added === undefined) throw unfit(model, 'they have no colour that adds')
  const declared: Model = models[model]
  if (classes.some(({ numbers }) => numbers.kind !== declared.learns)) throw unfit(model, 'they are of another kind')
  if (added.numbers.kind === 'table') {
    const scorer = classes.length === 1 ? await classesOfNumbers(pool, document, added.numbers, parameters) : null
    if (scorer === null) throw unfit(model, 'they are of another kind')
    return { model, statistics: [], threshold, floored: [], scorer, scale: declared.scorer.scaleOf(scorer) }
  }
  const { scorer } = await declared.fit(sourceOf(model, parameters, classes), parameters)
  return { model, statistics: [], threshold, floored: [], scorer, scale: declared.scorer.scaleOf(scorer) }
}

/** Numbers in place of patches. */
function sourceOf(model: ModelId, parameters: ModelParameters, classes: readonly LearnedClass[]): FitSource {
  const nothing = (): never => {
    throw unfit(model, 'they are of another kind')
  }
  return {
    ...{ rule: ruleOf(parameters), gate: undefined, photo: { colours: nothing, countKeys: nothing }, sums: nothing },
    patches: classes.map(({ role }) => ({ x: 0, y: 0, w: 0, h: 0, role })),
    statistics: classes.flatMap((each) => (each.numbers.kind === 'moments' ? [statisticsOfLearned(each, each.numbers)] : [])),
    histograms: (binning) => {
      const all = classes.map((each) => (each.numbers.kind === 'counts' ? histogramOf(each, each.numbers, binning) : null) ?? nothing())
      return Promise.resolve({ all, hues: null })
    },
  }
}

/**
 * What a photo taught: a class a patch, in their order. A histogram of the whole photo stands for all patches that add, and classes of
 * colour know one class against all the rest.
 */
export function learnedClasses(
  { patches }: Pick<Segmentation, 'patches'>,
  { model, statistics: measured, histograms, evidence }: Fitted,
): LearnedClass[] {
  const named = ({ role }: Pick<LearnedClass, 'role'>, i: number, colour: readonly [number, number, number] = [0, 0, 0]) => ({
    ...{ name: `${role === 'add' ? 'colour' : 'not'} ${i + 1}`, role, colour: [...colour] as LearnedClass['colour'] },
  })
  const added = measured.filter(({ role }) => role === 'add')
  if (evidence !== undefined) {
    const pixels = added.reduce((sum, each) => sum + each.pixels, 0)
    const mean = (c: number) => added.reduce((sum, each) => sum + each.meanColour[c as 0] * each.pixels, 0) / Math.max(1, pixels)
    return [{ ...named({ role: 'add' }, 0, [mean(0), mean(1), mean(2)]), numbers: numbersOfEvidence(evidence) }]
  }
  if (models[model].learns === 'table') {
    throw new ChromapatchError('PARAMETER_INVALID', 'Several classes cannot be learned for other photos, only one.', {
      hint: 'Learn them one after another.',
    })
  }
  if (histograms === undefined) {
    return measured.map((each, i) => ({ ...named(each, i, each.meanColour), numbers: momentsOf(withHand(each, patches[i]!.hand)) }))
  }
  const { binning, ofImage, all } = histograms
  return all.map((histogram, i) => {
    const statistics = ofImage ? (histogram.role === 'add' ? added[0] : undefined) : measured[i]
    return { ...named(histogram, i, statistics?.meanColour), numbers: countsOf(histogram.counts, binning) }
  })
}

function unfit(model: string, reason: string): ChromapatchError {
  return new ChromapatchError('PARAMETER_INVALID', `The learned numbers do not fit the model ${model}: ${reason}.`, {
    hint: 'Learn the colour again.',
  })
}
