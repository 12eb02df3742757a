/** A worker thread's side of a comparison: rows [y0, y1) of one step. */
import { deltaERow } from '../../../core/pair/delta-e'
import { unlightByTable, unlightRow, unlightTable } from '../../../core/kernels/light'
import { bytesOf } from '../../../core/memory'
import { createPairKernels, type PairKernels } from '../../../core/wasm/simd-pairs'
import type { Kernels } from '../../../core/wasm/kernels'
import { addSsimRow, ssimRows } from '../../../core/pair/ssim'
import { greyPlane } from '../../../core/pair/align/plane'
import type { AlignSource } from '../../../core/pair/align/found'
import { align } from '../../../core/pair/align/run'
import { residualRows } from '../../../core/pair/changes/residual'
import { LightField } from '../../../core/pair/light/field'
import { runDetection, runSignificance } from './run-changes'
import { colourRows, interleaveRows } from './run-colour'
import { drawRows } from './run-draw'
import { layerRows } from './run-layers'
import { displace, findDrift, findFlow, relight } from './run-local'
import { matchLight } from '../../../core/pair/light/run'
import { halvesOf } from '../../../core/pair/split/run'
import { ALIGN_CELLS, LIGHT_CELLS, SPLIT_CELLS, writeAlignment, writeHalves, writeLight } from './records'
import type { CompareStep, CompareTask, LevelStack } from '../threads/compare-task'

export type RunCompare = (task: CompareTask, y0: number, y1: number, isCancelled: () => boolean) => void
type Step<N extends CompareStep['name']> = Extract<CompareStep, { name: N }>

export function createCompare(memory: WebAssembly.Memory, kernels: Kernels): RunCompare {
  const bytesUpTo = bytesOf(memory)
  const pairs = createPairKernels(memory)
  return ({ step, end }, y0, y1, isCancelled) => {
    const bytes = bytesUpTo(end)
    switch (step.name) {
      case 'figures':
        return figures(pairs, bytes, step, y0, y1)
      case 'align': {
        const found = align(sourceOf(bytes, step.before), sourceOf(bytes, step.after), step.wanted, isCancelled)
        return writeAlignment(cellsAt(bytes, step.out, ALIGN_CELLS), found)
      }
      case 'split': {
        const { rgb, width, height } = step.sheet
        const sheet = { rgb: bytes.subarray(rgb, rgb + width * height * 3), width, height }
        return writeHalves(cellsAt(bytes, step.out, SPLIT_CELLS), halvesOf(sheet, sourceOf(bytes, step.looked), isCancelled))
      }
      case 'warp':
        return pairs.warpRows(bytes, step.job, y0, y1)
      case 'light':
        return light(bytes, step)
      case 'unlight':
        return unlight(bytes, step, y0, y1)
      case 'flow':
        return findFlow(bytes, step, isCancelled)
      case 'displace':
        return displace(bytes, step, y0, y1)
      case 'relight':
        return relight(bytes, step, y0, y1)
      case 'drift':
        return findDrift(bytes, step)
      case 'residual':
        return residualRows(bytes, step.job, y0, y1)
      case 'significance':
        return runSignificance(bytes, step)
      case 'regions':
        return runDetection(bytes, step)
      case 'colour':
        return colourRows(bytes, step, y0, y1)
      case 'interleave':
        return interleaveRows(bytes, step, y0, y1)
      case 'draw':
        return drawRows(bytes, kernels, step, y0, y1)
      case 'layer':
        return layerRows(bytes, step, y0, y1)
    }
  }
}

const cellsAt = (bytes: Uint8Array, offset: number, length: number) => new Float64Array(bytes.buffer, bytes.byteOffset + offset, length)

function figures(pairs: PairKernels, bytes: Uint8Array, { of, pair, length, out }: Step<'figures'>, y0: number, y1: number): void {
  const { before, after, covered, width } = pair
  const recordOf = (y: number) => cellsAt(bytes, out + y * length * 8, length)
  if (of === 'ssim') {
    ssimRows(bytes, pair, y0, y1, (y, row) => addSsimRow(bytes, pair, covered, y, row, recordOf(y)))
    return
  }
  const kernel = of === 'difference' ? pairs.differenceRow : deltaERow
  for (let y = y0; y < y1; y++) {
    const first = y * width
    kernel(bytes, before + first * 3, after + first * 3, covered < 0 ? -1 : covered + first, width, recordOf(y))
  }
}

function sourceOf(bytes: Uint8Array, { levels }: LevelStack): AlignSource {
  const { width, height } = levels[0]!
  const grey = (k: number) => {
    const level = levels[k]!
    return greyPlane(bytes.subarray(level.rgb, level.rgb + level.width * level.height * 3), level.width, level.height)
  }
  return { width, height, levels: levels.length, grey }
}

function light(bytes: Uint8Array, { pair, kind, out }: Step<'light'>): void {
  const { before, after, covered, width, height } = pair
  const pixels = width * height
  const found = matchLight(
    {
      before: bytes.subarray(before, before + pixels * 3),
      after: bytes.subarray(after, after + pixels * 3),
      covered: covered < 0 ? new Uint8Array(pixels).fill(255) : bytes.subarray(covered, covered + pixels),
      width,
      height,
    },
    kind,
  )
  writeLight(cellsAt(bytes, out, LIGHT_CELLS), found)
}

function unlight(bytes: Uint8Array, { rgb, width, height, light: { gain, bias, blocks } }: Step<'unlight'>, y0: number, y1: number): void {
  if (blocks === null) {
    unlightByTable(bytes, rgb + y0 * width * 3, (y1 - y0) * width, unlightTable(gain, bias))
    return
  }
  const field = new LightField({ gain, bias, blocks }, width, height)
  for (let y = y0; y < y1; y++) unlightRow(bytes, rgb + y * width * 3, width, field.row(y), bias)
}
