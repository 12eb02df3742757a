/** `chromapatch gather`: one table of what several runs, or several machines, left in their output folders. */
import { resolve } from 'node:path'
import { ChromapatchError } from '../../contract/errors'
import type { Row, RowState } from '../../core/series/row'
import { resultsEnding, tableOf, writeResults } from '../engine/series/results'
import { allRows } from '../engine/series/rows'
import { parse, usage } from './arguments'

const OPTIONS = { results: { type: 'string' }, json: { type: 'boolean', default: false } } as const

/** @returns what is printed, and the exit code: 1 when a photo of the table failed. @throws ChromapatchError */
export async function gather(words: readonly string[]): Promise<{ text: string; code: number }> {
  const { values, positionals } = parse(words, OPTIONS)
  if (positionals.length === 0) throw usage('Expected a folder of outputs.')
  if (values.results === undefined) throw usage('Expected --results FILE.csv, .jsonl or .xlsx.')
  const target = resolve(values.results)
  resultsEnding(target)
  const rows = new Map<string, Row>()
  for (const folder of positionals) {
    const found = await allRows(resolve(folder))
    if (found.length === 0) {
      throw new ChromapatchError('PARAMETER_INVALID', `“${folder}” holds no rows of a run.`, {
        hint: 'Give the folder that chromapatch run --results had as --out.',
      })
    }
    for (const row of found) {
      const key = JSON.stringify([row.folder, row.photo, row.class])
      const known = rows.get(key)
      // A photo that one machine could not do and another did is done.
      if (known === undefined || known.state === 'failed') rows.set(key, row)
    }
  }
  const table = tableOf([...rows.values()])
  await writeResults(target, table)
  const counts = countsOf(table)
  const text = values.json ? JSON.stringify(counts) : `${countsText(counts)}\nwritten: ${target}`
  return { text, code: counts.failed > 0 ? 1 : 0 }
}

export function countsOf(rows: readonly Row[]): Record<RowState, number> {
  const count = (state: RowState) => rows.filter((row) => row.state === state).length
  return { done: count('done'), doubtful: count('doubtful'), failed: count('failed') }
}

export const countsText = ({ done, doubtful, failed }: Record<RowState, number>): string =>
  `${done + doubtful + failed} rows: ${done} done, ${doubtful} doubtful, ${failed} failed`
