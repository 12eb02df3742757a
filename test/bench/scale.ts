/** Time per pixel and memory as photos grow: one fresh process a size, because a peak of memory is a process's own. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { basename, join } from 'node:path'
import { EngineService } from '../../main/engine/service'
import { BenchEngine, quiet } from './engine'
import { median } from './measure'
import { photoOf } from './photos'
import { markdown } from './table'
import { LIKELIHOOD, ourContestants, type Work } from './works'

const SIZES = [10, 24, 100, 200] as const
const TIMED: readonly Work[] = ['gaussian-mask', 'gaussian-score', 'density', 'covariance', 'hue', 'rg', 'histogram2d', 'difference']
const RUNS = 9
/** What the engine may take whatever the photo, in bytes. */
const ALLOWANCE = 200e6

interface Measured {
  readonly pixels: number
  /** Milliseconds of the whole. */
  readonly open: number
  readonly works: Partial<Record<Work, number>>
  /** Peaks of resident memory in bytes: with the photo open, and with a score map of all of it. */
  readonly peaks: readonly [number, number]
}

interface Exported {
  readonly ms: number
  readonly peak: number
}

type Sized = Measured & { readonly exported: Exported }

/** The table, as text. `script` is this bundle. */
export async function scale(root: string, script: string): Promise<string> {
  const all: Sized[] = []
  for (const megapixels of SIZES) {
    await photoOf(root, megapixels)
    process.stderr.write(`${megapixels} megapixels\n`)
    const child = async (what: string) => JSON.parse(await output([script, '--root', root, what, String(megapixels)])) as unknown
    all.push({ ...((await child('--scale-one')) as Measured), exported: (await child('--scale-export')) as Exported })
  }
  const columns = all.map(({ pixels }) => `${(pixels / 1e6).toFixed(0)} MP`)
  const perPixel = (ms: number | undefined, pixels: number) =>
    ms === undefined ? 'not in the engine yet' : `${((ms * 1e6) / pixels).toFixed(2)} ns`
  const [first, , third] = all
  const growth = (of: (measured: Sized) => number | undefined) => {
    const [small, large] = [first && of(first), third && of(third)]
    return small && large && first && third ? (large / third.pixels / (small / first.pixels)).toFixed(2) : ''
  }
  const row = (name: string, of: (measured: Sized) => number | undefined) => [
    name,
    ...all.map((m) => perPixel(of(m), m.pixels)),
    growth(of),
  ]
  const perPixelOver = (bytes: number, pixels: number) => ((bytes - ALLOWANCE) / pixels).toFixed(1)
  const memory = (name: string, of: (measured: Sized) => number) => [
    name,
    ...all.map((m) => `${(of(m) / 1e6).toFixed(0)} MB = 200 MB + ${perPixelOver(of(m), m.pixels)} B/px`),
    '',
  ]
  const rows = [
    row('open', (m) => m.open),
    ...TIMED.map((work) => row(work, (m) => m.works[work])),
    row('export as PNG', (m) => m.exported.ms),
    memory('peak of memory, photo open', ({ peaks }) => peaks[0]),
    memory('… with a score map', ({ peaks }) => peaks[1]),
    memory('… opened and exported', ({ exported }) => exported.peak),
  ]
  return markdown([`${availableParallelism()} threads, time per pixel`, ...columns, '100 ÷ 10 MP'], rows).join('\n')
}

/** In the child: measures one size and prints it as JSON. */
export async function scaleOne(root: string, megapixels: number): Promise<void> {
  const threads = availableParallelism()
  const photo = await photoOf(root, megapixels)
  const engine = new BenchEngine(root, threads)
  const start = performance.now()
  const document = await engine.open('photo', photo)
  const open = performance.now() - start
  const opened = peak()
  const stage = { engine, photo, before: document, after: document }
  const works: Measured['works'] = {}
  for (const work of TIMED) {
    const found = await ourContestants(stage, work, [threads])
    const ours = typeof found === 'string' ? undefined : found[0]
    if (ours === undefined) continue
    const times: number[] = []
    for (let run = 0; run <= RUNS; run++) times.push((await ours.run()).ms)
    // The first warms up.
    works[work] = median(times.slice(1))
  }
  const mapped = peak()
  const measured: Measured = { pixels: document.raster.pixels, open, works, peaks: [opened, mapped] }
  process.stdout.write(JSON.stringify(measured))
  await engine.close()
}

/** In another child: opens and exports one size by the calls that the application makes. Prints time and peak as JSON. */
export async function scaleExport(root: string, megapixels: number): Promise<void> {
  const { path, patch } = await photoOf(root, megapixels)
  const target = join(root, 'out/bench', `export-${process.pid}.png`)
  const engine = new EngineService({ workerFile: join(root, 'out/main/worker.cjs') })
  const source = { kind: 'file', path, name: basename(path) } as const
  await engine.call('open', { document: 'd1', source, damaged: false }, quiet)
  const segmentation = { model: 'gaussian', parameters: {}, patches: [{ ...patch, role: 'add' as const }], threshold: LIKELIHOOD }
  const kept = { quality: 92, lossless: true, keepCameraData: false, keepLocation: false }
  const options = { content: 'cutout', format: 'png', matte: null, ...kept } as const
  const start = performance.now()
  try {
    await engine.call('export', { document: 'd1', segmentation, options, target, overwriteSource: false }, quiet)
    const exported: Exported = { ms: performance.now() - start, peak: peak() }
    process.stdout.write(JSON.stringify(exported))
  } finally {
    await rm(target, { force: true })
  }
  await engine.close()
}

/** Peak of resident memory in bytes. Linux's getrusage also knows the peak of the process that started this one: ask for our own. */
function peak(): number {
  const status = process.platform === 'linux' ? readFileSync('/proc/self/status', 'utf8') : ''
  const kilobytes = /^VmHWM:\s*(\d+) kB/m.exec(status)?.[1]
  return Number(kilobytes ?? process.resourceUsage().maxRSS) * 1024
}

async function output(words: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part))
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done))
  if (code !== 0) throw new Error(`The measurement of one size ended with code ${code}; what it said stands above.`)
  return text
}
