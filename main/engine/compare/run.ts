/** A worker thread's side of a comparison: rows [y0, y1) of one step. */
import { deltaERow } from '../../kernels/delta-e'
import { differenceRow } from '../../kernels/difference-figures'
import { bytesOf, type BytesUpTo } from '../../kernels/memory'
import { addSsimRow, ssimRows } from '../../kernels/ssim'
import type { CompareStep, CompareTask } from './task'

export type RunCompare = (task: CompareTask, y0: number, y1: number, isCancelled: () => boolean) => void

export function createCompare(memory: WebAssembly.Memory): RunCompare {
  const bytesUpTo = bytesOf(memory)
  return ({ step }, y0, y1) => {
    switch (step.name) {
      case 'figures':
        figures(bytesUpTo, step, y0, y1)
    }
  }
}

function figures(bytesUpTo: BytesUpTo, { of, pair, length, out }: Extract<CompareStep, { name: 'figures' }>, y0: number, y1: number): void {
  const { before, after, covered, width, height } = pair
  const bytes = bytesUpTo(Math.max(before + width * height * 3, after + width * height * 3, covered + width * height, out + height * length * 8))
  const recordOf = (y: number) => new Float64Array(bytes.buffer, out + y * length * 8, length)
  if (of === 'ssim') {
    ssimRows(bytes, pair, y0, y1, (y, row) => addSsimRow(bytes, pair, covered, y, row, recordOf(y)))
    return
  }
  const kernel = of === 'difference' ? differenceRow : deltaERow
  for (let y = y0; y < y1; y++) {
    const first = y * width
    kernel(bytes, before + first * 3, after + first * 3, covered < 0 ? -1 : covered + first, width, recordOf(y))
  }
}
