/** What is kept of the mask's photo between starts: patches, steps, model and where the pane looks. */
import type { HistoryDump } from '../../kit/use/history'
import { history, segmentation, wholeState, type SegmentationState } from './segmentation'
import { fitted, lookFrom, viewpoint } from './viewport'

export interface KeptMask {
  readonly state: SegmentationState
  readonly history: HistoryDump<SegmentationState>
  /** Null: fitted. */
  readonly viewpoint: { readonly zoom: number; readonly x: number; readonly y: number } | null
}

export const keepMask = (steps: number): KeptMask => ({
  state: segmentation.value,
  history: history.dump(steps),
  viewpoint: fitted.value ? null : viewpoint.value,
})

export function isKeptMask(kept: unknown): kept is KeptMask {
  const mask = kept as KeptMask | null | undefined
  return Array.isArray(mask?.state.patches) && Array.isArray(mask.history.done)
}

/** On the photo that is open now. What was added since the snapshot was made has its default. */
export function restoreMask(mask: KeptMask): void {
  segmentation.value = wholeState(mask.state)
  history.load({ ...mask.history, states: mask.history.states.map(wholeState) })
  if (mask.viewpoint) lookFrom(mask.viewpoint)
}
