/** Rectangles on the photo's pixel grid: drawn, moved, resized, never outside of the photo. Pure. */
import type { Point, Size } from './viewpoint'

/** Half-open pixel rectangle [x, x+w) × [y, y+h). */
export interface PatchBox {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** Compass names: which sides a handle moves. */
export const HANDLES = ['nw', 'n', 'ne', 'e', 'se', 's', 'sw', 'w'] as const
export type Handle = (typeof HANDLES)[number]

const clamp = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value))

/** Whole pixels, at least one, inside of the photo; a box that is too far out is moved in before it is cut. */
export function clampPatch(box: PatchBox, photo: Size): PatchBox {
  const w = clamp(Math.round(box.w), 1, photo.width)
  const h = clamp(Math.round(box.h), 1, photo.height)
  return { x: clamp(Math.round(box.x), 0, photo.width - w), y: clamp(Math.round(box.y), 0, photo.height - h), w, h }
}

/** The pixels touched by a drag from one point to another, both in photo coordinates. */
export function patchBetween(from: Point, to: Point, photo: Size): PatchBox {
  const x0 = clamp(Math.floor(Math.min(from.x, to.x)), 0, photo.width - 1)
  const y0 = clamp(Math.floor(Math.min(from.y, to.y)), 0, photo.height - 1)
  const x1 = clamp(Math.ceil(Math.max(from.x, to.x)), x0 + 1, photo.width)
  const y1 = clamp(Math.ceil(Math.max(from.y, to.y)), y0 + 1, photo.height)
  return { x: x0, y: y0, w: x1 - x0, h: y1 - y0 }
}

export function movePatch(box: PatchBox, dx: number, dy: number, photo: Size): PatchBox {
  return clampPatch({ ...box, x: box.x + dx, y: box.y + dy }, photo)
}

/** Moves the sides that a handle holds; a side dragged over the opposite one stops a pixel before it. */
export function resizePatch(box: PatchBox, handle: Handle, dx: number, dy: number, photo: Size): PatchBox {
  let { x: x0, y: y0 } = box
  let x1 = box.x + box.w
  let y1 = box.y + box.h
  if (handle.includes('w')) x0 = clamp(Math.round(x0 + dx), 0, x1 - 1)
  if (handle.includes('e')) x1 = clamp(Math.round(x1 + dx), x0 + 1, photo.width)
  if (handle.includes('n')) y0 = clamp(Math.round(y0 + dy), 0, y1 - 1)
  if (handle.includes('s')) y1 = clamp(Math.round(y1 + dy), y0 + 1, photo.height)
  return { x: x0, y: y0, w: x1 - x0, h: y1 - y0 }
}

/** Where a handle sits on a rectangle of the given size. */
export function handleAt(handle: Handle, width: number, height: number): Point {
  const x = handle.includes('w') ? 0 : handle.includes('e') ? width : width / 2
  const y = handle.includes('n') ? 0 : handle.includes('s') ? height : height / 2
  return { x, y }
}

/** The four numbers of a box, each with the limits that keep what is typed on the photo. */
export function fieldsOf({ x, y, w, h }: PatchBox, photo: Size) {
  return [
    { name: 'x', title: 'Left', value: x, min: 0, max: photo.width - w },
    { name: 'y', title: 'Top', value: y, min: 0, max: photo.height - h },
    { name: 'w', title: 'Width', value: w, min: 1, max: photo.width - x },
    { name: 'h', title: 'Height', value: h, min: 1, max: photo.height - y },
  ] as const
}
