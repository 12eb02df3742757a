/** What the engine found of the pair, and what it is doing. Filled by composables/useComparison. */
import { computed, reactive, shallowRef, watch } from 'vue'
import type { Box, ChangedRegion, Changes, SlowMetrics } from '../../../contract/comparison'
import type { WireError } from '../../../contract/errors'
import { greyDifference } from '../../photo/grey-difference'
import type { Compared } from './client'

export interface OpenComparison {
  readonly found: Compared
  /** Documents and settings that it is of. */
  readonly before: string
  readonly after: string
  readonly key: string
  /** The start of the engine that holds it; after another one it is not there any more. */
  readonly epoch: number
}

export const comparison = shallowRef<OpenComparison | null>(null)
watch(comparison, (now) => (greyDifference.value = now?.found.signedGray ?? null), { flush: 'sync' })
export const changes = shallowRef<Changes | null>(null)
/** Regions at LOW_SENSITIVITY, of the same least area and ignored areas. */
export const weakChanges = shallowRef<Changes | null>(null)
export const slowMetrics = shallowRef<SlowMetrics | null>(null)
export const progress = reactive({ running: false, stage: '', fraction: 0 })
export const trouble = shallowRef<WireError | null>(null)
/** Pixels by which the photo after is drawn shifted, until the engine has it so. */
export const nudged = shallowRef({ dx: 0, dy: 0 })

/** What hides below the threshold is looked for down to here, in σ: under it lies noise. */
export const LOW_SENSITIVITY = 4

const meet = (a: Box, b: Box) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h

/** Regions that a lower threshold would add; null while it is not known. */
export const hiddenRegions = computed<number | null>(() => {
  const shown = changes.value
  const weak = weakChanges.value
  if (!shown || !weak) return null
  return weak.regions.filter((region) => !shown.regions.some((other) => meet(region, other))).length
})

/** Lists beside that of the changes, folded until they are asked for: regions that may be none, and those of the light alone. */
export const BESIDE = ['perhaps', 'lightOnly'] as const
export type Beside = (typeof BESIDE)[number]
export const unfolded = reactive<Record<Beside, boolean>>({ perhaps: false, lightOnly: false })

/** The changes, then what is unfolded of the lists beside them. */
export const regions = computed<readonly ChangedRegion[]>(() => {
  const found = changes.value
  if (!found) return []
  return [...found.regions, ...BESIDE.flatMap((name) => (unfolded[name] ? found[name] : []))]
})

/** |before - after| of grey is nowhere more. */
export const signedLimit = computed(() => {
  const grey = comparison.value?.found.signedGray
  return grey ? Math.max(Math.abs(grey.min), Math.abs(grey.max), 1 / 255) : 1
})
