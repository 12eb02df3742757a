/** Parameters that several steps share. */
import { integer } from '../models/shared/define'

/** Beyond this a disc is no clean-up any more, and a step would take seconds. */
const MAXIMUM_RADIUS = 100

export const radius = (standard: number, doc: string) =>
  integer({ title: 'Radius', unit: 'px of the full photo', measures: 'length', min: 1, max: MAXIMUM_RADIUS, default: standard, doc })

/** More pixels than a photo may have. */
const MAXIMUM_AREA = 300_000_000

export const area = (standard: number, doc: string) =>
  integer({ title: 'Area', unit: 'px of the full photo', measures: 'area', min: 1, max: MAXIMUM_AREA, default: standard, doc })
