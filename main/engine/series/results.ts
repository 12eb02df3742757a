/** A series' table as a file: CSV, JSON Lines or XLSX, by its ending. The same rows give the same bytes. */
import { extname } from 'node:path'
import { ChromapatchError } from '../../../contract/errors'
import { withOutliers } from '../../../core/series/doubts'
import { byPlace, type Row } from '../../../core/series/row'
import { csvOf, jsonLinesOf } from '../../../core/series/text'
import { writeFileAtomically } from '../../disk/atomic'
import { xlsxOf } from './xlsx'

const FORMATS = {
  '.csv': async (rows: readonly Row[]) => Buffer.from(csvOf(rows), 'utf8'),
  '.jsonl': async (rows: readonly Row[]) => Buffer.from(jsonLinesOf(rows), 'utf8'),
  '.xlsx': xlsxOf,
} as const
export type ResultsEnding = keyof typeof FORMATS

/** @throws ChromapatchError OUTPUT_UNKNOWN_FORMAT */
export function resultsEnding(path: string): ResultsEnding {
  const ending = extname(path).toLowerCase()
  if (Object.hasOwn(FORMATS, ending)) return ending as ResultsEnding
  throw new ChromapatchError('OUTPUT_UNKNOWN_FORMAT', `The ending of “${path}” names no table to write.`, {
    hint: `Use one of ${Object.keys(FORMATS).join(', ')}.`,
  })
}

/** The whole table: sorted, and with its outliers marked, which only all rows together can tell. */
export const tableOf = (rows: readonly Row[]): Row[] => withOutliers([...rows].sort(byPlace))

/** @param rows as `tableOf` gives them. @throws ChromapatchError OUTPUT_* */
export async function writeResults(path: string, rows: readonly Row[]): Promise<void> {
  await writeFileAtomically(path, await FORMATS[resultsEnding(path)](rows))
}
