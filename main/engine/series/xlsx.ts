/**
 * A table as XLSX (ECMA-376), by write-excel-file: text stays text, whatever it begins with. Its archive holds the time of writing;
 * it is packed again with one time, so that the same rows give the same bytes.
 */
import { unzipSync, zipSync } from 'fflate'
import writeExcelFile from 'write-excel-file/node'
import { COLUMNS, type Row } from '../../../core/series/row'
import { cellOf } from '../../../core/series/text'

const WIDTHS: Readonly<Record<string, number>> = { photo: 28, folder: 28, taken: 20, class: 16, warnings: 80 }
/** The first that a ZIP archive can hold, in local time as it writes it. */
const TIME = new Date(1980, 0, 1)
/** XML has no other control characters. */
const UNPRINTABLE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g
/** What a cell can hold. */
const TEXT_MAX = 32_767

export async function xlsxOf(rows: readonly Row[]): Promise<Buffer> {
  const header = COLUMNS.map((column) => ({ value: column, fontWeight: 'bold' as const }))
  const cells = rows.map((row) =>
    COLUMNS.map((column) => {
      const value = cellOf(row, column)
      if (value === null) return null
      if (typeof value === 'number') return { type: Number, value }
      return { type: String, value: value.replace(UNPRINTABLE, '\ufffd').slice(0, TEXT_MAX) }
    }),
  )
  const columns = COLUMNS.map((column) => ({ width: WIDTHS[column] ?? 12 }))
  const bytes = await writeExcelFile([header, ...cells], { columns, stickyRowsCount: 1, sheet: 'Results' }).toBuffer()
  return Buffer.from(zipSync(unzipSync(bytes), { mtime: TIME, level: 6 }))
}
