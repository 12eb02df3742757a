/** Where a floating panel goes: tips, popovers and menus ask this one function. Pure; CSS pixels of the window. */
export interface Rect {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}
export interface Placement {
  readonly left: number
  readonly top: number
  /** What the window has room for on that side. */
  readonly maxHeight: number
}
export interface PlacementOptions {
  /** Between the panel and what it belongs to. */
  readonly gap?: number
  /** Left free at the window's border. */
  readonly edge?: number
  readonly align?: 'start' | 'centre'
  /** Left of this place, at the anchor's height, where there is room: the panel covers nothing to the right of it. */
  readonly leftOf?: number | null
}

/**
 * Below the anchor where the panel fits, else on the side with more room; never beyond the window's border.
 * @param anchor what the panel belongs to
 * @param size of the panel
 * @param room of the window
 */
export function placePanel(
  anchor: Rect,
  size: Pick<Rect, 'width' | 'height'>,
  room: Pick<Rect, 'width' | 'height'>,
  { gap = 4, edge = 6, align = 'start', leftOf = null }: PlacementOptions = {},
): Placement {
  const within = (start: number, length: number, most: number) => Math.max(edge, Math.min(most - length - edge, start))
  if (leftOf !== null && leftOf - gap - size.width >= edge) {
    const top = within(anchor.top + anchor.height / 2 - size.height / 2, size.height, room.height)
    return { left: within(leftOf - gap - size.width, size.width, room.width), top, maxHeight: room.height - 2 * edge }
  }
  const bottom = anchor.top + anchor.height
  const [below, above] = [room.height - bottom - gap - edge, anchor.top - gap - edge]
  const isBelow = size.height <= below || below >= above
  const maxHeight = Math.max(0, isBelow ? below : above)
  const start = align === 'start' ? anchor.left : anchor.left + (anchor.width - size.width) / 2
  return {
    left: within(start, size.width, room.width),
    top: isBelow ? bottom + gap : anchor.top - gap - Math.min(size.height, maxHeight),
    maxHeight,
  }
}

export const windowRoom = () => ({ width: window.innerWidth, height: window.innerHeight })
