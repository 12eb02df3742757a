import type { StepRun } from '../define-step'
import type { keep } from './index'

export const run: StepRun<typeof keep> = (mask, { count }, work) => work.keepLargest(mask, count)
