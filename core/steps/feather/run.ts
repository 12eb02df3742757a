import type { StepRun } from '../define-step'
import type { feather } from './index'

export const run: StepRun<typeof feather> = (mask, { sigma }, work) => work.blur(mask, sigma)
