/** The mask workspace: a photo, its patches, and the mask that follows from them. */
import { watch } from 'vue'
import { settings } from '../bridge/settings'
import type { Workspace } from '../commands/workspaces'
import { maskCommands } from './actions'
import { maskKeeper } from './keeper'
import { documentLost, info, openFirst, samples, source } from './stores/documents'
import { resetResults } from './stores/results'
import { resetPatches, segmentation, type PatchItem } from './stores/segmentation'
import { initialState } from './stores/segmentation-state'
import { fit } from './stores/viewport'

/** What the first start selects on the sample painting: the moon, and with it every star. */
const SAMPLE_PATCH: PatchItem = { x: 666, y: 126, w: 32, h: 14, letter: 0, role: 'add', on: true }

/** Another photo starts afresh. */
function start(): void {
  // The settings come after the first state was made.
  watch(
    () => settings.model,
    () => {
      if (info.value === null) segmentation.value = initialState()
    },
    { flush: 'sync' },
  )
  watch(
    info,
    (photo, before) => {
      if (photo?.document === before?.document) return
      const sample = photo && source.value !== null && samples.has(source.value) && SAMPLE_PATCH.x + SAMPLE_PATCH.w <= photo.width
      resetPatches(sample ? [SAMPLE_PATCH] : [])
      resetResults()
      fit()
      document.title = photo ? `${photo.name} – Chromapatch` : 'Chromapatch'
    },
    // Before any watcher asks for maps: patches of the last photo must not be looked for on this one.
    { flush: 'sync' },
  )
}

export const maskWorkspace: Workspace = {
  id: 'mask',
  title: 'Mask',
  commands: maskCommands,
  keeper: maskKeeper,
  hasPanels: () => info.value !== null,
  offer: openFirst,
  lose: documentLost,
  start,
}
