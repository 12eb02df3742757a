/** A worker thread's side of the soft threshold. */
import { kindOf } from '../../../../core/models/scorers'
import type { ScoreThread } from '../../../../core/scorers/shared/kind'
import { RAMP_PIXELS } from '../../../../core/scorers/shared/ramp'
import { bytesOf } from '../../../../core/memory'
import type { CleanStepTask } from '../../threads/clean-task'

type RampTask = Extract<CleanStepTask, { name: 'ramp' }>

export function createRamp(thread: ScoreThread): (task: RampTask, y0: number, y1: number) => void {
  const bytesUpTo = bytesOf(thread.memory)

  return ({ source, scorer, ramp, out }, y0, y1) => {
    const { rgb, stride, w } = source
    // Another thread may have made the memory larger: it is asked for before anything is read of it.
    bytesUpTo(Math.max(rgb + (stride * (source.h - 1) + w) * 3, out.offset + w * source.h * 2))
    // Rows that touch are one run of pixels.
    const rows = stride === w ? y1 - y0 : 1
    const run = kindOf(scorer).start(thread, scorer)
    for (let y = y0; y < y1; y += rows) {
      for (let first = 0; first < rows * w; first += RAMP_PIXELS) {
        const count = Math.min(RAMP_PIXELS, rows * w - first)
        run.ramp(rgb + (y * stride + first) * 3, count, ramp, out.offset + (y * w + first) * 2)
      }
    }
  }
}
