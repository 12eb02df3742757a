import type { StepRun } from '../define-step'
import type { grow } from './index'

export const run: StepRun<typeof grow> = (mask, { radius }, work) => work.dilate(mask, radius)
