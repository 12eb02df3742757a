/** What the commands of the compare workspace do, and when they can be used. The registry is contract/commands.ts. */
import { apply } from '../../core/pair/align/geometry'
import { changesParameters } from '../../core/pair/changes/index'
import type { Box, Comparison } from '../../contract/comparison'
import { current } from '../commands/current'
import type { Action, Actions, CommandSet } from '../commands/registry'
import { copyShown } from './copy'
import { asMatrix, shiftedMove } from './stores/move-words'
import { splitPuzzle } from './puzzle'
import { carryChoices, choices, choose, ignoreArea, pairHistory, setSensitivity } from './stores/choices'
import { comparison, nudged, regions } from './stores/comparison'
import { choosePhotos, closePair, isEmpty, isWhole, openSamplePair, pasteToPair, swapSides } from './stores/pair'
import { seen, selected, setSeen, stepRegion } from './stores/regions'
import { pairView, peek, turnLine, type PairView } from './stores/view'
import { fit, fitted, viewpoint, zoomStep, zoomTo } from './stores/viewport'

const isComparing = () => current.workspace === 'compare'
const hasPair = () => isComparing() && isWhole.value
const hasFound = () => hasPair() && comparison.value !== null
const hasRegions = () => hasFound() && regions.value.length > 0
const hasSelected = () => hasRegions() && selected.value >= 0

const show = (id: PairView): Action => ({
  run: () => (pairView.shown = id),
  enabled: hasPair,
  ticked: () => isComparing() && pairView.shown === id,
})

/** By pixels as they are seen: a fine step with Alt, a wide one with Shift. */
const nudge = (dx: number, dy: number): Action => ({
  enabled: () => hasFound() && pairView.nudging,
  run: ({ shiftKey, altKey }) => {
    const open = comparison.value
    if (!open) return
    const by = altKey ? 0.1 : shiftKey ? 10 : 1
    nudged.value = { dx: nudged.value.dx + dx * by, dy: nudged.value.dy + dy * by }
    const manual = shiftedMove(open.found.align.homography, nudged.value.dx, nudged.value.dy)
    choose('Move by Hand', { manual }, 'nudge')
  },
})

const STEP = changesParameters.sensitivity.step
const { min, max } = changesParameters.sensitivity
const slide = (direction: 1 | -1): Action => ({
  enabled: hasFound,
  run: () => setSensitivity(Math.min(max, Math.max(min, choices.value.sensitivity + direction * STEP))),
})

/** Where an area of before lies in after. */
function moved({ x, y, w, h }: Box, { align, size }: Comparison): Box {
  const move = asMatrix(align.homography)
  const at = [apply(move, [x, y]), apply(move, [x + w, y]), apply(move, [x, y + h]), apply(move, [x + w, y + h])]
  const [xs, ys] = [at.map(([px]) => px), at.map(([, py]) => py)]
  const clip = (value: number, most: number) => Math.min(most - 1, Math.max(0, Math.round(value)))
  const [x0, y0] = [clip(Math.min(...xs), size.width), clip(Math.min(...ys), size.height)]
  return { x: x0, y: y0, w: Math.max(1, clip(Math.max(...xs), size.width) - x0), h: Math.max(1, clip(Math.max(...ys), size.height) - y0) }
}

function swap(): void {
  const open = comparison.value
  const { pins, ignored, colour } = choices.value
  const turned = pins.map((pin) => ({ before: pin.after, after: pin.before }))
  const complete = turned.filter((pin) => pin.before !== null && pin.after !== null) as {
    before: [number, number]
    after: [number, number]
  }[]
  const byPins = choices.value.manual?.kind === 'pins' && complete.length > 0 ? { manual: { kind: 'pins' as const, pins: complete } } : {}
  if (open) {
    const patch = colour.patch && moved(colour.patch, open.found)
    carryChoices({ ignored: ignored.map((area) => moved(area, open.found)), colour: { ...colour, patch }, pins: turned, ...byPins })
  }
  swapSides()
}

const own: Actions = {
  'view.two-up': show('two-up'),
  'view.pair-swipe': show('swipe'),
  'view.onion': show('onion'),
  'view.blink': show('blink'),
  'view.difference': show('difference'),
  'view.boxes': { run: () => (pairView.boxes = !pairView.boxes), enabled: hasPair, ticked: () => isComparing() && pairView.boxes },
  // A key is held and let go; a command of the menu is not.
  'blink.peek': { run: (modifiers) => peek(modifiers instanceof KeyboardEvent), enabled: hasPair },
  'swipe.turn': { run: turnLine, enabled: () => hasPair() && pairView.shown === 'swipe' },
  'change.next': { run: () => stepRegion(1), enabled: hasRegions },
  'change.previous': { run: () => stepRegion(-1), enabled: hasRegions },
  'change.seen': { run: () => setSeen(selected.value, !seen.value[selected.value]), enabled: hasSelected },
  'change.ignore': {
    run: () => {
      const region = regions.value[selected.value]
      if (region) ignoreArea({ x: region.x, y: region.y, w: region.w, h: region.h })
    },
    enabled: hasSelected,
  },
  'colour.pick': {
    run: () => {
      pairView.pinning = false
      pairView.picking = !pairView.picking
    },
    enabled: hasFound,
    ticked: () => isComparing() && pairView.picking,
  },
  'pair.split': { run: () => void splitPuzzle(), enabled: isComparing },
  'pair.copy': { run: () => void copyShown(), enabled: hasFound },
  'pair.swap': { run: swap, enabled: () => isComparing() && !isEmpty.value },
  'align.nudge': {
    run: () => (pairView.nudging = !pairView.nudging),
    enabled: hasFound,
    ticked: () => isComparing() && pairView.nudging,
  },
  'align.pins': {
    run: () => {
      pairView.picking = pairView.nudging = false
      pairView.pinning = !pairView.pinning
      // Pins are set in both photos side by side.
      if (pairView.pinning) pairView.shown = 'two-up'
    },
    enabled: hasPair,
    ticked: () => isComparing() && pairView.pinning,
  },
  'align.reset': {
    run: () => choose('Align', { align: 'auto', manual: null, pins: [] }),
    enabled: () => hasPair() && (choices.value.manual !== null || choices.value.align !== 'auto' || choices.value.pins.length > 0),
  },
  'align.left': nudge(-1, 0),
  'align.right': nudge(1, 0),
  'align.up': nudge(0, -1),
  'align.down': nudge(0, 1),
  'sensitivity.more': slide(-1),
  'sensitivity.less': slide(1),
}

/** Commands of all workspaces, as this one means them. */
const shared: Actions = {
  'file.open': { run: () => void choosePhotos() },
  'file.sample': { run: () => void openSamplePair() },
  'file.paste': { run: () => void pasteToPair() },
  'file.export': { run: () => (current.dialog = 'report'), enabled: hasFound },
  'file.close': { run: closePair, enabled: () => !isEmpty.value },
  'edit.undo': { run: () => pairHistory.undo(), enabled: () => pairHistory.undoName.value !== null },
  'edit.redo': { run: () => pairHistory.redo(), enabled: () => pairHistory.redoName.value !== null },
  'zoom.fit': { run: fit, enabled: hasPair, ticked: () => fitted.value },
  'zoom.actual': { run: () => zoomTo(1), enabled: hasPair, ticked: () => !fitted.value && viewpoint.value.zoom === 1 },
  'zoom.in': { run: () => zoomStep(1), enabled: hasPair },
  'zoom.out': { run: () => zoomStep(-1), enabled: hasPair },
}

/** Undo says what it undoes. */
function titleOf(id: string): string | null {
  if (id === 'edit.undo' && pairHistory.undoName.value) return `Undo ${pairHistory.undoName.value}`
  return id === 'edit.redo' && pairHistory.redoName.value ? `Redo ${pairHistory.redoName.value}` : null
}

export const pairCommands: CommandSet = { own, shared, titleOf }
