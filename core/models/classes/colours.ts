/** From counts of colours to scores of colours, and from a small copy of the photo to scores that follow its edges. */
import { COEFFICIENTS, guidedCoefficients } from '../../mask/guided-colour'
import type { SmallCopy } from '../../scorers/classes/copy'
import type { ScoreField } from '../../scorers/classes/field'
import type { ClassPart } from '../../scorers/classes/scorer'
import { cellsOf, readAt, type Cells } from './cells'
import { KEYS } from '../../scorers/classes/colour-keys'
import { EVIDENCE_MAX, fitMixture } from './mixture'
import { withShades } from './shades'

export interface ClassCounts {
  /** Counts by key, of the whole photo, of each class's patches, and of patches on the ground; null where there are none. */
  readonly photo: Uint32Array
  readonly classes: readonly Uint32Array[]
  readonly ground: Uint32Array | null
}

export interface ColourScores {
  /** Per class the score of every key, 0..255: 128 where class and ground are equally dense, 21.25 more for each nat of evidence. */
  readonly tables: readonly Uint8Array[]
  /** Per class, what its table is read from: nats a cell, see mixture.ts. */
  readonly evidence: readonly Cells[]
}

/** The scores of all colours. No class is empty. */
export function scoreColours({ photo, classes, ground }: ClassCounts): ColourScores {
  const { evidence } = fitMixture(
    cellsOf(photo),
    classes.map((counts) => cellsOf(withShades(counts))),
    ground === null ? null : cellsOf(ground),
  )
  return { tables: evidence.map(tableOfEvidence), evidence }
}

/** The score of every key from the evidence of cells, in memory that threads share. */
export function tableOfEvidence(evidence: Cells): Uint8Array {
  const table = new Uint8Array(new SharedArrayBuffer(KEYS))
  for (let key = 0; key < KEYS; key++) table[key] = byteOfEvidence(readAt(evidence, key))
  return table
}

/** Nats -6..6 as a byte. */
export const byteOfEvidence = (nats: number): number =>
  Math.max(0, Math.min(255, Math.floor(((nats + EVIDENCE_MAX) * 255) / (2 * EVIDENCE_MAX) + 0.5)))

/** Scores of the copy by colour alone. */
export const scoresOf = (table: Uint8Array, { keys }: Pick<SmallCopy, 'keys'>): Uint8Array => Uint8Array.from(keys, (key) => table[key]!)

/** Scores that follow the photo's edges, as coefficients on the copy's grid. */
export function fieldOf(scores: Uint8Array, { rgb, guide }: SmallCopy): ScoreField {
  const { width, height } = guide
  const found = guidedCoefficients(scores, rgb, guide)
  const coefficients = new Float32Array(new SharedArrayBuffer(found.byteLength))
  coefficients.set(found)
  return { width, height, coefficients }
}

/** Scores raised by so much, in table and field alike. */
export function moved({ table: from, field }: ClassPart, by: number): ClassPart {
  const table = new Uint8Array(new SharedArrayBuffer(KEYS))
  from.forEach((score, key) => (table[key] = Math.max(0, Math.min(255, score + by))))
  if (field === null) return { table, field }
  const coefficients = new Float32Array(new SharedArrayBuffer(field.coefficients.byteLength))
  field.coefficients.forEach((value, i) => (coefficients[i] = i % COEFFICIENTS === COEFFICIENTS - 1 ? value + by : value))
  return { table, field: { ...field, coefficients } }
}
