/**
 * How well changes are found over many pairs with known truth: `npm run survey -- PHOTO…` makes pairs of each kind from the
 * given photos (test/fixtures/oracle/make_pairs.py, Debian's python3-opencv), compares them and prints the figures.
 *
 *     npm run survey -- [--pairs 40] [--seed 1000] [--kind spot|handheld|unchanged] [--verbose] PHOTO…
 *
 * Nothing in the application was tuned to a seed: change --seed and the photos at will.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Box, Comparison } from '../../preload/comparison'
import { EngineService } from '../../main/engine/service'
import { cornerDistance, type Matrix } from '../../main/operations/align/geometry'

const { values, positionals: photos } = parseArgs({
  options: {
    root: { type: 'string', default: process.cwd() },
    pairs: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1000' },
    kind: { type: 'string', multiple: true, default: ['spot', 'handheld', 'unchanged'] },
    sensitivity: { type: 'string', default: '7' },
    light: { type: 'string', default: 'global' },
    /** Whose OpenCV makes the pairs. */
    python: { type: 'string', default: '/usr/bin/python3' },
    verbose: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})

interface Truth {
  readonly boxes: readonly (readonly [number, number, number, number])[]
  readonly homography_before_to_after: readonly (readonly number[])[]
}

interface Score {
  readonly pair: string
  readonly edits: number
  readonly met: number
  readonly strays: number
  /** Mean distance of the corners from where they belong, in pixels. */
  readonly corners: number
}

const context = { signal: new AbortController().signal, progress: () => undefined, pixels: () => undefined }
const engine = new EngineService({ workerFile: join(values.root, 'out', 'main', 'worker.cjs') })

const overlaps = (a: Box, [x, y, w, h]: Truth['boxes'][number]) => a.x < x + w && x < a.x + a.w && a.y < y + h && y < a.y + a.h

async function scoreOf(folder: string, pair: string): Promise<Score> {
  const ending = existsSync(join(folder, 'before.png')) ? 'png' : 'jpg'
  for (const [document, name] of [
    ['d1', 'before'],
    ['d2', 'after'],
  ] as const) {
    const path = join(folder, `${name}.${ending}`)
    await engine.call('open', { document, source: { kind: 'file', path, name }, damaged: false }, context)
  }
  const options = {
    align: 'auto',
    manual: null,
    light: values.light as 'global',
    sensitivity: Number(values.sensitivity),
    minArea: 0,
    ignored: [],
  } as const
  const found: Comparison = await engine.call(
    'compare',
    { comparison: 'c1', before: 'd1', after: 'd2', options: { ...options, ignored: [] } },
    context,
  )
  const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as Truth
  return {
    pair,
    edits: truth.boxes.length,
    met: truth.boxes.filter((box) => found.regions.some((region) => overlaps(region, box))).length,
    strays: found.regions.filter((region) => !truth.boxes.some((box) => overlaps(region, box))).length,
    corners: cornerDistance(
      found.align.homography.flat() as unknown as Matrix,
      truth.homography_before_to_after.flat() as unknown as Matrix,
      found.size,
    ),
  }
}

function report(kind: string, scores: readonly Score[]): void {
  const sum = (of: (score: Score) => number) => scores.reduce((total, score) => total + of(score), 0)
  const corners = scores.map((score) => score.corners).sort((a, b) => a - b)
  const near = corners.filter((distance) => distance <= 0.3).length
  console.log(
    `${kind.padEnd(10)} ${scores.length} pairs: ${sum(({ met }) => met)} of ${sum(({ edits }) => edits)} edits met, ` +
      `${(sum(({ strays }) => strays) / scores.length).toFixed(3)} strays a pair, corners within 0.3 px in ${near} of ${scores.length}, ` +
      `median ${corners[corners.length >> 1]!.toFixed(3)}, worst ${corners.at(-1)!.toFixed(3)} px`,
  )
}

async function survey(): Promise<void> {
  if (photos.length === 0) throw new Error('Name the photos to make pairs from.')
  const folder = mkdtempSync(join(tmpdir(), 'chromapatch-survey-'))
  const maker = join(values.root, 'test', 'fixtures', 'oracle', 'make_pairs.py')
  try {
    for (const [k, kind] of values.kind.entries()) {
      const scores: Score[] = []
      for (let i = 0; scores.length < Number(values.pairs) && i < 3 * Number(values.pairs); i++) {
        const [photo, seed] = [photos[i % photos.length]!, Number(values.seed) + 1000 * k + i]
        const target = join(folder, `${kind}-${i}`)
        // A photo without room for so many edits makes it try for ever.
        const made = spawnSync(values.python, [maker, kind, photo, target, String(seed)], { timeout: 60_000, stdio: 'ignore' })
        if (made.status !== 0) continue
        const score = await scoreOf(target, `${kind} ${basename(photo)} ${seed}`)
        scores.push(score)
        if (values.verbose || score.met < score.edits || score.strays > 0 || score.corners > 0.3) console.log(JSON.stringify(score))
        rmSync(target, { recursive: true, force: true })
      }
      report(kind, scores)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await engine.close()
  }
}

void survey()
