/** Pixels scored by classes of colour: along a field of coefficients where the scores follow edges, else by the table of colours. */
import { COEFFICIENTS } from '../../mask/guided-colour'
import { rowOfField, type FieldLine, type ScoreField } from './field'
import { keyOf } from './colour-keys'
import { withScratch } from '../../wasm/scratch'
import type { ClassPart, ClassScorer, LevelPlace } from './scorer'
import type { PixelRun } from '../../kernels/statistics-rows'
import type { ClassKernels } from './kernels'

interface Thread {
  readonly memory: WebAssembly.Memory
  readonly kernels: ClassKernels
}

/** Scores of a run at `out`, a byte each (-1 writes none); with a cut above 0 a mask. Returns how many have score >= cut. */
export type ScoreRun = (run: PixelRun, cut: number, out: number) => number

/** Pixels whose scores fit into a scratch slot. */
const PIECE = 1 << 16

/** Of several classes, the greatest score. */
export function classScores(thread: Thread, { parts, levels }: ClassScorer): ScoreRun {
  const each = parts.map((part) => partScores(thread, part, levels))
  const [only] = each
  return each.length === 1 && only !== undefined ? only : greatest(thread, each)
}

function partScores(thread: Thread, { table, field }: ClassPart, levels: readonly LevelPlace[]): ScoreRun {
  return field === null ? byColour(thread.memory, table) : alongField(thread, levels, field)
}

function byColour(memory: WebAssembly.Memory, table: Uint8Array): ScoreRun {
  return ({ rgb, count }, cut, out) => {
    const bytes = new Uint8Array(memory.buffer)
    let inside = 0
    for (let i = 0, from = rgb; i < count; i++, from += 3) {
      const score = table[keyOf(bytes[from]!, bytes[from + 1]!, bytes[from + 2]!)]!
      const belongs = score >= cut
      inside += belongs ? 1 : 0
      if (out >= 0) bytes[out + i] = cut === 0 ? score : belongs ? 255 : 0
    }
    return inside
  }
}

function alongField({ kernels }: Thread, levels: readonly LevelPlace[], field: ScoreField): ScoreRun {
  const row = new Float32Array((field.width + 1) * COEFFICIENTS)
  let made = { level: -1, y: -1 }
  return (run, cut, out) => {
    const at = levels.findIndex(({ rgb, width, height }) => run.rgb >= rgb && run.rgb < rgb + width * height * 3)
    const level = levels[at]
    if (level === undefined) throw new RangeError('classScores: the pixels are not of the photo that was fitted')
    const line: FieldLine = { scale: level.scale, size: field.width }
    let inside = 0
    for (let done = 0; done < run.count;) {
      const first = (run.rgb - level.rgb) / 3 + done
      const [x, y] = [first % level.width, Math.floor(first / level.width)]
      const count = Math.min(run.count - done, level.width - x)
      if (made.level !== at || made.y !== y) rowOfField(field, y, level.scale, row)
      made = { level: at, y }
      inside += kernels.fieldRow({ rgb: run.rgb + done * 3, x, count, out: out < 0 ? -1 : out + done }, row, line, cut)
      done += count
    }
    return inside
  }
}

function greatest(thread: Thread, each: readonly ScoreRun[]): ScoreRun {
  return (run, cut, out) => {
    let inside = 0
    eachBest(thread.memory, each, run, ({ scores }, first) => {
      const bytes = new Uint8Array(thread.memory.buffer)
      for (let i = 0; i < scores.length; i++) {
        const belongs = scores[i]! >= cut
        inside += belongs ? 1 : 0
        if (out >= 0) bytes[out + first + i] = cut === 0 ? scores[i]! : belongs ? 255 : 0
      }
    })
    return inside
  }
}

/** The greatest score of each pixel, and which class has it, from 1 on: the first of those that score alike. */
interface Best {
  readonly scores: Uint8Array
  readonly classes: Uint8Array
}

function eachBest(memory: WebAssembly.Memory, each: readonly ScoreRun[], run: PixelRun, use: (best: Best, first: number) => void): void {
  const best = { scores: new Uint8Array(PIECE), classes: new Uint8Array(PIECE) }
  for (let first = 0; first < run.count; first += PIECE) {
    const count = Math.min(PIECE, run.count - first)
    best.scores.fill(0)
    best.classes.fill(1)
    for (const [k, score] of each.entries()) {
      withScratch(memory, (slot) => {
        score({ rgb: run.rgb + first * 3, count }, 0, slot)
        const own = new Uint8Array(memory.buffer, slot, count)
        for (let i = 0; i < count; i++) {
          if (own[i]! <= best.scores[i]!) continue
          best.scores[i] = own[i]!
          best.classes[i] = k + 1
        }
      })
    }
    use({ scores: best.scores.subarray(0, count), classes: best.classes.subarray(0, count) }, first)
  }
}

/** Lets `use` read the scores of a run, a byte each, piece by piece. */
export function eachScore(
  memory: WebAssembly.Memory,
  score: ScoreRun,
  run: PixelRun,
  use: (scores: Uint8Array, first: number) => void,
): void {
  for (let first = 0; first < run.count; first += PIECE) {
    const count = Math.min(PIECE, run.count - first)
    withScratch(memory, (slot) => {
      score({ rgb: run.rgb + first * 3, count }, 0, slot)
      use(new Uint8Array(memory.buffer, slot, count), first)
    })
  }
}

/** Turns the bytes of a mask into labels: 0 where it is at most one half, else the class of the greatest score, from 1 on. */
export function labelRuns(thread: Thread, { parts, levels }: ClassScorer): (run: PixelRun, mask: number, counts: Float64Array) => void {
  const each = parts.map((part) => partScores(thread, part, levels))
  return (run, mask, counts) =>
    eachBest(thread.memory, each, run, ({ classes }, first) => {
      const bytes = new Uint8Array(thread.memory.buffer, mask + first, classes.length)
      for (let i = 0; i < classes.length; i++) {
        const label = bytes[i]! > 127 ? classes[i]! : 0
        bytes[i] = label
        counts[label]! += 1
      }
    })
}
