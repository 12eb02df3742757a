import type { StepRun } from '../define-step'
import type { closing } from './index'

export const run: StepRun<typeof closing> = async (mask, { radius }, work) => work.erode(await work.dilate(mask, radius), radius)
