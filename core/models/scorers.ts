/** The kinds of score: those that the models make. Whoever scores pixels asks here. */
import type { Scorer, ScorerKind } from '../scorers/shared/kind'
import { models } from './index'

const kinds: ReadonlyMap<string, ScorerKind> = new Map(Object.values(models).map(({ scorer }) => [scorer.kind, scorer]))

/** @throws RangeError for a kind that no model makes */
export function kindOf({ kind }: Pick<Scorer, 'kind'>): ScorerKind {
  const found = kinds.get(kind)
  if (found === undefined) throw new RangeError(`No model makes a score of the kind ${kind}.`)
  return found
}
