/** A series' table as text: CSV by RFC 4180, and JSON Lines. */
import { csvText, type Cell } from '../csv'
import { COLUMNS, type Column, type Row } from './row'

/** Warnings are one cell. */
const SEPARATOR = ' | '

/** What a column holds; null for an empty cell. */
export function cellOf(row: Row, column: Column): Cell {
  if (column === 'warnings') return row.warnings.length === 0 ? null : row.warnings.join(SEPARATOR)
  const value = row[column]
  return value === '' ? null : value
}

export const csvOf = (rows: readonly Row[]): string =>
  csvText(
    COLUMNS,
    rows.map((row) => COLUMNS.map((column) => cellOf(row, column))),
  )

/** One object a line, its keys in the order of the columns; warnings are a list. */
export function jsonLinesOf(rows: readonly Row[]): string {
  return rows.map((row) => `${JSON.stringify(Object.fromEntries(COLUMNS.map((column) => [column, row[column]])))}\n`).join('')
}
