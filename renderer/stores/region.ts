/** The region that the mask is held to, and whether it must hang together with the patches. */
import type { Outlined } from '../pane/outline-geometry'
import { shapeIn } from '../pane/outline-geometry'
import { clampPatch, type PatchBox } from '../pane/patch-geometry'
import { info } from './documents'
import { edit, segmentation } from './segmentation'

export function setLimit(limit: Outlined, key: string | null = null): void {
  edit('Limit to a Region', { limit }, key)
}

export function removeLimit(): void {
  if (segmentation.value.limit) edit('Remove the Region', { limit: null })
}

/** Moves or resizes the region; its shape goes along. */
export function changeLimit(change: Partial<PatchBox>, key: string): void {
  const { limit } = segmentation.value
  if (!limit || !info.value) return
  const box = clampPatch({ ...limit, ...change }, info.value)
  edit('Change the Region', { limit: { ...box, shape: shapeIn(limit, box) } }, key)
}

export function toggleContiguous(): void {
  const contiguous = !segmentation.value.contiguous
  edit(contiguous ? 'Only What Is Connected' : 'Also What Is Not Connected', { contiguous })
}
