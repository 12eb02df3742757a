/** What the chart drawer shows, what was counted for it, and what a place on a chart lights up in the photo. */
import { reactive, shallowReactive, shallowRef } from 'vue'
import type { HueCounts, PlaneRange } from '../../contract/charts'
import type { GateTool } from './figures/gate-shape'
import type { PlaneCells } from './figures/plane'
import type { Areas } from './figures/score-figure'
import type { Spotlight } from './spotlight'
import type { Gate } from '../../contract/gate'

export const CHART_TABS = ['overview', 'plane', 'maps', 'hue', 'threshold'] as const
export type ChartTab = (typeof CHART_TABS)[number]
export type EllipseChoice = 'model' | 'independent' | 'covariance' | 'both' | 'none'
export const COVERAGES = [50, 95, 99] as const

export const charts = reactive({
  tab: 'overview' as ChartTab,
  asTable: false,
  bins: 100,
  range: 'unit' as PlaneRange,
  counts: 'log' as 'linear' | 'log',
  shown: 'histogram' as 'histogram' | 'scatter',
  tinted: true,
  ellipses: 'model' as EllipseChoice,
  /** Shares of similar pixels, in per cent, whose ellipses are drawn. */
  coverages: [95] as number[],
  tool: 'point' as 'point' | GateTool,
  /** The handles of the ellipse are there. */
  byHand: false,
  hueBins: 25,
  hueOf: 'photo' as 'photo' | 'patch',
})

/** As the engine counted it; null until then. */
export const chartData = shallowReactive({
  plane: null as PlaneCells | null,
  patchPlane: null as PlaneCells | null,
  hues: null as HueCounts | null,
  areas: null as Areas | null,
})

export const spotlight = shallowRef<Spotlight | null>(null)
/** A gate while it is drawn. */
export const sketch = shallowRef<Gate | null>(null)
