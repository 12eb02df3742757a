/** What the application does in the benchmark, through the engine's own path. One line a work; peers have the same names. */
import type { Segmentation } from '../../contract/contract'
import { cleanView } from '../../main/engine/mask/clean-view'
import type { OpenDocument } from '../../main/engine/photo/documents'
import { wholeOf } from '../../main/engine/photo/views'
import { forget, quiet, type BenchEngine } from './engine'
import { timed, type Contestant } from './measure'
import type { Photo } from './photos'

/** The same values stand in peers.py. */
export const LIKELIHOOD = 0.05
export const DENSITY = 0.8
const BINS_HUE = 25
const BINS_RG = 32
const BINS_PLANE = 100

/** Every work of the benchmark, in the order of the table, and what a row of it is. */
export const WORKS = {
  'gaussian-mask': 'mask at a known threshold, likelihood > 0.05',
  'gaussian-score': 'score of every pixel, from which a slider cuts masks',
  density: 'mask of the published density > 0.8',
  cutout: 'that mask, and the photo under it, black elsewhere: the published code to its end',
  covariance: 'mask with the full covariance, likelihood > 0.05',
  lab: 'mask of the Gaussian in L*a*b* with its full covariance, likelihood > 0.05',
  hue: 'hue, its histogram over the photo (25 bins), back-projection',
  rg: 'back-projection of the patch’s 32 × 32 histogram of r and g',
  histogram2d: 'histogram of the photo over r and g, 100 × 100 bins',
  'clean-chain': 'mask, opened by 3, holes under 200 filled, objects under 50 dropped, feathered by 1.5',
  'clean-preview': 'the same with another feather: one step of it, and a quarter of its size to look at',
  difference: '|difference| of the pair in grey',
  'changed-pixels': 'pixels that differ in the eyes of comparison tools; odiff from PNG file to PNG file',
  copy: 'the photo’s bytes copied once',
  'file-to-mask': 'whole process: 16-megapixel JPEG in, masked PNG out',
} as const
export type Work = keyof typeof WORKS

export interface Stage {
  readonly engine: BenchEngine
  readonly before: OpenDocument
  readonly after: OpenDocument
  readonly photo: Photo
}

type Run = (stage: Stage, threads: number) => Promise<number | (() => number)>

const wanted = ({ photo }: Stage, model: string, threshold: number, parameters: Segmentation['parameters'] = {}): Segmentation => ({
  ...{ model, parameters, threshold },
  patches: [{ ...photo.patch, role: 'add' }],
})

const sums = new Map<Work, { readonly sum: number; readonly sample: number }>()
const SAMPLE_STEP = 4099

/**
 * The sum of a work's result, added up once. Afterwards a sample of the bytes says that it is the same result: the thread that
 * wakes the others is then not busy for as long as a run takes right before the next one.
 */
function sumOf(work: Work, bytes: Uint8Array): number {
  const sample = sumBy(SAMPLE_STEP, bytes)
  const known = sums.get(work)
  if (known === undefined) {
    const sum = sumBy(1, bytes)
    sums.set(work, { sum, sample })
    return sum
  }
  return known.sample === sample ? known.sum : sumBy(1, bytes)
}

function sumBy(step: number, bytes: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < bytes.length; i += step) sum += bytes[i]!
  return sum
}

const maskBy =
  (model: string, threshold: number): Run =>
  async (stage, threads) => {
    const { engine, before } = stage
    return await engine.arena.withBytes([before.raster.pixels], ([{ offset }]) =>
      engine.mask(threads, before, wanted(stage, model, threshold), offset),
    )
  }

/** The score map at full size, a byte a pixel, left in the engine’s memory as the peers leave theirs in their own. */
const scoreBy =
  (work: Work, model: string, threshold: number, parameters: Segmentation['parameters'] = {}): Run =>
  async (stage, threads) => {
    const { engine, before } = stage
    const { pixels } = before.raster
    return await engine.arena.withBytes([pixels], async ([{ offset }]) => {
      await engine.score(threads, before, wanted(stage, model, threshold, parameters), offset)
      return () => sumOf(work, engine.arena.bytes(offset, pixels))
    })
  }

const cutout: Run = async (stage, threads) => {
  const { engine, before } = stage
  const { width, height } = before.raster
  return await engine.arena.withBytes([width * height, width * height * 3], async ([{ offset: mask }, { offset: out }]) => {
    await engine.mask(threads, before, wanted(stage, 'density', DENSITY), mask)
    await engine.pool(threads).run({ kind: 'compose', source: wholeOf(before), mask, alpha: -1, matte: [0, 0, 0], out })
    return () => sumOf('cutout', engine.arena.bytes(out, width * height * 3))
  })
}

/** What makes a mask out of specks. */
export const BEFORE_FEATHER = [
  { id: 'open', parameters: { radius: 3 } },
  { id: 'fill', parameters: { area: 200 } },
  { id: 'drop', parameters: { area: 50 } },
]
let previews = 0

/** What the screen asks for while a step is changed: the mask at full size, and a view of it. Each time another sigma. */
const cleaned = async (stage: Stage, threads: number, sigma: number): Promise<number> => {
  const { engine, before } = stage
  const { width, height } = before.raster.levels[2]!
  const clean = [...BEFORE_FEATHER, { id: 'feather', parameters: { sigma } }]
  const view = { level: 2, region: { x: 0, y: 0, w: width, h: height } }
  const segmentation = { ...wanted(stage, 'gaussian', LIKELIHOOD), clean }
  return (await cleanView({ arena: engine.arena, pool: engine.pool(threads) }, before, segmentation, view, quiet.signal)).pixels!
}

const cleanChain: Run = async (stage, threads) => {
  forget(stage.before)
  stage.before.cleaned.release()
  return await cleaned(stage, threads, 1.5)
}

const plane: Run = async ({ engine, before }, threads) => {
  const window = { bins: BINS_PLANE, r: [0, 1], g: [0, 1] } as const
  const counts = await engine.pool(threads).run({ kind: 'plane', source: wholeOf(before), window })
  return () => counts.reduce((sum, count) => sum + count, 0)
}

/** As a comparison draws it for a file: OpenCV's own difference, byte for byte. */
const difference: Run = async ({ engine, before, after }, threads) => {
  const { width, height, pixels } = before.raster
  const pair = { before: wholeOf(before).rgb, after: wholeOf(after).rgb, covered: -1, width, height }
  return await engine.arena.withBytes([pixels], async ([{ offset: out }]) => {
    const step = { name: 'draw', mode: 'absolute-bytes', limit: 1, pair, out } as const
    await engine.pool(threads).run({ kind: 'compare', step, rows: height, width, end: engine.arena.size })
    return () => sumOf('difference', engine.arena.bytes(out, pixels))
  })
}

/** Another feather each time, so that none is known already; how many pixels it leaves is then another number, too. */
const cleanPreview: Run = async (stage, threads) => {
  await cleaned(stage, threads, 1.5 + (previews++ % 50) / 100)
  return 0
}

const runs: Partial<Record<Work, Run>> = {
  'gaussian-mask': maskBy('gaussian', LIKELIHOOD),
  'gaussian-score': scoreBy('gaussian-score', 'gaussian', LIKELIHOOD),
  density: maskBy('density', DENSITY),
  cutout: cutout,
  covariance: maskBy('covariance', LIKELIHOOD),
  lab: maskBy('lab', LIKELIHOOD),
  hue: scoreBy('hue', 'hue', 128, { bins: BINS_HUE, histogramOf: 'image' }),
  'clean-chain': cleanChain,
  'clean-preview': cleanPreview,
  histogram2d: plane,
  difference,
  rg: scoreBy('rg', 'rg', 128, { bins: BINS_RG }),
}

/**
 * Ours, at one thread and at all; a sentence for a work that the engine cannot do yet. Asked by doing it once:
 * a model may be declared before the engine knows how to run it.
 */
export async function ourContestants(stage: Stage, work: Work, threadCounts: readonly number[]): Promise<Contestant[] | string> {
  const run = runs[work]
  if (run === undefined) return `the engine does not do \`${work}\` yet`
  try {
    await run(stage, 1)
  } catch (thrown) {
    return `the engine does not do \`${work}\` yet (${thrown instanceof Error ? thrown.message : String(thrown)})`
  }
  return threadCounts.map((threads) => ({ work, who: 'chromapatch', threads, run: () => timed(() => run(stage, threads)) }))
}
