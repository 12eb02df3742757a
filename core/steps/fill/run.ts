import type { StepRun } from '../define-step'
import type { fill } from './index'

export const run: StepRun<typeof fill> = (mask, { area }, work) => work.fillHoles(mask, area)
