/**
 * The ellipses of a task as the compiled kernels read them from their scratch slot (the layout is
 * that of assembly/ellipses.ts), with the bounds that make float32 safe to decide by.
 *
 * The bounds. With u = 2^-24 and R, G <= S, the float32 value of X = x1·R + x2·G - x3·S is off by at
 * most 4u·(|x1| + |x2| + |x3|)·S: one rounding each for coefficient and product, two for the sums.
 * Likewise Y. So √(X² + Y²) / S, the distance d, is off by at most `reach` (below), and the last
 * operations add a few u of the result. Whatever lies nearer to a limit than that is left to float64.
 */
import { STEPS_PER_SIGMA } from '../../kernels/score-map'
import { COEFFICIENTS, type PreparedEllipses } from './prepared'

export const MODELS_MAX = 64
const U = 2 ** -24
/** What float64 itself may be off by, far beyond its worst: 2^-46 for every part of the definition. */
const U64 = 2 ** -46
/** The layout, see assembly/ellipses.ts. */
const [LIMIT, ADDED, TOTAL, INNER, OUTER, APART, STEP_CLEAR, CUT_ABOVE, CUT_BELOW, CUT] = [0, 8, 12, 16, 20, 24, 28, 32, 36, 40] as const
const [MODELS, MODEL_BYTES, QUICK] = [64, 80, 48] as const

/** Which compiled kernel may take the task; `exact` where float32 would leave most pixels in doubt. */
export type Route = 'one' | 'one-correlated' | 'many' | 'exact'

export interface EllipseTask {
  readonly route: Route
  /** To be copied to the start of the slot. */
  readonly block: Uint8Array
}

/** Cholesky factor of one ellipse: X = x1·R + x2·G - x3·S, Y = y2·G - y3·S, S²·d² = X² + Y². */
export interface Factor {
  readonly x: readonly [number, number, number]
  readonly y: readonly [number, number]
  readonly offset: number
  /** Bound of the error of d, in standard deviations. */
  readonly reach: number
  /** Condition of the ellipse, by which float64's own error grows. */
  readonly condition: number
}

export function factorsOf({ coefficients, total }: PreparedEllipses): Factor[] {
  return Array.from({ length: total }, (_, m) => {
    const [meanR, meanG, a, b2, c, offset] = coefficients.subarray(m * COEFFICIENTS) as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    const b = b2 / 2
    const x1 = Math.sqrt(a)
    const x2 = b / x1
    const y2 = Math.sqrt(c - x2 * x2)
    const x: Factor['x'] = [x1, x2, x1 * meanR + x2 * meanG]
    const y: Factor['y'] = [y2, y2 * meanG]
    const mixed = Math.sqrt(a * c)
    const condition = (mixed + Math.abs(b)) / (mixed - Math.abs(b))
    const spread = (parts: readonly number[]) => 4.01 * U * parts.reduce((sum, part) => sum + Math.abs(part), 0)
    const reach = Math.hypot(spread(x), spread(y)) + U64 * (Math.sqrt(a) + Math.sqrt(c)) * Math.sqrt(condition)
    return { x, y, offset, reach, condition }
  })
}

/** A mask's task. The limit must be above 0. */
export function maskTask(ellipses: PreparedEllipses, factors: readonly Factor[], limit: number): EllipseTask {
  const view = headed(ellipses, limit)
  return { route: maskRoute(view, ellipses, factors, limit), block: new Uint8Array(view.buffer) }
}

function maskRoute(view: DataView, { added, total }: PreparedEllipses, factors: readonly Factor[], limit: number): Route {
  const [first] = factors as [Factor]
  if (limit === Number.POSITIVE_INFINITY) {
    if (added < total) return 'exact'
    // Every pixel that is not black is inside: an ellipse without end.
    writeFactor(view, 0, first, 0)
    view.setFloat32(OUTER, 1, true)
    return 'one'
  }
  if (total > 1) return many(view, factors, limit, 1)
  const slack = (first.reach + first.condition * U64) / Math.sqrt(limit)
  if (slack > 0.5) return 'exact'
  // Scaled so that X² + Y² < S² is certainly inside, and from S²·outer on certainly outside.
  const inner = (1 - slack) ** 2 * (1 - 4 * U)
  const outer = ((1 + slack) ** 2 * (1 + 8 * U)) / inner
  writeFactor(view, 0, first, 1 / Math.sqrt(limit * inner))
  view.setFloat32(OUTER, outer * (1 + 2 * U), true)
  return first.x[1] === 0 ? 'one' : 'one-correlated'
}

/** A score map's task: distances in steps, and how near to a whole one is in doubt. At least one added model. */
export function scoreTask(ellipses: PreparedEllipses, factors: readonly Factor[], limit: number, cut: number): EllipseTask {
  const view = headed(ellipses, limit)
  view.setInt32(CUT, cut, true)
  return { route: scoreRoute(view, ellipses, factors, limit), block: new Uint8Array(view.buffer) }
}

function scoreRoute(view: DataView, { added, total }: PreparedEllipses, factors: readonly Factor[], limit: number): Route {
  const reach = Math.max(...factors.map((f) => f.reach + f.condition * U64))
  const steps = limit > 0 ? STEPS_PER_SIGMA * Math.sqrt(limit) : 0
  const doubt = STEPS_PER_SIGMA * reach * 1.01 + 8 * U * Math.max(256, Number.isFinite(steps) ? steps : 0)
  if (doubt > 0.25) return 'exact'
  view.setFloat32(STEP_CLEAR, (0.5 - doubt) * (1 - 2 * U), true)
  // Heights are 255.5 - steps; a limit of nothing lies above every height, one without end below.
  const height = limit > 0 ? 255.5 - steps : Number.POSITIVE_INFINITY
  view.setFloat32(CUT_ABOVE, height + doubt, true)
  view.setFloat32(CUT_BELOW, height - doubt, true)
  if (total > 1) return added < total && !Number.isFinite(limit) ? 'exact' : many(view, factors, limit, STEPS_PER_SIGMA)
  const [first] = factors as [Factor]
  writeFactor(view, 0, first, STEPS_PER_SIGMA)
  return first.x[1] === 0 ? 'one' : 'one-correlated'
}

/**
 * What `exactDistance` reads; and of one model alone, bounds that d² certainly lies beyond where float32 finds it beyond: of what is
 * less than `near`, and of what is more than `far`.
 */
export function rampTask(ellipses: PreparedEllipses, near: number, far: number): Uint8Array {
  const view = headed(ellipses, 0)
  const factors = factorsOf(ellipses)
  const reach = Math.max(...factors.map((factor) => factor.reach + factor.condition * U64))
  factors.forEach((factor, m) => writeFactor(view, m, factor, 1))
  view.setFloat32(INNER, Math.max(0, Math.sqrt(near) - reach) ** 2 * (1 - 16 * U), true)
  view.setFloat32(OUTER, (Math.sqrt(far) + reach) ** 2 * (1 + 16 * U), true)
  return new Uint8Array(view.buffer)
}

/** A block with the header and the float64 coefficients, by which the doubtful are decided. */
function headed({ added, total, coefficients }: PreparedEllipses, limit: number): DataView {
  const view = new DataView(new ArrayBuffer(MODELS + total * MODEL_BYTES))
  view.setFloat64(LIMIT, limit, true)
  view.setInt32(ADDED, added, true)
  view.setInt32(TOTAL, total, true)
  for (let m = 0; m < total; m++) {
    for (let k = 0; k < COEFFICIENTS; k++)
      view.setFloat64(MODELS + m * MODEL_BYTES + k * 8, coefficients[m * COEFFICIENTS + k] as number, true)
  }
  return view
}

function writeFactor(view: DataView, m: number, { x, y, offset }: Factor, scale: number): void {
  const at = MODELS + m * MODEL_BYTES + QUICK
  ;[...x, ...y].forEach((value, k) => view.setFloat32(at + k * 4, value * scale, true))
  view.setFloat32(at + 20, offset * scale * scale, true)
}

/**
 * Several models: squared distances are compared with the limit and with each other, for all pixels
 * near enough to matter (within the limit, or within the map's 6 σ), so an absolute bound serves.
 */
function many(view: DataView, factors: readonly Factor[], limit: number, scale: number): Route {
  const offsets = Math.max(...factors.map((f) => Math.abs(f.offset)))
  const most = 4 * (Math.max(Number.isFinite(limit) ? limit : 0, 36) + offsets)
  const bounds = factors.map(
    ({ reach, condition }) => 2 * Math.sqrt(most) * reach + reach * reach + (8 * U + condition * U64) * (most + offsets),
  )
  const bound = Math.max(...bounds)
  if (!(bound < 1)) return 'exact'
  factors.forEach((factor, m) => writeFactor(view, m, factor, scale))
  view.setFloat32(INNER, limit - 2 * bound, true)
  view.setFloat32(OUTER, limit + 2 * bound, true)
  view.setFloat32(APART, 2 * bound * scale * scale, true)
  return 'many'
}
