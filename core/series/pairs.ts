/** Two series matched by name: which photo of one is which of the other, and the table of what changed. */
import { csvText } from '../csv'

export interface SeriesPair {
  /** Paths in each folder; null where the folder has no photo of that name. */
  readonly before: string | null
  readonly after: string | null
}

/** Endings and capitals may differ; folders in the folders count. */
const nameOf = (path: string): string =>
  path
    .replace(/\.[^./]*$/, '')
    .normalize('NFC')
    .toLowerCase()

/** In the order of names. A name that a folder has twice (IMG_1.jpg, IMG_1.png) is matched by the whole of it first, then in order. */
export function pairsOf(before: readonly string[], after: readonly string[]): SeriesPair[] {
  const names = [...new Set([...before, ...after].map(nameOf))].sort((a, b) => (a < b ? -1 : 1))
  return names.flatMap((name) => {
    const [mine, theirs] = [before, after].map((paths) => paths.filter((path) => nameOf(path) === name)) as [string[], string[]]
    const same = mine.filter((path) => theirs.includes(path))
    const [left, right] = [mine, theirs].map((paths) => paths.filter((path) => !same.includes(path))) as [string[], string[]]
    const rest = Array.from({ length: Math.max(left.length, right.length) }, (_, i) => ({
      before: left[i] ?? null,
      after: right[i] ?? null,
    }))
    return [...same.map((path) => ({ before: path, after: path })), ...rest]
  })
}

/** `equal`: the same bytes. `unknown`: compared, but what changed cannot be said; the notes say why. */
export type PairState = 'equal' | 'compared' | 'unknown' | 'only before' | 'only after' | 'failed'

export interface PairRow extends SeriesPair {
  readonly state: PairState
  readonly changes: number | null
  /** Of before, in per cent. */
  readonly percent: number | null
  readonly notes: readonly string[]
}

const COLUMNS = ['before', 'after', 'state', 'changes', 'percent', 'notes'] as const

export const pairsCsv = (rows: readonly PairRow[]): string =>
  csvText(
    COLUMNS,
    rows.map((row) => COLUMNS.map((column) => (column === 'notes' ? row.notes.join(' | ') : row[column]))),
  )
