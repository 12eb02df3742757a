/**
 * The benchmark: our operations and everybody else's on one pair of photos, in turns.
 *
 *     bench [--json] [--record] [WORK …]     the table, of all works or of these
 *     bench --compare [--record]            two photos compared, beside comparison tools; part of the table of all works
 *     bench --previews [--json] [--record] [preview-STEP …]   how soon a changed clean-up step is seen; part of the table of all works
 *     bench --scale [--record]               time per pixel and memory at 10, 24, 100 and 200 megapixels
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { availableParallelism, loadavg } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { comparers, memcpy } from './comparers'
import { compareTable } from './compare-rows'
import { BenchEngine } from './engine'
import { fileToMask } from './file-to-mask'
import { race, type Contestant, type Result } from './measure'
import { photoOf } from './photos'
import { findPython, startPeers, type PythonPeers } from './python'
import { previews, previewTable } from './previews'
import { record } from './record'
import { scale, scaleExport, scaleOne } from './scale'
import { asJson, asTable, type Report } from './table'
import { ourContestants, WORKS, type Stage, type Work } from './works'

const MEGAPIXELS = 24
/** Works that no call of the engine does by itself: our command line is among the programs of file-to-mask. */
const PEERS_ONLY: ReadonlySet<string> = new Set<Work>(['copy', 'file-to-mask'])
const OPTIONS = {
  root: { type: 'string', default: process.cwd() },
  json: { type: 'boolean', default: false },
  record: { type: 'boolean', default: false },
  scale: { type: 'boolean', default: false },
  compare: { type: 'boolean', default: false },
  previews: { type: 'boolean', default: false },
  'scale-one': { type: 'string' },
  'scale-export': { type: 'string' },
} as const

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({ options: OPTIONS, allowPositionals: true })
  const { root } = values
  if (values['scale-one'] !== undefined) return await scaleOne(root, Number(values['scale-one']))
  if (values['scale-export'] !== undefined) return await scaleExport(root, Number(values['scale-export']))
  const [load] = loadavg()
  if (values.scale) {
    const text = await scale(root, process.argv[1]!)
    console.log(text)
    if (values.record) await record(root, 'scale', 'npm run bench -- --scale', text, load!)
    return
  }
  if (values.compare) return await compare(root, values.record, load!)
  if (values.previews) return await changedSteps(root, values, positionals, load!)
  const unknown = positionals.filter((name) => !Object.hasOwn(WORKS, name))
  if (unknown.length > 0) throw new Error(`There is no work “${unknown.join(', ')}”: expected ${Object.keys(WORKS).join(', ')}`)
  const report = await bench(root, new Set(positionals.length > 0 ? positionals : Object.keys(WORKS)))
  for (const sentence of report.missing) process.stderr.write(`Missing: ${sentence}\n`)
  console.log(values.json ? asJson(report) : asTable(report))
  if (values.record) await record(root, 'bench', 'npm run bench', asTable(report), load!)
  // Asked for the whole table, comparisons are in it.
  if (positionals.length === 0 && !values.json) {
    await compare(root, values.record, load!)
    await changedSteps(root, values, [], load!)
  }
}

async function compare(root: string, isRecorded: boolean, load: number): Promise<void> {
  const text = await compareTable(root, availableParallelism())
  console.log(text)
  if (isRecorded) await record(root, 'compare', 'npm run bench -- --compare', text, load)
}

async function changedSteps(
  root: string,
  { json, record: isRecorded }: { readonly json: boolean; readonly record: boolean },
  names: readonly string[],
  load: number,
): Promise<void> {
  const results = await previews(root, new Set(names))
  const text = previewTable(results)
  console.log(json ? JSON.stringify({ results }, null, 1) : text)
  if (isRecorded) await record(root, 'previews', 'npm run bench -- --previews', text, load)
}

async function bench(root: string, works: ReadonlySet<string>): Promise<Report> {
  const threads = availableParallelism()
  const threadCounts = threads > 1 ? [1, threads] : [1]
  const photo = await photoOf(root, MEGAPIXELS, 1)
  const second = await photoOf(root, MEGAPIXELS, 2)
  const engine = new BenchEngine(root, threads)
  const stage: Stage = { engine, photo, before: await engine.open('before', photo), after: await engine.open('after', second) }
  const pair = { before: stage.before.raster.rgb, after: stage.after.raster.rgb, width: photo.width, height: photo.height }
  const python = findPython()
  const peers = python && (await startPeers(root, python, { ...(await rawFiles(root, pair)), ...photo, threads }))
  const others = [
    ...(peers?.contestants ?? []),
    ...(works.has('changed-pixels') ? await comparers(root, pair) : []),
    // Beside the mask, which is held against it, and by itself.
    ...['gaussian-mask', 'copy'].map((work) => memcpy(work, pair.before)),
    ...(works.has('file-to-mask') ? await fileToMask(root, python, threadCounts) : []),
  ]
  const results: Result[] = []
  const missing = missingPeers(peers, others, works)
  for (const work of Object.keys(WORKS) as Work[]) {
    if (!works.has(work)) continue
    const ours = PEERS_ONLY.has(work) ? [] : await ourContestants(stage, work, threadCounts)
    if (typeof ours === 'string') missing.push(ours)
    const theirs = others.filter(({ work: name }) => name === work || (name.startsWith(work) && !(name in WORKS)))
    const all = [...(typeof ours === 'string' ? [] : ours), ...theirs]
    if (all.length === 0) continue
    process.stderr.write(`${work}: ${[...new Set(all.map(({ who }) => who))].join(', ')}\n`)
    results.push(...(await race(all)))
  }
  await peers?.close()
  await engine.close()
  return { pixels: photo.width * photo.height, threads, results, missing }
}

/** The engine's own pixels for the peers, so that no two decoders come between. */
async function rawFiles(root: string, pair: { before: Uint8Array; after: Uint8Array }): Promise<{ before: string; after: string }> {
  const [before, after] = ['before.rgb', 'after.rgb'].map((name) => join(root, 'out/bench', name)) as [string, string]
  await mkdir(join(root, 'out/bench'), { recursive: true })
  await Promise.all([writeFile(before, pair.before), writeFile(after, pair.after)])
  return { before, after }
}

function missingPeers(peers: PythonPeers | null, others: readonly Contestant[], works: ReadonlySet<string>): string[] {
  if (peers === null)
    return ['no Python with numpy: neither the published code nor OpenCV nor scikit-image ran (Debian: python3-opencv python3-skimage)']
  const missing: string[] = []
  if (!peers.versions['opencv']) missing.push('OpenCV (Debian: python3-opencv)')
  if (!peers.versions['skimage']) missing.push('scikit-image (Debian: python3-skimage)')
  for (const who of ['pixelmatch', 'blazediff', 'odiff']) {
    if (works.has('changed-pixels') && !others.some((contestant) => contestant.who === who))
      missing.push(`${who} is not installed, or does not run here`)
  }
  return missing
}

main().then(
  // Worker threads and libvips may hold the process open.
  () => process.stdout.write('', () => process.exit(0)),
  (thrown: unknown) => {
    console.error(thrown)
    process.exit(1)
  },
)
