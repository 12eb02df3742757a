/** How the photo is looked at in the mask workspace: view and tool. Not part of undo. */
import { reactive } from 'vue'

export const VIEWS = ['photo', 'overlay', 'mask', 'cutout', 'swipe', 'method'] as const
export type ViewId = (typeof VIEWS)[number]
export type Backdrop = 'checker' | 'black' | 'white'

/** `patch` draws rectangles; `limit` and `limit-lasso` the region that the mask is held to. */
export type ToolId = 'patch' | 'ellipse' | 'lasso' | 'limit' | 'limit-lasso' | 'scale' | 'hand'

export const view = reactive({
  shown: 'overlay' as ViewId,
  tool: 'patch' as ToolId,
  /** Where before ends and after begins, as a share of the pane's width. */
  swipe: 0.5,
  /** What the swipe's right side shows. */
  after: 'cutout' as 'cutout' | 'overlay',
  backdrop: 'checker' as Backdrop,
  /** Measurements take the place of the charts. */
  measuring: false,
  /** True until the first patch of this session is drawn, or the hint is closed. */
  hint: true,
})
