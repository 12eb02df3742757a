/**
 * Comparing two photos beside comparison tools, on a clean pair and on one as two shots by hand are: the time, and what each
 * finds. The tools say how many pixels differ; ours aligns, matches light and lists changes.
 */
import { join } from 'node:path'
import type { Box, Comparison } from '../../contract/comparison'
import { comparers } from './comparers'
import { first, warm, type Spread } from './compare-ours'
import { BenchEngine } from './engine'
import { race } from './measure'
import { pairOf, type MadePair, type PairKind } from './pairs'
import { markdown } from './table'

const MEGAPIXELS = 12
const TOOLS = ['pixelmatch', 'blazediff', 'odiff'] as const
const WORDS: Readonly<Record<PairKind, string>> = { clean: 'edits alone', handheld: 'moved, lit otherwise, noisy' }

/** A Markdown table, and sentences about who is missing. */
export async function compareTable(root: string, threads: number): Promise<string> {
  const rows: string[][] = []
  const missing = new Set<string>()
  for (const kind of ['clean', 'handheld'] as const) {
    const pair = `${kind}: ${WORDS[kind]}`
    const made = await pairOf(root, join(root, 'test/fixtures/photos/mountains.jpg'), MEGAPIXELS, kind)
    process.stderr.write(`compare, ${kind}: chromapatch newly started\n`)
    const { compared, fromFiles } = await first(root, made, threads)
    rows.push(row(pair, 'chromapatch, from the two files, newly started', threads, fromFiles, ''))
    rows.push(row(pair, 'chromapatch, first comparison', threads, compared, ''))
    const { contestant, found, close } = await warm(root, made, threads)
    const tools = await comparers(root, await pixelsOf(root, made, threads))
    for (const who of TOOLS) if (!tools.some((tool) => tool.who === who)) missing.add(who)
    process.stderr.write(`compare, ${kind}: chromapatch, ${tools.map(({ who }) => who).join(', ')}\n`)
    for (const { who, threads: used, check, ...times } of await race([contestant, ...tools])) {
      const what =
        who === 'chromapatch' ? wordsOf(found(), made) : `${((100 * check) / (made.width * made.height)).toFixed(1)} % of the pixels differ`
      rows.push(row(pair, who, used, times, what))
    }
    await close()
  }
  const table = markdown(['pair', 'who', 'threads', 'median ms', '10–90 %', 'runs', 'finds'], rows)
  const about = `Two photos of ${MEGAPIXELS} megapixels with six edits, open already except where the files are named. Ours aligns, matches light, finds the changes and measures the difference, until they are listed; the tools count pixels.`
  return [...table, '', ...[...missing].map((who) => `Missing: ${who} is not installed, or does not run here.`), about].join('\n')
}

const row = (pair: string, who: string, threads: number, { ms, low, high, runs }: Spread, finds: string): string[] => [
  ...[pair, who, String(threads), ms.toFixed(0)],
  ...[`${low.toFixed(0)}–${high.toFixed(0)}`, String(runs), finds],
]

async function pixelsOf(root: string, { before, after, width, height }: MadePair, threads: number) {
  const engine = new BenchEngine(root, threads)
  const read = async (id: string, path: string) => Uint8Array.from((await engine.open(id, { path })).raster.rgb)
  const pair = { before: await read('before', before), after: await read('after', after), width, height }
  await engine.close()
  return pair
}

const meet = (a: Box, b: Box) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

function wordsOf({ align, regions }: Comparison, { edits }: MadePair): string {
  const met = edits.filter((edit) => regions.some((region) => meet(region, edit))).length
  const strays = regions.filter((region) => !edits.some((edit) => meet(region, edit))).length
  return `${met} of ${edits.length} edits, ${strays} elsewhere; move: ${align.model}`
}
