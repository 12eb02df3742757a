/** A series' table as text: CSV by RFC 4180, and JSON Lines. */
import { COLUMNS, type Column, type Row } from './row'

/** Warnings are one cell. */
const SEPARATOR = ' | '

/** What a column holds; null for an empty cell. */
export function cellOf(row: Row, column: Column): string | number | null {
  if (column === 'warnings') return row.warnings.length === 0 ? null : row.warnings.join(SEPARATOR)
  const value = row[column]
  return value === '' ? null : value
}

/** Lines end in CR LF, the first names the columns; text that a spreadsheet would run as a formula begins with an apostrophe. */
export function csvOf(rows: readonly Row[]): string {
  const lines = [COLUMNS.join(','), ...rows.map((row) => COLUMNS.map((column) => csvCell(cellOf(row, column))).join(','))]
  return lines.map((line) => `${line}\r\n`).join('')
}

function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  const text = guarded(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** OWASP's rule against formula injection: a file may be called =HYPERLINK(…). */
export function guarded(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
}

/** One object a line, its keys in the order of the columns; warnings are a list. */
export function jsonLinesOf(rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify(Object.fromEntries(COLUMNS.map((column) => [column, row[column]])))}\n`).join('')
}
