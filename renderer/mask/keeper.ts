/** What is kept of the mask workspace between starts: what was made of the photo, views, exports and charts. */
import type { KeptPhoto } from '../../contract/workspace'
import { charts } from '../charts/choices'
import type { Keeper } from '../commands/workspaces'
import { info, openGrant, source } from './stores/documents'
import { exportChoices } from './stores/export-choices'
import { isKeptMask, keepMask, restoreMask } from './stores/kept'
import { history, segmentation } from './stores/segmentation'
import { view } from './stores/view'
import { viewpoint } from './stores/viewport'

async function bringBack([photo]: readonly KeptPhoto[], kept: unknown): Promise<void> {
  if (!photo || photo.handle === null) return
  await openGrant({ handle: photo.handle, name: photo.name }, photo.damaged)
  if (isKeptMask(kept) && info.value !== null && source.value === photo.handle) restoreMask(kept)
}

export const maskKeeper: Keeper = {
  key: 'mask',
  roles: ['mask'],
  photo: () => info.value && { info: info.value, handle: source.value },
  keep: keepMask,
  isReadable: isKeptMask,
  bringBack,
  keepLook: () => {
    const { shown, tool, swipe, after, backdrop } = view
    return { view: { shown, tool, swipe, after, backdrop }, exports: exportChoices, charts }
  },
  restoreLook: ({ view: shown, exports, charts: options }) => {
    Object.assign(view, shown)
    Object.assign(exportChoices, exports)
    Object.assign(charts, options)
  },
  sources: [info, segmentation, history.undoName, history.redoName, viewpoint, view, exportChoices, charts],
}
