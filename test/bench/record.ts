/** Writes a table into RESULTS.md, in the place of the one of the same name, with date, machine and command. */
import { readFile, writeFile } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { join } from 'node:path'
import { machine } from './table'

export type Section = 'bench' | 'scale' | 'ui' | 'survey' | 'compare' | 'previews' | 'odd' | 'soak'

export async function record(root: string, section: Section, command: string, text: string, loadBefore: number): Promise<void> {
  const file = join(root, 'test/bench/RESULTS.md')
  const results = await readFile(file, 'utf8')
  const [begin, end] = [`<!-- ${section} -->`, `<!-- /${section} -->`]
  const [from, to] = [results.indexOf(begin), results.indexOf(end)]
  if (from < 0 || to < from) throw new Error(`${file} has no place ${begin} … ${end}`)
  const about = [
    `${new Date().toISOString().slice(0, 10)}, \`${command}\``,
    `${machine()}; load before the run ${loadBefore.toFixed(2)}, at its end ${loadavg()[0]!.toFixed(2)}.`,
  ]
  const body = `${begin}\n\n${about.join('  \n')}\n\n${text.trim()}\n\n`
  await writeFile(file, results.slice(0, from) + body + results.slice(to))
  process.stderr.write(`Recorded in test/bench/RESULTS.md (${section}).\n`)
}
