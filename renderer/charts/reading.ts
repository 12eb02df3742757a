/** Bars that are read one by one. Pure. */
import { showCount } from '../kit/use/words'
import type { ChartPoint, Figure } from './figures/figure'

export const barsOf = (figure: Figure) => figure.series[0]?.points ?? []

/** A bar in words; nothing where there is none. */
export function wordsOf(figure: Figure, bar: number): string {
  const point = barsOf(figure)[bar]
  if (!point) return ''
  return `${figure.x.show?.(point.x) ?? point.x}: ${showCount(point.count ?? point.y)} pixels`
}

/** The bar whose middle is nearest to `x`, in the axis's unit. */
export function nearestBar(bars: readonly ChartPoint[], x: number): number | null {
  let best: number | null = null
  bars.forEach((point, i) => {
    if (best === null || Math.abs(point.x - x) < Math.abs(bars[best]!.x - x)) best = i
  })
  return best
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }

/** Where a key leads from the bar `at`: null for none, undefined where the key is no step. */
export function barAfter(key: string, at: number | null, bars: number): number | null | undefined {
  const last = bars - 1
  const step = STEPS[key]
  if (key === 'Escape' && at !== null) return null
  if (key === 'Home') return 0
  if (key === 'End') return last
  if (step === undefined) return undefined
  return at === null ? Math.floor(last / 2) : Math.min(last, Math.max(0, at + step))
}
