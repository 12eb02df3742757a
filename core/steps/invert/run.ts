import type { StepRun } from '../define-step'
import type { invert } from './index'

export const run: StepRun<typeof invert> = (mask, _values, work) => work.invert(mask)
