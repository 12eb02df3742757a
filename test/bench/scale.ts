/** Time per pixel and memory as photos grow: one fresh process a size, because a peak of memory is a process's own. */
import { spawn } from 'node:child_process'
import { mkdir, rm } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { BenchEngine, quiet } from './engine'
import type { OpenDocument } from '../../main/engine/documents'
import { fit } from '../../main/engine/scorer'
import { exportImage } from '../../main/engine/export'
import { median } from './measure'
import { photoOf } from './photos'
import { markdown } from './table'
import { LIKELIHOOD, ourContestants, type Work } from './works'

const SIZES = [10, 24, 100, 200] as const
const TIMED: readonly Work[] = ['gaussian-mask', 'gaussian-score', 'density', 'covariance', 'hue', 'rg', 'histogram2d', 'difference']
const RUNS = 9

interface Measured {
  readonly pixels: number
  /** Milliseconds of the whole. */
  readonly open: number
  readonly export: number
  readonly works: Partial<Record<Work, number>>
  /** Peaks of resident memory in bytes, each the highest so far: before, with the photo open, with a map, after the export. */
  readonly peaks: readonly [number, number, number, number]
}

/** The table, as text. `script` is this bundle. */
export async function scale(root: string, script: string): Promise<string> {
  const all: Measured[] = []
  for (const megapixels of SIZES) {
    await photoOf(root, megapixels)
    process.stderr.write(`${megapixels} megapixels\n`)
    all.push(JSON.parse(await output([script, '--root', root, '--scale-one', String(megapixels)])) as Measured)
  }
  const columns = all.map(({ pixels }) => `${(pixels / 1e6).toFixed(0)} MP`)
  const perPixel = (ms: number | undefined, pixels: number) =>
    ms === undefined ? 'not in the engine yet' : `${((ms * 1e6) / pixels).toFixed(2)} ns`
  const [first, , third] = all
  const growth = (of: (measured: Measured) => number | undefined) => {
    const [small, large] = [first && of(first), third && of(third)]
    return small && large && first && third ? (large / third.pixels / (small / first.pixels)).toFixed(2) : ''
  }
  const row = (name: string, of: (measured: Measured) => number | undefined) => [
    name,
    ...all.map((m) => perPixel(of(m), m.pixels)),
    growth(of),
  ]
  const rows = [
    row('open', (m) => m.open),
    ...TIMED.map((work) => row(work, (m) => m.works[work])),
    row('export as PNG', (m) => m.export),
    ...['peak, photo open', 'peak, with a score map', 'peak, with an export'].map((name, i) => {
      return [
        name,
        ...all.map(
          ({ peaks, pixels }) => `${(peaks[i + 1]! / 1e6).toFixed(0)} MB, ${((peaks[i + 1]! - 200e6) / pixels).toFixed(1)} B/px + 200 MB`,
        ),
        '',
      ]
    }),
  ]
  return markdown([`${availableParallelism()} threads, time per pixel`, ...columns, '100 ÷ 10 MP'], rows).join('\n')
}

/** In the child: measures one size and prints it as JSON. */
export async function scaleOne(root: string, megapixels: number): Promise<void> {
  const threads = availableParallelism()
  const photo = await photoOf(root, megapixels)
  const engine = new BenchEngine(root, threads)
  const before = peak()
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
  const exported = await timeExport(root, engine, document, photo.patch)
  const measured: Measured = { pixels: document.raster.pixels, open, export: exported, works, peaks: [before, opened, mapped, peak()] }
  process.stdout.write(JSON.stringify(measured))
  await engine.close()
}

async function timeExport(
  root: string,
  engine: BenchEngine,
  document: OpenDocument,
  patch: { x: number; y: number; w: number; h: number },
) {
  const target = join(root, 'out/bench', `export-${process.pid}.png`)
  await mkdir(join(root, 'out/bench'), { recursive: true })
  const segmentation = { model: 'gaussian', parameters: {}, patches: [{ ...patch, role: 'add' as const }], threshold: LIKELIHOOD }
  const kept = { quality: 92, lossless: true, keepCameraData: false, keepLocation: false }
  const options = { content: 'cutout', format: 'png', matte: null, ...kept } as const
  const request = {
    document,
    fitted: await fit(engine.pool(availableParallelism()), document, segmentation, quiet.signal),
    options,
    target,
    overwriteSource: false,
  }
  const start = performance.now()
  try {
    await exportImage(engine.arena, engine.pool(availableParallelism()), request, quiet)
    return performance.now() - start
  } finally {
    await rm(target, { force: true })
  }
}

/** In bytes; the system counts in kilobytes. */
const peak = (): number => process.resourceUsage().maxRSS * 1024

async function output(words: readonly string[]): Promise<string> {
  const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  let text = ''
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part))
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done))
  if (code !== 0) throw new Error(`The measurement of one size ended with code ${code}; what it said stands above.`)
  return text
}
