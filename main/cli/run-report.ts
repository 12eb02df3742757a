/** What became of each photo of a run, as lines and as JSON. */
import { basename } from 'node:path'
import type { Row } from '../../core/series/row'
import type { Outcome } from '../disk/batch'
import type { Recipe } from '../engine/recipe/schema'
import { countsOf, countsText } from './gather'
import type { PhotoResult } from './run-photo'
import type { SeriesPlanned } from './series/plan'

export type PhotoReport = Outcome & {
  /** The file's name, and the path as it was given. */
  readonly photo: string
  readonly path: string
  /** Files that are there and whole: none where it failed. */
  readonly outputs: readonly string[]
  /** Whether it is, byte for byte, the photo that the recipe was made on; null where the recipe names none, or it failed. */
  readonly sameInput: boolean | null
  /** Part of the photo is missing; null where it was not opened. */
  readonly damaged: boolean | null
  readonly warnings: readonly string[]
}

export function reportOf(
  recipe: Recipe,
  { given, path, targets }: SeriesPlanned,
  outcome: Outcome,
  result: PhotoResult | undefined,
): PhotoReport {
  const [input] = recipe.inputs
  return {
    photo: basename(path),
    path: given,
    ...outcome,
    outputs: result === undefined ? [] : targets,
    sameInput: result === undefined || input === undefined ? null : result.sha256 === input.sha256,
    damaged: result?.damaged ?? null,
    warnings: result === undefined ? [] : [...new Set([...result.rows.flatMap((row) => row.warnings), ...result.warnings])],
  }
}

/** One line, whatever a photo is called and says. */
export function lineOf(report: PhotoReport, recipe: Recipe): string {
  const { photo, state, code, message, warnings } = report
  const said =
    state === 'failed' ? [`${code}: ${message}`] : [`${state}${aboutInput(report, recipe)}`, ...warnings.map((each) => `note: ${each}`)]
  return `${photo}: ${said.join('; ')}`.replace(/\s*\n\s*/g, ' ')
}

/** Another photo is what a recipe is for; another file under the same name is what nobody expects. */
function aboutInput({ photo, sameInput }: PhotoReport, { inputs }: Recipe): string {
  if (sameInput !== false) return ''
  return inputs[0]?.name === photo
    ? '; warning: this is not the file that the recipe was made on (its SHA-256 differs), so its outputs may differ too'
    : '; another photo than the recipe was made on'
}

interface SummaryOptions {
  readonly json: boolean
  /** The table that was written. */
  readonly results: string | null
  readonly rows: readonly Row[] | null
}

export function summaryOf(
  reports: readonly PhotoReport[],
  ignored: readonly string[],
  { json, results, rows }: SummaryOptions,
): { text: string; code: number } {
  const count = (state: PhotoReport['state']) => reports.filter((report) => report.state === state).length
  const summary = { done: count('done'), skipped: count('skipped'), failed: count('failed'), left: count('left') }
  const code = summary.failed > 0 || summary.left > 0 ? 1 : 0
  if (json) return { text: JSON.stringify({ ...summary, ignored, rows: reports, ...(rows === null ? {} : { table: rows }) }), code }
  const damaged = reports.filter((report) => report.damaged === true)
  const lines = [
    `${summary.done} done, ${summary.skipped} skipped, ${summary.failed} failed${summary.left > 0 ? `, ${summary.left} left: interrupted` : ''}`,
    ...damaged.map(({ path }) => `damaged: ${path}: part of the photo is missing, and so is what it would have added`),
    ...(ignored.length > 0 ? [`no photos, left out: ${ignored.join(', ')}`] : []),
    ...reports.flatMap(({ state, outputs }) => (state === 'done' ? outputs.map((output) => `written: ${output}`) : [])),
    ...(rows === null ? [] : [`table: ${countsText(countsOf(rows))}`]),
    ...(results === null ? [] : [`written: ${results}`]),
  ]
  return { text: lines.join('\n'), code }
}
