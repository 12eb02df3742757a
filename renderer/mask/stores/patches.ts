/** Patches that are made without drawing them: in the middle of what is seen, from a suggestion, or from another one. */
import { PATCHES_MAX, type Region } from '../../../contract/contract'
import { clampPatch, movePatch } from '../../pane/patch-geometry'
import { shapeIn } from '../../pane/outline-geometry'
import { info } from './documents'
import { changePatch, edit, freeLetter, segmentation, selectedPatch, type PatchItem, type PatchRole } from './segmentation'
import { toastOnce } from '../../kit/use/toasts'
import { view } from './view'
import { visible } from './viewport'

/** Its side, as a share of what is seen. */
const SIDE = 1 / 8
/** A copy lies this far from what it was copied from, in sides. */
const BESIDE = 0.25

/** Whether there can be one more; says so where not. */
export function hasRoom(patches: readonly PatchItem[]): boolean {
  if (patches.length < PATCHES_MAX) return true
  const detail = 'Delete one that adds little, or draw a larger one in place of several.'
  toastOnce({ kind: 'error', text: `There are ${PATCHES_MAX} patches already: the most is ${PATCHES_MAX}.`, detail })
  return false
}

function append(name: string, box: Region, role: PatchRole, kept = segmentation.value.patches): void {
  if (!hasRoom(kept)) return
  const letter = freeLetter(kept)
  edit(name, { patches: [...kept, { ...box, letter, role, on: true }], selected: letter })
  view.hint = false
  if (view.shown === 'photo') view.shown = 'overlay'
}

/** For those who do not draw: the arrows then move it. */
export function newPatch(role: PatchRole): void {
  const seen = visible.value
  if (!seen || !info.value) return
  const side = Math.max(4, Math.round(Math.min(seen.w, seen.h) * SIDE))
  const box = clampPatch({ x: seen.x + (seen.w - side) / 2, y: seen.y + (seen.h - side) / 2, w: side, h: side }, info.value)
  append(role === 'add' ? 'Add Patch' : 'Subtract Patch', box, role)
}

/** Alone, as a plain drag does; with Shift beside the others, with Alt as one that subtracts. */
export function takeSuggestion(box: Region, { shiftKey, altKey }: { readonly shiftKey: boolean; readonly altKey: boolean }): void {
  const kept = shiftKey || altKey ? segmentation.value.patches : []
  append('Take Suggested Patch', box, altKey && kept.length > 0 ? 'subtract' : 'add', kept)
}

export function duplicatePatch(): void {
  const patch = selectedPatch.value
  if (!patch || !info.value || !hasRoom(segmentation.value.patches)) return
  const by = Math.max(1, Math.round(Math.min(patch.w, patch.h) * BESIDE))
  const box = movePatch(patch, by, by, info.value)
  const letter = freeLetter(segmentation.value.patches)
  const copy = { ...patch, ...box, shape: shapeIn(patch, box), letter }
  edit('Duplicate Patch', { patches: [...segmentation.value.patches, copy], selected: letter })
}

/** Plus becomes minus, and minus plus. */
export function turnPatch(): void {
  const patch = selectedPatch.value
  if (patch)
    changePatch(patch.role === 'add' ? 'Subtract Instead' : 'Add Instead', patch.letter, {
      role: patch.role === 'add' ? 'subtract' : 'add',
    })
}

/** The same box, all of it or the ellipse in it. */
export function shapePatch(letter: number, kind: 'rectangle' | 'ellipse'): void {
  const shape = kind === 'ellipse' ? { kind } : undefined
  changePatch(`Make Patch ${kind === 'ellipse' ? 'an Ellipse' : 'a Rectangle'}`, letter, { shape })
}

export function renamePatch(letter: number, name: string): void {
  const patch = segmentation.value.patches.find((other) => other.letter === letter)
  const trimmed = name.trim().slice(0, 60)
  if (patch && trimmed !== (patch.name ?? '')) changePatch('Rename Patch', letter, { name: trimmed || undefined })
}
