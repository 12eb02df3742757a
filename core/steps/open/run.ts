import type { StepRun } from '../define-step'
import type { opening } from './index'

export const run: StepRun<typeof opening> = async (mask, { radius }, work) => work.dilate(await work.erode(mask, radius), radius)
