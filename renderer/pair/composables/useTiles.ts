/** Keeps the overview of one layer and, when zoomed in, its detail: as useLayers does for the mask workspace. */
import { computed, onScopeDispose, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue'
import type { View } from '../../../contract/contract'
import { newestWins } from '../../kit/use/newestWins'
import { covers, detailView, levelFor, sameView, wholeView } from '../../pane/pyramid'
import type { Size } from '../../pane/viewpoint'
import { reportBusy } from '../../bridge/busy'
import { engine } from '../../bridge/engine'
import type { ViewBytes } from '../stores/client'
import { createTile, type Place, type Stack, type Tile } from '../paint/tile'
import { comparison } from '../stores/comparison'
import { fitViewpoint, viewpoint, visible } from '../stores/viewport'

export interface TileSource {
  /** Another name is another picture. */
  readonly name: string
  readonly size: Size
  readonly levels: number
  readonly isPicture: boolean
  readonly place: Place
  readonly read: (view: View, signal: AbortSignal) => Promise<ViewBytes>
}

interface Wish {
  readonly source: TileSource
  readonly view: View
}

const DETAIL_REST_MS = 40

/**
 * @param source null: nothing is shown.
 * @param isKept whether a tile of another source may stay on the screen until its successor is there.
 * @param failed what is shown could not be read. Not called for what is asked for anew by itself.
 */
export function useTiles(
  source: ComputedRef<TileSource | null>,
  isKept: (tile: Tile) => boolean,
  failed: (thrown: unknown) => void,
): ComputedRef<Stack> {
  const overview: ShallowRef<Tile | null> = shallowRef(null)
  const detail: ShallowRef<Tile | null> = shallowRef(null)
  const place = shallowRef<Place>({ x: 0, y: 0, scale: 1 })

  const ask = async ({ source: from, view }: Wish, signal: AbortSignal) => ({ from, view, answer: await from.read(view, signal) })
  const failedFor = (thrown: unknown, { source: from }: Wish) => {
    // What the engine lost is compared again, and the answer read under another name.
    const isLost = comparison.value !== null && comparison.value.epoch !== engine.epoch
    if (source.value?.name === from.name && engine.state === 'ready' && !isLost) failed(thrown)
  }
  const whole = newestWins({
    ask,
    failed: failedFor,
    answered: ({ from, view, answer }) => {
      if (source.value?.name !== from.name) return
      if (overview.value?.source !== from.name) detail.value = null
      overview.value = createTile(from.name, view, answer, from.isPicture)
      place.value = from.place
    },
    patience: 300,
  })
  const part = newestWins({
    ask,
    failed: failedFor,
    answered: ({ from, view, answer }) => {
      if (source.value?.name !== from.name || overview.value?.source !== from.name) return
      if (levelAt(from) < overviewLevel(from)) detail.value = createTile(from.name, view, answer, from.isPicture)
    },
    patience: 300,
  })

  const levelAt = (from: TileSource) => levelFor(viewpoint.value.zoom * from.place.scale, from.levels)
  const overviewLevel = (from: TileSource) => levelFor(fitViewpoint.value.zoom * from.place.scale, from.levels)

  /** What is seen, in pixels of the source. */
  const seen = computed(() => {
    const from = source.value
    const part_ = visible.value
    if (!from || !part_) return null
    const { place: at, size } = from
    const x0 = Math.max(0, Math.floor((part_.x - at.x) / at.scale))
    const y0 = Math.max(0, Math.floor((part_.y - at.y) / at.scale))
    const x1 = Math.min(size.width, Math.ceil((part_.x + part_.w - at.x) / at.scale))
    const y1 = Math.min(size.height, Math.ceil((part_.y + part_.h - at.y) / at.scale))
    return x1 > x0 && y1 > y0 ? { x: x0, y: y0, w: x1 - x0, h: y1 - y0 } : null
  })

  watch(
    [source, fitViewpoint, () => engine.epoch],
    ([from, , epoch], [, , before]) => {
      if (overview.value && overview.value.source !== from?.name && !(from && isKept(overview.value))) overview.value = detail.value = null
      if (!from) {
        part.drop()
        return whole.drop()
      }
      if (visible.value === null && overview.value) return
      const view = wholeView(from.size, overviewLevel(from))
      const have = overview.value?.source === from.name && epoch === before ? overview.value : null
      if (have && (sameView(have.view, view) || have.view.level <= view.level)) return
      whole.want({ source: from, view })
    },
    { immediate: true },
  )

  watch([seen, overview, () => engine.epoch], () => {
    const from = source.value
    const have = overview.value
    if (!from || !seen.value || have?.source !== from.name || levelAt(from) >= have.view.level) {
      part.drop()
      if (have?.source === from?.name) detail.value = null
      return
    }
    const level = levelAt(from)
    const now = detail.value
    if (now && now.source === from.name && now.view.level === level && covers(now.view, from.size, seen.value)) return
    part.want({ source: from, view: detailView(from.size, level, seen.value) }, DETAIL_REST_MS)
  })

  const stops = [reportBusy(whole.pending), reportBusy(part.pending)]
  onScopeDispose(() => {
    for (const stop of stops) stop()
    whole.drop()
    part.drop()
  })
  return computed(() => ({ overview: overview.value, detail: detail.value, place: place.value }))
}
