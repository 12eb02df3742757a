/** What the commands of the mask workspace do, when they can be used, and when they are ticked. */
import { computed } from 'vue'
import { charts, type ChartTab } from '../charts/choices'
import { settings } from '../bridge/settings'
import { current } from '../commands/current'
import type { Action, Actions, CommandSet } from '../commands/registry'
import { densityOfPlace, placeOfDensity, sigmaOfThreshold, SIGMA_MAX, thresholdOfSigma } from '../pane/threshold-scale'
import { methodActions } from './method/actions'
import { strip } from './method/stores/strip'
import { walkActions } from './method/walk-actions'
import { addUsualSteps } from './stores/cleaning'
import { copyCutout, copyMask } from './stores/copying'
import { closePhoto, info, openByDialog, openSample, pasteFile } from './stores/documents'
import { hasHeld, heldShape, nudge, removeHeld, shapeHeld } from './stores/nudge'
import { duplicatePatch, newPatch, turnPatch } from './stores/patches'
import { copyPython } from './stores/python'
import { openRecipe, saveRecipe } from './stores/recipes'
import { heldRegion, removeLimit, setLimit, toggleContiguous } from './stores/region'
import { maskError, peak } from './stores/results'
import { hasRequest, history, model, segmentation, selectedPatch, setThreshold, threshold } from './stores/segmentation'
import { view, type ViewId } from './stores/view'
import { fit, fitted, viewpoint, visible, zoomStep, zoomTo } from './stores/viewport'

const SIGMA_STEP = 0.05
const PLACE_STEP = 0.01
const SCORE_STEP = 2

/** As `hasRequest`. */
const hasPatch = computed(() => selectedPatch.value !== null)

const hasPhoto = () => info.value !== null && current.workspace === 'mask'
const hasHeldHere = () => hasPhoto() && hasHeld()
const hasMask = () => hasPhoto() && hasRequest.value && maskError.value === null

const show = (id: ViewId): Action => ({
  run: () => (view.shown = id),
  enabled: hasPhoto,
  ticked: () => current.workspace === 'mask' && view.shown === id,
})
/** Shows these charts, and the drawer with them. */
const chart = (id: ChartTab): Action => ({
  run: () => {
    settings.drawer = true
    charts.tab = id
  },
  enabled: hasPhoto,
  ticked: () => hasPhoto() && settings.drawer && charts.tab === id,
})
const tool = (id: typeof view.tool): Action => ({ run: () => (view.tool = id), enabled: hasPhoto, ticked: () => view.tool === id })

/** Of the held region or the selected patch. */
const move = (dx: number, dy: number): Action => ({ enabled: hasHeldHere, run: (modifiers) => nudge(dx, dy, modifiers) })
const shaped = (kind: 'rectangle' | 'ellipse'): Action => ({
  enabled: hasHeldHere,
  run: () => shapeHeld(kind),
  ticked: () => hasHeldHere() && heldShape() === kind,
})

/** A step along the slider's track, so that keys and slider agree. */
const cover = (direction: 1 | -1): Action => ({
  enabled: () => hasPhoto() && hasRequest.value,
  run: () => {
    const { shownAs, whole, min, max } = model.value.threshold
    if (shownAs === 'coverage') {
      const sigma = Math.min(SIGMA_MAX, Math.max(0, sigmaOfThreshold(threshold.value) + direction * SIGMA_STEP))
      return setThreshold(thresholdOfSigma(sigma))
    }
    if (whole) return setThreshold(Math.min(max, Math.max(min, threshold.value - direction * SCORE_STEP)))
    const top = peak.value ?? 1
    setThreshold(densityOfPlace(placeOfDensity(threshold.value, top) - direction * PLACE_STEP, top))
  },
})
const own: Actions = {
  'recipe.open': { run: () => void openRecipe() },
  'recipe.save': { run: () => void saveRecipe(), enabled: hasMask },
  'copy.python': { run: () => void copyPython(), enabled: hasMask },
  'copy.cutout': { run: () => void copyCutout(), enabled: hasMask },
  'copy.mask': { run: () => void copyMask(), enabled: hasMask },
  'view.photo': show('photo'),
  'view.overlay': show('overlay'),
  'view.mask': show('mask'),
  'view.cutout': show('cutout'),
  'view.swipe': show('swipe'),
  'view.method': show('method'),
  ...methodActions,
  'panel.strip': { run: () => (strip.shown = !strip.shown), enabled: hasPhoto, ticked: () => strip.shown },
  'charts.overview': chart('overview'),
  'charts.plane': chart('plane'),
  'charts.maps': chart('maps'),
  'charts.hue': chart('hue'),
  'charts.threshold': chart('threshold'),
  'tool.patch': tool('patch'),
  'tool.ellipse': tool('ellipse'),
  'tool.lasso': tool('lasso'),
  'tool.hand': tool('hand'),
  'tool.limit': tool('limit'),
  'tool.limit-lasso': tool('limit-lasso'),
  'tool.scale': tool('scale'),
  'region.visible': { run: () => visible.value && setLimit(visible.value), enabled: hasPhoto },
  'region.remove': { run: removeLimit, enabled: () => hasPhoto() && segmentation.value.limit !== null },
  'region.connected': { run: toggleContiguous, enabled: hasPhoto, ticked: () => segmentation.value.contiguous },
  'panel.measure': { run: () => (view.measuring = !view.measuring), enabled: hasPhoto, ticked: () => view.measuring },
  'patch.new': { run: () => newPatch('add'), enabled: hasPhoto },
  'patch.new-minus': { run: () => newPatch('subtract'), enabled: () => hasPhoto() && hasRequest.value },
  'patch.duplicate': { run: duplicatePatch, enabled: () => hasPhoto() && hasPatch.value },
  'patch.sign': { run: turnPatch, enabled: () => hasPhoto() && hasPatch.value },
  'patch.left': move(-1, 0),
  'patch.right': move(1, 0),
  'patch.up': move(0, -1),
  'patch.down': move(0, 1),
  'patch.rectangle': shaped('rectangle'),
  'patch.round': shaped('ellipse'),
  'patch.delete': { run: removeHeld, enabled: hasHeldHere },
  'coverage.more': cover(1),
  'coverage.less': cover(-1),
  ...walkActions,
  'clean.usual': { run: addUsualSteps, enabled: hasPhoto },
}

const shared: Actions = {
  'file.open': { run: () => void openByDialog() },
  'file.sample': { run: () => void openSample() },
  'file.paste': { run: () => void pasteFile() },
  'file.export': { run: () => (current.dialog = 'export'), enabled: hasMask },
  'file.close': { run: () => void closePhoto(), enabled: () => info.value !== null },
  'edit.undo': { run: () => history.undo(), enabled: () => hasPhoto() && history.undoName.value !== null },
  'edit.redo': { run: () => history.redo(), enabled: () => hasPhoto() && history.redoName.value !== null },
  'zoom.fit': { run: fit, enabled: hasPhoto, ticked: () => fitted.value },
  'zoom.actual': { run: () => zoomTo(1), enabled: hasPhoto, ticked: () => !fitted.value && viewpoint.value.zoom === 1 },
  'zoom.in': { run: () => zoomStep(1), enabled: hasPhoto },
  'zoom.out': { run: () => zoomStep(-1), enabled: hasPhoto },
}

/** Undo says what it undoes. */
function titleOf(id: string): string | null {
  if (id === 'edit.undo' && history.undoName.value) return `Undo ${history.undoName.value}`
  if (id === 'edit.redo' && history.redoName.value) return `Redo ${history.redoName.value}`
  return id === 'patch.delete' && heldRegion.value ? 'Remove the Region' : null
}

export const maskCommands: CommandSet = { own, shared, titleOf }
