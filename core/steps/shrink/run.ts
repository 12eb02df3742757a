import type { StepRun } from '../define-step'
import type { shrink } from './index'

export const run: StepRun<typeof shrink> = (mask, { radius }, work) => work.erode(mask, radius)
