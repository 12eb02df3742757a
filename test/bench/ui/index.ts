/** The window's speed: cold start, open → first paint, and what a hand feels while it drags and slides. */
import { loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import type { ElectronApplication } from 'playwright-core'
import { quantile } from '../measure'
import { photoOf } from '../photos'
import { record } from '../record'
import { markdown } from '../table'
import { cleanSliders } from './clean'
import { drawPatch, slideThumb } from './gestures'
import { coldStart, launch, settled, type Running } from './launch'
import { dragLatencies, slideLatencies, type Latencies } from './latency'
import { pairSliders } from './pair'
import { takeCalls, takeTrace, watchMain, watchPage } from './trace'

const MEGAPIXELS = 24
const COLD_STARTS = 5
const OPENS = 7
const MOVES = 300
const SLIDES = 250
/** The threshold of the model that a new photo begins with. */
const SLIDER = 'score-slider'

interface Figure {
  readonly what: keyof typeof MEANING
  readonly median: number
  readonly p95: number
  readonly runs: number
}

const MEANING = {
  'cold-start': 'process started → sample photo and its mask on the screen',
  open: '24-megapixel JPEG chosen in the dialog → painted',
  drag: 'pointer moved → overlay painted, a patch up to 15 % of the pane’s width',
  'drag-heard': 'the same from when the page heard of the movement, without the wait for the display’s next frame',
  map: 'of that: map asked for in the main process → answered',
  'drag-large': 'as drag, with a patch of up to half of the pane',
  slider: 'slider moved → overlay painted',
  'slider-heard': 'the same from when the page heard of it',
  'clean-feather': 'softness of the usual clean-up steps’ feather moved → mask, or a draft of it, painted',
  'clean-grow': 'the same with how far a mask grows',
  'clean-refine': 'the same with how far edges of the photo are followed',
  'pair-onion': 'two photos of 12 megapixels: onion skin slider moved → painted',
  'pair-gain': 'gain of the difference moved → painted',
  'pair-threshold': 'threshold of the difference moved → painted',
  'pair-sensitivity': 'threshold in σ moved → mask painted',
  'pair-swipe': 'line of the swipe moved → painted',
  'pair-colour': 'threshold of a colour moved → both masks painted',
} as const

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      root: { type: 'string', default: process.cwd() },
      json: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      compare: { type: 'boolean', default: false },
    },
  })
  const { root } = values
  const [load] = loadavg()
  if (values.compare) return console.log(asTable(await comparison(root)))
  const photo = await photoOf(root, MEGAPIXELS)
  const starts: number[] = []
  for (let i = 0; i < COLD_STARTS; i++) starts.push(await coldStart(root))
  const running = await launch(root)
  const figures: Figure[] = [figure('cold-start', starts)]
  try {
    await settled(running.page)
    await watchPage(running.page)
    await watchMain(running.app)
    figures.push(figure('open', await opens(running, photo.path)))
    figures.push(...(await hand(running)))
    figures.push(...figuresOf(await cleanSliders(running)), ...(await sliders(running, root)))
  } finally {
    await running.close()
  }
  const table = asTable(figures)
  console.log(values.json ? JSON.stringify({ pixels: photo.width * photo.height, results: figures.map(rounded) }, null, 1) : table)
  if (values.record) await record(root, 'ui', 'npm run bench:ui', table, load!)
}

/** The compare workspace alone. */
async function comparison(root: string): Promise<Figure[]> {
  const running = await launch(root)
  try {
    await settled(running.page)
    await watchPage(running.page)
    return await sliders(running, root)
  } finally {
    await running.close()
  }
}

async function sliders(running: Running, root: string): Promise<Figure[]> {
  return figuresOf(await pairSliders(running, root))
}

const figuresOf = (found: Readonly<Record<string, readonly number[]>>): Figure[] =>
  Object.entries(found).map(([what, times]) => figure(what as Figure['what'], times))

/** The same photo opened again and again, each time as a new document. */
async function opens({ app, page }: Running, path: string): Promise<number[]> {
  const times: number[] = []
  for (let i = 0; i <= OPENS; i++) {
    const chosen = await choose(app, path)
    for (let looks = 0, painted: number | undefined; painted === undefined; looks++) {
      if (looks > 100) throw new Error('The photo was not painted.')
      const { photoPaints } = await takeTrace(page)
      painted = photoPaints.find((time) => time >= chosen)
      if (painted !== undefined) times.push(painted - chosen)
    }
    await settled(page)
  }
  // The first warms up.
  return times.slice(1)
}

/** Answers the dialog at once and says when the command was given. */
async function choose(app: ElectronApplication, path: string): Promise<number> {
  return await app.evaluate(({ dialog, Menu }, file) => {
    Object.assign(dialog, { showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: [file] }) })
    const chosen = performance.timeOrigin + performance.now()
    Menu.getApplicationMenu()!.getMenuItemById('file.open')!.click()
    return chosen
  }, path)
}

async function hand({ app, page }: Running): Promise<Figure[]> {
  const maps: number[] = []
  // Each begins where no patch of an earlier one lies: pressed on a patch, the pointer would move that.
  const dragged = async (from: number, most: number) => {
    await takeTrace(page)
    await takeCalls(app)
    await drawPatch(page, 'pane-canvas', from, 0.02, most, MOVES)
    const trace = await takeTrace(page)
    const calls = await takeCalls(app)
    maps.push(...calls.map(({ asked, answered }) => answered - asked))
    const found = dragLatencies(trace, calls)
    await settled(page)
    return found
  }
  // Once to warm up.
  await dragged(0.7, 0.05)
  maps.length = 0
  const small = await dragged(0.3, 0.15)
  const map = figure('map', maps)
  await slideThumb(page, SLIDER, 40)
  await settled(page)
  await takeTrace(page)
  await slideThumb(page, SLIDER, SLIDES)
  const slid = slideLatencies(await takeTrace(page))
  await settled(page)
  const large = await dragged(0.1, 0.5)
  for (const [name, { lost }] of Object.entries({ small, slid, large }))
    if (lost > 2) process.stderr.write(`${name}: ${lost} movements without a paint\n`)
  return [...both('drag', small), map, figure('drag-large', large.whole), ...both('slider', slid)]
}

const both = (what: 'drag' | 'slider', { whole, own }: Latencies): Figure[] => [figure(what, whole), figure(`${what}-heard`, own)]

function figure(what: Figure['what'], times: readonly number[]): Figure {
  return { what, median: quantile(times, 0.5), p95: quantile(times, 0.95), runs: times.length }
}

const rounded = ({ what, median, p95, runs }: Figure) => ({ what, median: Number(median.toFixed(1)), p95: Number(p95.toFixed(1)), runs })

function asTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ what, median, p95, runs }) => [what, MEANING[what], median.toFixed(1), p95.toFixed(1), String(runs)])
  return markdown(['what', '', 'median ms', 'p95 ms', 'times'], rows).join('\n')
}

main().then(
  () => process.stdout.write('', () => process.exit(0)),
  (thrown: unknown) => {
    console.error(thrown)
    process.exit(1)
  },
)
