import type { StepRun } from '../define-step'
import type { smooth } from './index'

export const run: StepRun<typeof smooth> = (mask, { radius }, work) => work.median(mask, radius)
