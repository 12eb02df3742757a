import type { StepRun } from '../define-step'
import type { soft } from './index'

export const run: StepRun<typeof soft> = (_mask, { width }, work) => work.ramp(width / 100)
