/** A small picture of the difference as it would be exported. */
import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import type { DifferenceMode } from '../../../contract/comparison'
import type { DocumentInfo } from '../../../contract/contract'
import { newestWins } from '../../kit/use/newestWins'
import { levelFor, wholeView } from '../../pane/pyramid'
import { reportBusy } from '../../bridge/busy'
import { readLayer } from '../stores/client'
import { colourTable, LAYER_OF } from '../paint/colouring'
import { colourTile, createTile } from '../paint/tile'
import { comparison } from '../stores/comparison'
import { before } from '../stores/pair'
import type { DifferenceView } from '../stores/view'
import { MASK_TINT, strengthOf } from '../composables/usePairPainting'

const VIEW_OF: Readonly<Record<DifferenceMode, DifferenceView>> = {
  signed: 'signed',
  absolute: 'absolute',
  'absolute-bytes': 'absolute',
  channels: 'channels',
  'delta-e': 'delta-e',
}

interface Wish {
  readonly comparison: string
  readonly mode: DifferenceMode
  readonly photo: DocumentInfo
}

/** @param mode null: none is wanted. @param width pixels that it is shown in. */
export function useDifferenceLook(mode: () => DifferenceMode | null, width: number): Readonly<Ref<OffscreenCanvas | null>> {
  const picture = shallowRef<OffscreenCanvas | null>(null)
  const asked = newestWins({
    ask: async ({ comparison: id, mode: wanted, photo }: Wish, signal) => {
      const view = wholeView(photo, levelFor(Math.min(1, width / photo.width), photo.levels))
      return createTile(id, view, await readLayer(id, LAYER_OF[VIEW_OF[wanted]], view, signal), false)
    },
    answered: (tile, { mode: wanted }) => {
      const shown = VIEW_OF[wanted]
      // OpenCV's bytes are drawn as they are.
      const limit = wanted === 'absolute-bytes' ? 255 : strengthOf(shown)
      colourTile(tile, colourTable({ mode: shown, limit, threshold: 0, tint: MASK_TINT }), shown)
      picture.value = tile.canvas
    },
    failed: () => (picture.value = null),
    patience: 0,
  })
  watch(
    [mode, comparison],
    ([wanted, open]) => {
      if (wanted && open && before.value) asked.want({ comparison: open.found.comparison, mode: wanted, photo: before.value })
      else asked.drop()
    },
    { immediate: true },
  )
  const stop = reportBusy(asked.pending)
  onScopeDispose(() => {
    stop()
    asked.drop()
  })
  return picture
}
