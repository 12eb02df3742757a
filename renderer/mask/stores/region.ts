/** The region that the mask is held to, and whether it must hang together with the patches. */
import { computed } from 'vue'
import type { Outlined } from '../../pane/outline-geometry'
import { shapeIn } from '../../pane/outline-geometry'
import { clampPatch, type PatchBox } from '../../pane/patch-geometry'
import { info } from './documents'
import { edit, regionHeld, segmentation } from './segmentation'

/** The region while it has the handles and the keys. */
export const heldRegion = computed(() => (regionHeld.value ? segmentation.value.limit : null))

/** The patch that was selected stays so in the inspector: only handles and keys change hands. */
export function holdRegion(): void {
  regionHeld.value = segmentation.value.limit !== null
}

export function setLimit(limit: Outlined, key: string | null = null): void {
  edit('Limit to a Region', { limit }, key)
}

export function removeLimit(): void {
  if (segmentation.value.limit) edit('Remove the Region', { limit: null })
}

/** Moves or resizes the region, or what it was when a drag began; its shape goes along. */
export function changeLimit(change: Partial<PatchBox>, key: string, from = segmentation.value.limit): void {
  if (!from || !info.value) return
  const box = clampPatch({ ...from, ...change }, info.value)
  const name = box.w === from.w && box.h === from.h ? 'Move the Region' : 'Resize the Region'
  edit(name, { limit: { ...box, shape: shapeIn(from, box) } }, key)
}

/** The same box, all of it or the ellipse in it. */
export function shapeLimit(kind: 'rectangle' | 'ellipse'): void {
  const { limit } = segmentation.value
  if (!limit) return
  const { x, y, w, h } = limit
  edit(`Make the Region ${kind === 'ellipse' ? 'an Ellipse' : 'a Rectangle'}`, {
    limit: kind === 'ellipse' ? { x, y, w, h, shape: { kind } } : { x, y, w, h },
  })
}

export function toggleContiguous(): void {
  const contiguous = !segmentation.value.contiguous
  edit(contiguous ? 'Keep Only Connected Parts' : 'Allow Unconnected Parts', { contiguous })
}
