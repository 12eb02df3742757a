/** The ways to look at a pair, and where its photos lie in the pane. */
import type { Point, Size } from '../../pane/viewpoint'

export const SIDES = ['before', 'after'] as const
export type Side = (typeof SIDES)[number]

export const PAIR_VIEWS = ['two-up', 'swipe', 'onion', 'blink', 'difference'] as const
export type PairView = (typeof PAIR_VIEWS)[number]

export const DIFFERENCES = ['signed', 'absolute', 'channels', 'delta-e', 'mask'] as const
export type DifferenceView = (typeof DIFFERENCES)[number]

/** Part of the pane that shows a photo, in device pixels. */
export interface Panel extends Point, Size {}
