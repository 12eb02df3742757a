/** What each command of the registry does, when it can be used, and when it is ticked. */
import { computed } from 'vue'
import { commands, type Command, type CommandId } from '../../contract/commands'
import { isComparing, pairActions, sharedActions } from '../pair/actions'
import { pairHistory } from '../pair/stores/choices'
import { copyCutout, copyMask } from '../mask/stores/copying'
import { methodActions } from '../mask/method/actions'
import { strip } from '../mask/method/stores/strip'
import { walkActions } from '../mask/method/walk-actions'
import { addUsualSteps } from '../mask/stores/cleaning'
import { duplicatePatch, newPatch, turnPatch } from '../mask/stores/patches'
import { hasHeld, heldShape, nudge, removeHeld, shapeHeld } from '../mask/stores/nudge'
import { heldRegion, removeLimit, setLimit, toggleContiguous } from '../mask/stores/region'
import { charts, type ChartTab } from '../charts/choices'
import { closePhoto, info, openByDialog, openSample, pasteFile } from '../mask/stores/documents'
import { copyPython } from '../mask/stores/python'
import { openRecipe, saveRecipe } from '../mask/stores/recipes'
import { maskError, peak } from '../mask/stores/results'
import { hasRequest, history, model, segmentation, selectedPatch, setThreshold, threshold } from '../mask/stores/segmentation'
import { settings } from '../bridge/settings'
import { densityOfPlace, placeOfDensity, sigmaOfThreshold, SIGMA_MAX, thresholdOfSigma } from '../pane/threshold-scale'
import { view, type ViewId } from './view'
import { fit, fitted, viewpoint, visible, zoomStep, zoomTo } from '../mask/stores/viewport'

export interface Modifiers {
  readonly shiftKey: boolean
  readonly altKey: boolean
}
export interface Action {
  readonly run: (modifiers: Modifiers) => void
  readonly enabled?: () => boolean
  readonly ticked?: () => boolean
}

const PLAIN: Modifiers = { shiftKey: false, altKey: false }
const SIGMA_STEP = 0.05
const PLACE_STEP = 0.01
const SCORE_STEP = 2

/** As `hasRequest`. */
const hasPatch = computed(() => selectedPatch.value !== null)

const hasPhoto = () => info.value !== null && view.workspace === 'mask'
const hasHeldHere = () => hasPhoto() && hasHeld()
const hasMask = () => hasPhoto() && hasRequest.value && maskError.value === null

const show = (id: ViewId): Action => ({
  run: () => (view.shown = id),
  enabled: hasPhoto,
  ticked: () => view.workspace === 'mask' && view.shown === id,
})
const theme = (id: typeof settings.theme): Action => ({ run: () => (settings.theme = id), ticked: () => settings.theme === id })
const workspace = (id: typeof view.workspace): Action => ({ run: () => (view.workspace = id), ticked: () => view.workspace === id })
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

const actions: Readonly<Record<CommandId, Action>> = {
  ...pairActions,
  'file.open': { run: () => void openByDialog() },
  'file.sample': { run: () => void openSample() },
  'file.paste': { run: () => void pasteFile() },
  'recipe.open': { run: () => void openRecipe() },
  'recipe.save': { run: () => void saveRecipe(), enabled: hasMask },
  'file.export': { run: () => (view.dialog = 'export'), enabled: hasMask },
  'copy.python': { run: () => void copyPython(), enabled: hasMask },
  'file.close': { run: () => void closePhoto(), enabled: () => info.value !== null },
  'edit.undo': { run: () => history.undo(), enabled: () => hasPhoto() && history.undoName.value !== null },
  'edit.redo': { run: () => history.redo(), enabled: () => hasPhoto() && history.redoName.value !== null },
  'copy.cutout': { run: () => void copyCutout(), enabled: hasMask },
  'copy.mask': { run: () => void copyMask(), enabled: hasMask },
  'view.photo': show('photo'),
  'view.overlay': show('overlay'),
  'view.mask': show('mask'),
  'view.cutout': show('cutout'),
  'view.swipe': show('swipe'),
  'view.method': show('method'),
  ...methodActions,
  'zoom.fit': { run: fit, enabled: hasPhoto, ticked: () => fitted.value },
  'zoom.actual': { run: () => zoomTo(1), enabled: hasPhoto, ticked: () => !fitted.value && viewpoint.value.zoom === 1 },
  'zoom.in': { run: () => zoomStep(1), enabled: hasPhoto },
  'zoom.out': { run: () => zoomStep(-1), enabled: hasPhoto },
  'workspace.mask': workspace('mask'),
  'workspace.compare': workspace('compare'),
  'panel.inspector': { run: () => (settings.inspector = !settings.inspector), ticked: () => settings.inspector },
  'panel.drawer': { run: () => (settings.drawer = !settings.drawer), ticked: () => settings.drawer },
  'panel.strip': { run: () => (strip.shown = !strip.shown), enabled: hasPhoto, ticked: () => strip.shown },
  'charts.overview': chart('overview'),
  'charts.plane': chart('plane'),
  'charts.maps': chart('maps'),
  'charts.hue': chart('hue'),
  'charts.threshold': chart('threshold'),
  'theme.system': theme('system'),
  'theme.light': theme('light'),
  'theme.dark': theme('dark'),
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
  'help.commands': { run: () => (view.dialog = view.dialog === 'commands' ? null : 'commands') },
  'help.guide': { run: () => (view.dialog = 'guide') },
}

export const isCommand = (id: string): id is CommandId => Object.hasOwn(actions, id)
/** Some commands mean the pair in the one workspace and the photo in the other. */
const actionOf = (id: CommandId): Action => (isComparing() && sharedActions[id]) || actions[id]
export const isEnabled = (id: CommandId) => actionOf(id).enabled?.() ?? true
export const isTicked = (id: CommandId) => actionOf(id).ticked?.() ?? false

export function perform(id: CommandId, modifiers: Modifiers = PLAIN): void {
  if (isEnabled(id)) actionOf(id).run(modifiers)
}

/** Undo says what it undoes. */
export function titleOf(command: Command): string {
  const { undoName, redoName } = isComparing() ? pairHistory : history
  if (command.id === 'edit.undo' && undoName.value) return `Undo ${undoName.value}`
  if (command.id === 'edit.redo' && redoName.value) return `Redo ${redoName.value}`
  if (command.id === 'patch.delete' && heldRegion.value) return 'Remove the Region'
  return command.title
}

export const commandOf = (id: CommandId): Command => commands.find((command) => command.id === id)!
export const commandStates = () => commands.map(({ id }) => ({ id, enabled: isEnabled(id), checked: isTicked(id) }))
