/** What arrows, Delete and the shape commands act on: the region while it is held, else the selected patch. */
import type { PatchBox } from '../../pane/patch-geometry'
import { clampPatch, movePatch } from '../../pane/patch-geometry'
import { info } from './documents'
import { shapePatch } from './patches'
import { changeLimit, heldRegion, removeLimit, shapeLimit } from './region'
import { changePatch, removePatch, selectedPatch } from './segmentation'

export const hasHeld = (): boolean => heldRegion.value !== null || selectedPatch.value !== null

/** By a pixel, with Shift by ten; with Alt the right or lower side alone. */
export function nudge(dx: number, dy: number, { shiftKey, altKey }: { readonly shiftKey: boolean; readonly altKey: boolean }): void {
  const photo = info.value
  const patch = selectedPatch.value
  const held: PatchBox | null = heldRegion.value ?? patch
  if (!photo || !held) return
  const by = shiftKey ? 10 : 1
  const w = Math.min(photo.width - held.x, held.w + dx * by)
  const h = Math.min(photo.height - held.y, held.h + dy * by)
  const box = altKey ? clampPatch({ ...held, w, h }, photo) : movePatch(held, dx * by, dy * by, photo)
  if (heldRegion.value) changeLimit(box, altKey ? 'region:resize' : 'region:move')
  else if (patch) changePatch(altKey ? 'Resize Patch' : 'Move Patch', patch.letter, box, `${altKey ? 'resize' : 'move'}:${patch.letter}`)
}

export function removeHeld(): void {
  if (heldRegion.value) removeLimit()
  else if (selectedPatch.value) removePatch(selectedPatch.value.letter)
}

export const heldShape = (): 'rectangle' | 'ellipse' | 'lasso' | null => {
  const held = heldRegion.value ?? selectedPatch.value
  return held && (held.shape?.kind ?? 'rectangle')
}

export function shapeHeld(kind: 'rectangle' | 'ellipse'): void {
  if (heldShape() === kind) return
  if (heldRegion.value) shapeLimit(kind)
  else if (selectedPatch.value) shapePatch(selectedPatch.value.letter, kind)
}
