/** The Gaussian of a patch as an ellipse in the (r, g) plane, and what dragging it by hand makes of it. Pure. */
import type { HandModel, PatchStatistics } from '../../../contract/contract'
import type { ChartPoint } from './figure'
import { STD_FLOOR } from './histogram-shape'

/** Half axes in standard deviations, `angle` in radians from r towards g to the first. */
export interface EllipseShape {
  readonly meanR: number
  readonly meanG: number
  readonly first: number
  readonly second: number
  readonly angle: number
}
export type EllipseKind = 'independent' | 'covariance'

const CORNERS = 72
const CORRELATION_MAX = 0.9999

/** The patch's Gaussian as a model that can be edited: what was set by hand, else what was measured. */
export function handOf(statistics: PatchStatistics, hand: HandModel | undefined): HandModel {
  if (hand) return hand
  const { meanR, meanG, stdR, stdG, covariance } = statistics
  const product = stdR * stdG
  const correlation = product > 0 ? covariance[0][1] / product : 0
  return {
    meanR,
    meanG,
    stdR: Math.max(stdR, 1e-6),
    stdG: Math.max(stdG, 1e-6),
    correlation: clamp(correlation, -CORRELATION_MAX, CORRELATION_MAX),
  }
}

/** As the models floor it: deviations, or the roots of the eigenvalues, at 1/765. */
export function ellipseOf({ meanR, meanG, stdR, stdG, correlation }: HandModel, kind: EllipseKind): EllipseShape {
  if (kind === 'independent') return { meanR, meanG, first: Math.max(stdR, STD_FLOOR), second: Math.max(stdG, STD_FLOOR), angle: 0 }
  const [rr, rg, gg] = [stdR * stdR, correlation * stdR * stdG, stdG * stdG]
  const half = Math.hypot((rr - gg) / 2, rg)
  const root = (value: number) => Math.max(Math.sqrt(Math.max(0, value)), STD_FLOOR)
  return { meanR, meanG, first: root((rr + gg) / 2 + half), second: root((rr + gg) / 2 - half), angle: Math.atan2(2 * rg, rr - gg) / 2 }
}

/** The distance, in standard deviations, within which a share of similar pixels lies. */
export const reachOf = (share: number): number => Math.sqrt(-2 * Math.log(1 - share))

export function outline({ meanR, meanG, first, second, angle }: EllipseShape, reach: number): ChartPoint[] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return Array.from({ length: CORNERS }, (_, i) => {
    const turn = (2 * Math.PI * i) / CORNERS
    const [u, v] = [first * reach * Math.cos(turn), second * reach * Math.sin(turn)]
    return { x: meanR + u * cos - v * sin, y: meanG + u * sin + v * cos }
  })
}

/** Ends of the two half axes, where the handles are. */
export function axisEnds({ meanR, meanG, first, second, angle }: EllipseShape, reach: number): [ChartPoint, ChartPoint] {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  return [
    { x: meanR + first * reach * cos, y: meanG + first * reach * sin },
    { x: meanR - second * reach * sin, y: meanG + second * reach * cos },
  ]
}

export function moved(hand: HandModel, to: ChartPoint): HandModel {
  return { ...hand, meanR: tidy(clamp(to.x, 0, 1)), meanG: tidy(clamp(to.y, 0, 1)) }
}

/** An axis's end dragged to a point; a tilted ellipse turns with it, its other axis stays as long as it is. */
export function stretched(hand: HandModel, kind: EllipseKind, axis: 0 | 1, to: ChartPoint, reach: number): HandModel {
  const [dr, dg] = [to.x - hand.meanR, to.y - hand.meanG]
  if (kind === 'independent') {
    const std = clamp(Math.abs(axis === 0 ? dr : dg) / reach, STD_FLOOR, 1)
    return axis === 0 ? { ...hand, stdR: tidy(std) } : { ...hand, stdG: tidy(std) }
  }
  const shape = ellipseOf(hand, kind)
  const length = clamp(Math.hypot(dr, dg) / reach, STD_FLOOR, 1)
  const angle = axis === 0 ? Math.atan2(dg, dr) : Math.atan2(-dr, dg)
  return fromShape(hand, axis === 0 ? { ...shape, first: length, angle } : { ...shape, second: length, angle })
}

/** Both half axes times a factor. */
export function scaled(hand: HandModel, kind: EllipseKind, axis: 0 | 1, factor: number): HandModel {
  const shape = ellipseOf(hand, kind)
  const end = axisEnds(shape, 1)[axis]
  return stretched(hand, kind, axis, { x: hand.meanR + (end.x - hand.meanR) * factor, y: hand.meanG + (end.y - hand.meanG) * factor }, 1)
}

function fromShape(hand: HandModel, { first, second, angle }: EllipseShape): HandModel {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)]
  const [a, b] = [first * first, second * second]
  const [rr, rg, gg] = [a * cos * cos + b * sin * sin, (a - b) * cos * sin, a * sin * sin + b * cos * cos]
  const [stdR, stdG] = [Math.sqrt(rr), Math.sqrt(gg)]
  return { ...hand, stdR, stdG, correlation: clamp(rg / (stdR * stdG), -CORRELATION_MAX, CORRELATION_MAX) }
}

const clamp = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value))
/** What a hand sets is meant to a few digits. */
const tidy = (value: number) => Number(value.toPrecision(6))
