/** What a drag over the bare photo draws, by the tool: a patch, the region that the mask is held to, or the line of the scale. */
import { lassoThrough, outlineBetween, type Outlined } from '../../pane/outline-geometry'
import type { Point, Size } from '../../pane/viewpoint'
import { hasRoom } from '../stores/patches'
import { setLimit } from '../stores/region'
import { drawScaleLine } from '../stores/scale'
import { edit, freeLetter, type PatchItem, type PatchRole } from '../stores/segmentation'
import type { ToolId } from '../stores/view'

/** Follows the pointer; every change of one drag bears the same key. */
export type Drawing = (to: Point, photo: Size, key: string) => void

type Drawn = (to: Point, photo: Size) => Outlined | null

function outliner(tool: ToolId, from: Point): Drawn {
  if (tool !== 'lasso' && tool !== 'limit-lasso') return (to, photo) => outlineBetween(from, to, photo, tool === 'ellipse')
  const places: Point[] = [from]
  return (to, photo) => {
    places.push(to)
    return lassoThrough(places, photo)
  }
}

/** Null where the tool draws patches: see `patchDrawing`. */
export function drawingOf(tool: ToolId, from: Point): Drawing | null {
  if (tool === 'scale') return (to, photo, key) => drawScaleLine(from, to, photo, key)
  if (tool !== 'limit' && tool !== 'limit-lasso') return null
  const outline = outliner(tool, from)
  return (to, photo, key) => {
    const drawn = outline(to, photo)
    if (drawn) setLimit(drawn, key)
  }
}

/** A patch beside those that are kept; none, which is said, where there are as many as can be. */
export function patchDrawing(tool: ToolId, from: Point, kept: readonly PatchItem[], role: PatchRole): { letter: number; draw: Drawing } {
  const letter = freeLetter(kept)
  const outline = outliner(tool, from)
  let room: boolean | null = null
  return {
    letter,
    draw: (to, photo, key) => {
      const drawn = outline(to, photo)
      if (!drawn) return
      room ??= hasRoom(kept)
      if (!room) return
      const patches = [...kept, { ...drawn, letter, role, on: true }]
      edit(role === 'subtract' ? 'Subtract Patch' : 'Draw Patch', { patches, selected: letter }, key)
    },
  }
}
