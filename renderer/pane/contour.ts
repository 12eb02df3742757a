/**
 * The mask's edge as lines along pixel borders, for zooms at which a contour of whole pixels
 * would hide what it outlines. Runs of border are joined, so a straight edge is one line.
 */
import type { Region } from '../../contract/contract'

/** Beyond this many lines stroking them would cost more than a frame. */
const LINES_MAX = 40_000

/** Lines as x0, y0, x1, y1 in pixels of the map, within `part` of it; null where there are too many. */
export function contourLines(score: Uint8Array, width: number, height: number, cut: number, part: Region): number[] | null {
  const lines: number[] = []
  const x1 = Math.min(width, part.x + part.w)
  const y1 = Math.min(height, part.y + part.h)
  // Borders between a row and the one above it.
  for (let y = Math.max(1, part.y); y < y1; y += 1) {
    let from = -1
    for (let x = part.x; x <= x1; x += 1) {
      const i = y * width + x
      const edge = x < x1 && score[i]! >= cut !== score[i - width]! >= cut
      if (edge && from < 0) from = x
      if (edge || from < 0) continue
      lines.push(from, y, x, y)
      from = -1
    }
    if (lines.length > LINES_MAX * 4) return null
  }
  // Borders between a column and the one left of it.
  for (let x = Math.max(1, part.x); x < x1; x += 1) {
    let from = -1
    for (let y = part.y; y <= y1; y += 1) {
      const i = y * width + x
      const edge = y < y1 && score[i]! >= cut !== score[i - 1]! >= cut
      if (edge && from < 0) from = y
      if (edge || from < 0) continue
      lines.push(x, from, x, y)
      from = -1
    }
    if (lines.length > LINES_MAX * 4) return null
  }
  return lines
}

export function pathOf(lines: readonly number[]): Path2D {
  const path = new Path2D()
  for (let i = 0; i < lines.length; i += 4) {
    path.moveTo(lines[i]!, lines[i + 1]!)
    path.lineTo(lines[i + 2]!, lines[i + 3]!)
  }
  return path
}
