/**
 * How well changes are found over many pairs with known truth: `npm run survey` makes pairs of each kind from the test photos,
 * or from those that are named (test/fixtures/oracle/make_pairs.py and make_moves.py, Debian's python3-opencv), compares
 * them and prints the figures.
 *
 *     npm run survey -- [--pairs 40] [--moves 50] [--seed 1000] [--kind spot|handheld|unchanged|large] [--verbose] [--record] PHOTO…
 *
 * Nothing in the application was tuned to a seed: change --seed and the photos at will.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { loadavg, tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import type { Box, Comparison } from '../../contract/comparison'
import { EngineService } from '../../main/engine/service'
import { KINDS, type ChangeKind } from '../../core/pair/changes'
import { cornerDistance, type Matrix } from '../../core/pair/align/geometry'
import { record } from '../bench/record'
import { markdown } from '../bench/table'

const { values, positionals } = parseArgs({
  options: {
    root: { type: 'string', default: process.cwd() },
    pairs: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1000' },
    /** Of kind large. */
    moves: { type: 'string', default: '50' },
    kind: { type: 'string', multiple: true, default: ['spot', 'handheld', 'unchanged', 'large'] },
    record: { type: 'boolean', default: false },
    sensitivity: { type: 'string', default: '7' },
    light: { type: 'string', default: 'global' },
    /** Whose OpenCV makes the pairs. */
    python: { type: 'string', default: '/usr/bin/python3' },
    verbose: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})

const OURS = ['brushes', 'mountains', 'bowl', 'painting', 'dandelion-16mp']
const photos = positionals.length > 0 ? positionals : OURS.map((name) => join(values.root, 'test', 'fixtures', 'photos', `${name}.jpg`))

interface Truth {
  readonly boxes: readonly (readonly [number, number, number, number])[]
  readonly homography_before_to_after: readonly (readonly number[])[]
}

/** What make_pairs.py does, edit by edit in turn. */
const EDITS = ['appeared', 'recoloured', 'brighter', 'replaced'] as const

interface Score {
  readonly pair: string
  /** For each edit that was met, which it was and what it was called. */
  readonly called: readonly { readonly edit: (typeof EDITS)[number]; readonly kind: ChangeKind }[]
  readonly edits: number
  readonly met: number
  readonly strays: number
  /** Mean distance of the corners from where they belong, in pixels. */
  readonly corners: number
  /** Whether the application says that it brought the photos together. */
  readonly found: boolean
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
    found: found.align.found,
    called: truth.boxes.flatMap((box, i) => {
      const region = found.regions.find((one) => overlaps(one, box))
      return region ? [{ edit: EDITS[i % EDITS.length]!, kind: region.kind }] : []
    }),
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

/** Of large moves: farther off than this is wrong, however sure. In pixels. */
const WRONG = 3

function rowOf(kind: string, scores: readonly Score[]): string[] {
  const sum = (of: (score: Score) => number) => scores.reduce((total, score) => total + of(score), 0)
  const trusted = scores.filter(({ found }) => found)
  const corners = trusted.map((score) => score.corners).sort((a, b) => a - b)
  const near = corners.filter((distance) => distance <= 0.3).length
  const edits = sum((score) => score.edits)
  return [
    kind,
    String(scores.length),
    edits === 0 ? '' : `${sum(({ met }) => met)} of ${edits} (${((100 * sum(({ met }) => met)) / edits).toFixed(1)} %)`,
    // Beyond its border a photo that was moved far shows nothing, which is a change.
    kind === 'large' ? '' : (sum(({ strays }) => strays) / scores.length).toFixed(3),
    `${near} of ${scores.length}`,
    `${(corners[corners.length >> 1] ?? 0).toFixed(3)} / ${(corners.at(-1) ?? 0).toFixed(3)}`,
    String(scores.length - trusted.length),
    String(trusted.filter((score) => score.corners > WRONG).length),
  ]
}

/** Of each edit, how many were called what. */
function kindRows(kind: string, scores: readonly Score[]): string[][] {
  const called = scores.flatMap((score) => score.called)
  return EDITS.flatMap((edit) => {
    const ofEdit = called.filter((one) => one.edit === edit)
    const counts = KINDS.map((name) => String(ofEdit.filter((one) => one.kind === name).length))
    return ofEdit.length > 0 ? [[kind, edit, ...counts]] : []
  })
}

const HEAD = ['kind', 'pairs', 'edits met', 'strays a pair', 'corners within 0.3 px', 'median / worst px', 'said: no move found', 'wrong without saying so'] // prettier-ignore

const LEGEND = `Seeds from ${values.seed} on, photos ${photos.map((photo) => basename(photo)).join(', ')}; default settings (auto, ${values.light}, ${values.sensitivity} σ).
\`large\`: turned by up to 15°, scaled down to 0.8 and up to 1.25, seen from the side, and all of these; wrong is a mean distance of the corners above ${WRONG} pixels.`

async function survey(): Promise<void> {
  const [load] = loadavg()
  const [rows, kinds]: [string[][], string[][]] = [[], []]
  const folder = mkdtempSync(join(tmpdir(), 'chromapatch-survey-'))
  const makers = join(values.root, 'test', 'fixtures', 'oracle')
  try {
    for (const [k, kind] of values.kind.entries()) {
      const scores: Score[] = []
      const wanted = Number(kind === 'large' ? values.moves : values.pairs)
      const maker = join(makers, kind === 'large' ? 'make_moves.py' : 'make_pairs.py')
      for (let i = 0; scores.length < wanted && i < 3 * wanted; i++) {
        const [photo, seed] = [photos[i % photos.length]!, Number(values.seed) + 1000 * k + i]
        const target = join(folder, `${kind}-${i}`)
        // A photo without room for so many edits makes it try for ever.
        const made = spawnSync(values.python, [maker, kind, photo, target, String(seed)], { timeout: 60_000, stdio: 'ignore' })
        if (made.status !== 0) continue
        const score = await scoreOf(target, `${kind} ${basename(photo)} ${seed}`)
        scores.push(score)
        const isOdd = score.met < score.edits || (kind !== 'large' && score.strays > 0) || score.corners > 0.3
        if (values.verbose || isOdd) process.stderr.write(`${JSON.stringify(score)}\n`)
        rmSync(target, { recursive: true, force: true })
      }
      rows.push(rowOf(kind, scores))
      kinds.push(...kindRows(kind, scores))
      process.stderr.write(`${rows.at(-1)!.join(' | ')}\n`)
    }
    const called = kinds.length > 0 ? ['', ...markdown(['pairs', 'edit', ...KINDS.map((name) => `“${name}”`)], kinds)] : []
    const text = [...markdown(HEAD, rows), ...called, '', LEGEND].join('\n')
    console.log(text)
    if (values.record) await record(values.root, 'survey', 'npm run survey -- --record', text, load!)
  } finally {
    rmSync(folder, { recursive: true, force: true })
    await engine.close()
  }
}

void survey()
