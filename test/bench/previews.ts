/**
 * What the window waits for while a clean-up step is changed, the steps before it being known: a quarter of the mask to look at, of the
 * changed step at full size, or of a draft where that takes long; and what it waits for when the step rests.
 */
import { availableParallelism } from 'node:os'
import { cleanView } from '../../main/engine/mask/clean-view'
import type { CleanStep } from '../../contract/contract'
import { steps } from '../../core/steps'
import { BenchEngine, quiet } from './engine'
import { quantile } from './measure'
import { photoOf } from './photos'
import { digits, markdown } from './table'
import { BEFORE_FEATHER, LIKELIHOOD } from './works'

const MEGAPIXELS = 24
const LEVEL = 2
const RUNS = 40
/** Of those, how many go on to rest where what was seen was a draft. */
const RESTS = 10
const BOUND = 50

interface Row {
  readonly work: string
  readonly before: readonly CleanStep[]
  readonly step: CleanStep
}

export interface Preview {
  readonly work: string
  readonly who: 'chromapatch'
  readonly threads: number
  readonly ms: number
  readonly low: number
  readonly high: number
  readonly p95: number
  readonly runs: number
  /** What is seen while the step moves is a draft; how long the mask itself then takes at rest. */
  readonly draft: boolean
  readonly rest: number
}

/** Every step as it is when it is added, behind the steps that make a mask out of specks; and some with large values. */
const ROWS: readonly Row[] = [
  ...Object.keys(steps).map((id) => row(id, {})),
  row('grow', { radius: 20 }),
  row('smooth', { radius: 15 }),
  row('feather', { sigma: 10 }),
  row('refine', { radius: 30 }),
]

function row(id: string, parameters: CleanStep['parameters']): Row {
  const at = BEFORE_FEATHER.findIndex((step) => step.id === id)
  // A step that is one of them itself comes where it stands; the soft edge starts again from the score.
  const before = id === 'soft' ? [] : at < 0 ? BEFORE_FEATHER : BEFORE_FEATHER.slice(0, at)
  return { work: ['preview', id, ...Object.values(parameters)].join('-'), before, step: { id, parameters } }
}

/** The rows asked for by name; all without. */
export async function previews(root: string, names: ReadonlySet<string>): Promise<Preview[]> {
  const threads = availableParallelism()
  const engine = new BenchEngine(root, threads)
  const photo = await photoOf(root, MEGAPIXELS)
  const document = await engine.open('before', photo)
  const { width, height } = document.raster.levels[LEVEL]!
  const view = { level: LEVEL, region: { x: 0, y: 0, w: width, h: height } }
  const tools = { arena: engine.arena, pool: engine.pool(threads) }
  const show = async (clean: readonly CleanStep[], quick: boolean) => {
    const segmentation = { model: 'gaussian', parameters: {}, threshold: LIKELIHOOD, patches: [{ ...photo.patch, role: 'add' as const }] }
    const start = performance.now()
    const { pixels } = await cleanView(tools, document, { ...segmentation, clean: [...clean] }, view, quiet.signal, quick)
    return { ms: performance.now() - start, draft: pixels === null }
  }
  const found: Preview[] = []
  for (const { work, before, step } of ROWS.filter((one) => names.size === 0 || names.has(one.work))) {
    process.stderr.write(`${work}\n`)
    const times: number[] = []
    const rests: number[] = []
    for (let i = 0; i <= RUNS; i++) {
      // Nothing of the changed step is known, all of the steps before it is.
      document.cleaned.release()
      await show(before, false)
      const { ms, draft } = await show([...before, step], true)
      times.push(ms)
      if (draft && i < RESTS) rests.push((await show([...before, step], false)).ms)
    }
    // The first warms up.
    times.shift()
    const at = (share: number) => quantile(times, share)
    const seen = { draft: rests.length > 0, rest: rests.length > 0 ? quantile(rests, 0.5) : at(0.5) }
    found.push({ work, who: 'chromapatch', threads, ms: at(0.5), low: at(0.1), high: at(0.9), p95: at(0.95), runs: times.length, ...seen })
  }
  await engine.close()
  return found
}

export function previewTable(found: readonly Preview[]): string {
  const rows = found.map(({ work, threads, ms, low, high, p95, runs, draft, rest }) => [
    work,
    String(threads),
    digits(ms),
    `${digits(low)}–${digits(high)}`,
    digits(p95),
    p95 <= BOUND ? 'yes' : 'no',
    draft ? 'draft' : 'the mask',
    digits(rest),
    String(runs),
  ])
  const head = ['step', 'threads', 'median ms', '10–90 %', 'p95 ms', `at most ${BOUND} ms`, 'moving, it is', 'at rest, ms', 'runs']
  const about = `The mask of ${MEGAPIXELS} megapixels, opened by 3, holes under 200 filled, objects under 50 dropped, and then this step; its value, where it is not the default, stands behind it.`
  return [...markdown(head, rows), '', about].join('\n')
}
