import type { StepRun } from '../define-step'
import type { refine } from './index'

export const run: StepRun<typeof refine> = (mask, { radius, epsilon }, work) => work.refine(mask, radius, epsilon)
