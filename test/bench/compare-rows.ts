/**
 * Comparing two photos beside comparison tools, on a clean pair and on one as two shots by hand are: the time, and what each
 * finds. The tools say how many pixels differ; ours aligns, matches light and lists changes.
 */
import { basename, join } from 'node:path'
import { EngineService } from '../../main/engine/service'
import type { Box, Comparison } from '../../preload/comparison'
import { BenchEngine, quiet } from './engine'
import { comparers } from './comparers'
import { race, timed, type Contestant } from './measure'
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
    const made = await pairOf(root, join(root, 'test/fixtures/photos/mountains.jpg'), MEGAPIXELS, kind)
    const { contestant, found, close } = await ours(root, made, threads)
    const tools = await comparers(root, await pixelsOf(root, made, threads))
    for (const who of TOOLS) if (!tools.some((tool) => tool.who === who)) missing.add(who)
    process.stderr.write(`compare, ${kind}: chromapatch, ${tools.map(({ who }) => who).join(', ')}\n`)
    for (const { who, threads: used, ms, low, high, runs, check } of await race([contestant, ...tools])) {
      const what =
        who === 'chromapatch' ? wordsOf(found(), made) : `${((100 * check) / (made.width * made.height)).toFixed(1)} % of the pixels differ`
      rows.push([`${kind}: ${WORDS[kind]}`, who, String(used), ms.toFixed(0), `${low.toFixed(0)}–${high.toFixed(0)}`, String(runs), what])
    }
    await close()
  }
  const table = markdown(['pair', 'who', 'threads', 'median ms', '10–90 %', 'runs', 'finds'], rows)
  const about = `Two photos of ${MEGAPIXELS} megapixels with six edits, open already. Ours aligns, matches light, finds the changes and measures the difference; the tools count pixels.`
  return [...table, '', ...[...missing].map((who) => `Missing: ${who} is not installed, or does not run here.`), about].join('\n')
}

async function ours(root: string, made: MadePair, threads: number) {
  const engine = new EngineService({ workerFile: join(root, 'out/main/worker.cjs'), threads })
  for (const [document, path] of [
    ['d1', made.before],
    ['d2', made.after],
  ] as const) {
    // prettier-ignore
    await engine.call('open', { document, source: { kind: 'file', path, name: basename(path) }, damaged: false }, quiet)
  }
  const options = { align: 'auto', manual: null, light: 'global', sensitivity: 7, minArea: 0, ignored: [] } as const
  let last: Comparison | null = null
  const compare = async () => {
    last = await engine.call('compare', { comparison: 'c1', before: 'd1', after: 'd2', options: { ...options, ignored: [] } }, quiet)
    return last.regions.length
  }
  const contestant: Contestant = { work: 'compare', who: 'chromapatch', threads, run: () => timed(compare) }
  return { contestant, found: () => last!, close: () => engine.close() }
}

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
