import type { StepRun } from '../define-step'
import type { drop } from './index'

export const run: StepRun<typeof drop> = (mask, { area }, work) => work.dropObjects(mask, area)
