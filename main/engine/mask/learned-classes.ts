/** Classes of colour whose evidence was learned on another photo: this one gives the edges alone. */
import { EVERY_PIXEL } from '../../../core/kernels/pixel-rule'
import type { LearnedNumbers } from '../../../contract/learned'
import { AXES, CELLS } from '../../../core/models/classes/cells'
import { fieldOf, scoresOf, tableOfEvidence } from '../../../core/models/classes/colours'
import type { ModelParameters } from '../../../core/models/shared/model'
import type { OpenDocument } from '../photo/documents'
import type { Pool } from '../threads/pool'
import type { ClassScorer } from '../../../core/scorers/classes/scorer'

/** By the numbers that they come from, which a series asks of every photo; and by photo, which is asked several times. */
const tables = new WeakMap<LearnedNumbers, Uint8Array>()
const scorers = new WeakMap<OpenDocument, WeakMap<Uint8Array, Map<boolean, Promise<ClassScorer>>>>()

/** The evidence as numbers to keep: cells without any are left out. */
export function numbersOfEvidence(evidence: Float64Array): LearnedNumbers {
  const at = [...evidence.keys()].filter((cell) => evidence[cell] !== 0)
  return { kind: 'table', axes: [...AXES], at, values: at.map((cell) => evidence[cell]!), rest: 0 }
}

/** Null for numbers that are no evidence of classes. */
export async function classesOfNumbers(
  pool: Pool,
  document: OpenDocument,
  numbers: LearnedNumbers,
  parameters: ModelParameters,
): Promise<ClassScorer | null> {
  const table = tables.get(numbers) ?? tableOf(numbers)
  if (table === null) return null
  tables.set(numbers, table)
  const follows = parameters['edges'] !== 'off'
  const ofPhoto = scorers.get(document) ?? new WeakMap<Uint8Array, Map<boolean, Promise<ClassScorer>>>()
  scorers.set(document, ofPhoto)
  const made = ofPhoto.get(table) ?? new Map<boolean, Promise<ClassScorer>>()
  ofPhoto.set(table, made)
  const known = made.get(follows)
  if (known !== undefined) return await known
  const scorer = document.colours.of(pool).then(({ copy, levels }): ClassScorer => {
    const field = follows ? fieldOf(scoresOf(table, copy), copy) : null
    return { kind: 'classes', rule: EVERY_PIXEL, parts: [{ table, field }], levels }
  })
  made.set(follows, scorer)
  scorer.catch(() => made.delete(follows))
  return await scorer
}

function tableOf(numbers: LearnedNumbers): Uint8Array | null {
  if (numbers.kind !== 'table' || JSON.stringify(numbers.axes) !== JSON.stringify(AXES)) return null
  const { at, values, rest } = numbers
  if (at.length !== values.length || at.some((cell) => cell >= CELLS)) return null
  const evidence = new Float64Array(CELLS).fill(rest)
  at.forEach((cell, i) => (evidence[cell] = values[i]!))
  return tableOfEvidence(evidence)
}
