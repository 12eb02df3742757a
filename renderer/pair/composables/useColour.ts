/** Asks how much of the colour each photo has, and for the scores from which both masks are drawn. */
import { computed, onScopeDispose, shallowRef, watch } from 'vue'
import type { Segmentation } from '../../../contract/contract'
import { toWireError } from '../../../contract/errors'
import { newestWins } from '../../kit/use/newestWins'
import { reportBusy } from '../../bridge/busy'
import { measureColour, readColour } from '../stores/client'
import { AS_IT_IS } from '../paint/tile'
import { colourFound, colourRequest, colourScale, colourStack, colourTrouble } from '../stores/colour'
import { comparison } from '../stores/comparison'
import { after, before } from '../stores/pair'
import { useTiles, type TileSource } from './useTiles'

/** Thresholds of a slider that moves are cut in the page; when it rests, scores come that are exact there, and areas. */
const REST_MS = 140

interface Wish {
  readonly comparison: string
  readonly segmentation: Segmentation
}

/** All of a wish but its threshold. */
const colourOf = ({ comparison: id, segmentation: { model, patches } }: Wish) => `${id}:colour:${JSON.stringify([model, patches])}`

export function useColour(): void {
  const wish = computed<Wish | null>(() => {
    const open = comparison.value
    const segmentation = colourRequest.value
    if (!open || !segmentation || open.before !== before.value?.document || open.after !== after.value?.document) return null
    return { comparison: open.found.comparison, segmentation }
  })

  const measured = newestWins({
    ask: (wanted: Wish, signal) => measureColour(wanted.comparison, wanted.segmentation, signal),
    answered: (found) => {
      colourFound.value = found
      colourTrouble.value = null
    },
    failed: (thrown) => {
      colourFound.value = null
      colourTrouble.value = toWireError(thrown, 'measureColour')
    },
  })
  /** The threshold at which the scores are asked for. */
  const rested = shallowRef<number | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    wish,
    (now, was) => {
      clearTimeout(timer)
      if (!now) {
        measured.drop()
        colourFound.value = colourTrouble.value = rested.value = null
        return
      }
      const rest = () => (rested.value = now.segmentation.threshold)
      const isSlid = rested.value !== null && was !== null && was !== undefined && colourOf(was) === colourOf(now)
      if (isSlid) timer = setTimeout(rest, REST_MS)
      else rest()
      // What is under way is of other settings, and would take the processor from the picture.
      measured.drop()
      measured.want(now, was ? REST_MS : 0)
    },
    { immediate: true },
  )

  const source = computed<TileSource | null>(() => {
    const [now, photo] = [wish.value, before.value]
    if (!now || !photo || rested.value === null || colourTrouble.value) return null
    const segmentation = { ...now.segmentation, threshold: rested.value }
    const read: TileSource['read'] = async (view, signal) => {
      const { scale, ...bytes } = await readColour(now.comparison, segmentation, view, signal)
      colourScale.value = scale
      return bytes
    }
    return { name: `${colourOf(now)}:${rested.value}`, size: photo, levels: photo.levels, isPicture: false, place: AS_IT_IS, read }
  })
  const comparisonOf = (name: string) => name.split(':')[0]
  const stack = useTiles(
    source,
    (tile) => comparisonOf(tile.source) === comparisonOf(source.value?.name ?? ''),
    (thrown) => (colourTrouble.value = toWireError(thrown, 'readColour')),
  )
  watch(stack, (now) => (colourStack.value = now), { immediate: true, flush: 'sync' })

  const stop = reportBusy(measured.pending)
  onScopeDispose(() => {
    stop()
    clearTimeout(timer)
    measured.drop()
    colourFound.value = colourTrouble.value = colourScale.value = null
    colourStack.value = { overview: null, detail: null, place: AS_IT_IS }
  })
}
