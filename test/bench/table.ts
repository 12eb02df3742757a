/** Results as people read them, and as `--json` prints them. */
import { cpus, totalmem } from 'node:os'
import type { Result } from './measure'
import { WORKS, type Work } from './works'

export interface Report {
  readonly pixels: number
  readonly threads: number
  readonly results: readonly Result[]
  /** Sentences: which peers are missing, and what the engine cannot do yet. */
  readonly missing: readonly string[]
}

/** Works whose results are the same numbers whoever does them, so that a difference is a mistake: see peers.py. */
const EXACT = new Set<string>(['gaussian-mask', 'density', 'cutout', 'hue', 'difference', 'histogram2d', 'file-to-mask'] satisfies Work[])

export function asJson({ pixels, threads, results }: Report): string {
  const rows = results.map(({ work, who, threads: used, ms, runs }) => ({ work, who, threads: used, ms: Number(ms.toFixed(3)), runs }))
  return JSON.stringify({ pixels, threads, results: rows }, null, 1)
}

/** A Markdown table: it reads as well in a terminal. */
export function asTable({ threads, results, missing }: Report): string {
  const lines = markdown(
    ['work', 'who', 'threads', 'median ms', '10–90 %', 'runs', 'ours is', 'same result'],
    [...new Set(results.map(({ work }) => work))].flatMap((work) => rowsOf(work, results, threads)),
  )
  const legend = Object.entries(WORKS).map(([work, what]) => `- \`${work}\`: ${what}`)
  return [...lines, '', ...missing.map((sentence) => `Missing: ${sentence}`), ...(missing.length > 0 ? [''] : []), ...legend].join('\n')
}

function rowsOf(work: string, results: readonly Result[], threads: number): string[][] {
  const ofWork = results.filter((result) => result.work === work)
  // A work that only a peer does in another way is held against ours of nearly the same name.
  const ours = results.filter(({ who, work: name }) => who === 'chromapatch' && work.startsWith(name))
  const best = ours.find((result) => result.threads === threads) ?? ours[0]
  return ofWork.map(({ who, threads: used, ms, low, high, runs, check }) => {
    const name = who === 'published' ? 'published code' : who
    const comparable = best !== undefined && who !== 'chromapatch' && who !== 'memcpy' && who !== 'skimage' && EXACT.has(work)
    const ratio = best === undefined || (who === 'chromapatch' && used === threads) ? '' : ratioOf(ms, best.ms, who)
    return [
      work,
      name,
      String(used),
      digits(ms),
      `${digits(low)}–${digits(high)}`,
      String(runs),
      ratio,
      comparable ? agreement(check, best.check) : '',
    ]
  })
}

function ratioOf(peer: number, ours: number, who: string): string {
  if (who === 'memcpy') return `${(ours / peer).toFixed(2)} × its time`
  return peer >= ours ? `${(peer / ours).toFixed(peer / ours < 10 ? 2 : 1)} × faster` : `${(ours / peer).toFixed(2)} × slower`
}

function agreement(theirs: number, ours: number): string {
  if (theirs === ours) return 'yes'
  return `${(100 * Math.abs(theirs / ours - 1)).toPrecision(1)} % off`
}

export const digits = (ms: number): string => (ms < 10 ? ms.toFixed(2) : ms < 1000 ? ms.toFixed(1) : ms.toFixed(0))

export function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]!.length)))
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...rows.map(line)]
}

export function machine(): string {
  const [first] = cpus()
  return `${cpus().length} cores (${first?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GB, ${process.platform} ${process.arch}, Node ${process.versions.node}`
}
