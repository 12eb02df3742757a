/** Pixels scored by classes of colour: along a field of coefficients where the scores follow edges, else by the table of colours. */
import { COEFFICIENTS } from '../../mask/guided-colour'
import { rowOfField, type FieldLine } from './field'
import { keyOf } from './colour-keys'
import { withScratch } from '../../wasm/scratch'
import type { ClassScorer } from './scorer'
import type { PixelRun } from '../../kernels/statistics-rows'
import type { ClassKernels } from './kernels'

interface Thread {
  readonly memory: WebAssembly.Memory
  readonly kernels: ClassKernels
}

/** Scores of a run at `out`, a byte each (-1 writes none); with a cut above 0 a mask. Returns how many have score >= cut. */
export type ScoreRun = (run: PixelRun, cut: number, out: number) => number

export function classScores({ memory, kernels }: Thread, scorer: ClassScorer): ScoreRun {
  return scorer.field === null ? byColour(memory, scorer) : alongField({ memory, kernels }, scorer, scorer.field)
}

function byColour(memory: WebAssembly.Memory, { table }: ClassScorer): ScoreRun {
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

function alongField({ kernels }: Thread, { levels }: ClassScorer, field: NonNullable<ClassScorer['field']>): ScoreRun {
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

/** Pixels whose scores fit into a scratch slot. */
const PIECE = 1 << 16
