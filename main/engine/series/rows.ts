/**
 * Rows of a series as files, one a photo, in a hidden folder of the outputs: JSON Lines, written atomically, so that any number of
 * processes and machines write into one folder, and a killed one leaves whole rows alone.
 */
import { promises as fs } from 'node:fs'
import { join } from 'node:path'
import * as v from 'valibot'
import { sha256Hex } from '../../disk/digest'
import { byPlace, type Row } from '../../../core/series/row'
import { makeFolder } from '../../disk/folder'
import { writeFileAtomically } from '../../disk/atomic'

export const ROWS = join('.chromapatch-run', 'rows')
const BYTES_MAX = 1_000_000

const text = v.pipe(v.string(), v.maxLength(20_000))
const amount = v.nullable(v.pipe(v.number(), v.finite()))
const StoredRow = v.strictObject({
  ...{ photo: text, folder: text, taken: text, class: text },
  ...{ pixels: amount, percent: amount, mm2: amount, objects: amount, low: amount, high: amount },
  state: v.picklist(['done', 'doubtful', 'failed']),
  warnings: v.pipe(v.array(text), v.maxLength(200)),
})
/** `job`: the digest of all that the row depends on. */
const Line = v.strictObject({ job: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)), row: StoredRow })

/** Photos are told apart by their path as it was given, which is the same on all machines of a run. */
const fileOf = (out: string, given: string): string => join(out, ROWS, `${sha256Hex(given.normalize('NFC')).slice(0, 32)}.jsonl`)

export async function writeRows(out: string, given: string, job: string, rows: readonly Row[]): Promise<void> {
  await makeFolder(join(out, ROWS))
  const lines = rows.map((row) => `${JSON.stringify({ job, row })}\n`).join('')
  await writeFileAtomically(fileOf(out, given), Buffer.from(lines, 'utf8'))
}

/** A photo's rows, where they were made by this job (by any, where it is null); null otherwise. */
export async function rowsOf(out: string, given: string, job: string | null): Promise<Row[] | null> {
  return await read(fileOf(out, given), job)
}

/** All rows of a folder of outputs, in the table's order. Files that are none are passed over. */
export async function allRows(out: string): Promise<Row[]> {
  const folder = join(out, ROWS)
  const rows: Row[] = []
  for (const name of await fs.readdir(folder).catch(() => [])) {
    if (/^[0-9a-f]{32}\.jsonl$/.test(name)) rows.push(...((await read(join(folder, name), null)) ?? []))
  }
  return rows.sort(byPlace)
}

async function read(path: string, job: string | null): Promise<Row[] | null> {
  try {
    const stats = await fs.lstat(path)
    if (!stats.isFile() || stats.size > BYTES_MAX) return null
    const rows: Row[] = []
    for (const line of (await fs.readFile(path, 'utf8')).split('\n')) {
      if (line === '') continue
      const parsed = v.safeParse(Line, JSON.parse(line))
      if (!parsed.success || (job !== null && parsed.output.job !== job)) return null
      rows.push(parsed.output.row)
    }
    return rows.length === 0 ? null : rows
  } catch {
    return null
  }
}
