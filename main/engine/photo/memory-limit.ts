/** What of a photo fits into memory, said before it is taken. */
import { freemem, totalmem } from 'node:os'
import { ChromapatchError } from '../../../contract/errors'
import { rasterBytes } from './raster'

/** Said before memory is taken: the decoder's copy, the raster with its pyramid, and a map and a cut-out on top. */
export function refuseIfTooLarge(name: string, width: number, height: number, held: number): void {
  const pixels = width * height
  // What the arena holds and nobody uses is taken first.
  const needed = Math.max(0, rasterBytes(width, height, true) - held) + pixels * 6
  const free = availableMemory()
  if (needed <= free) return
  const gigabytes = (bytes: number) => (bytes / 1e9).toFixed(1)
  throw new ChromapatchError(
    'MEMORY_EXCEEDED',
    `“${name}” (${width} × ${height}) needs ${gigabytes(needed)} GB, and ${gigabytes(free)} GB are free.`,
    {
      hint: 'Close other programs or photos, or open a smaller copy of it.',
    },
  )
}

/** What a reader of its own takes a pixel: wide numbers, 16 bits of them, and the raster. */
const READER_BYTES = 30

export const mostReadPixels = (): number => Math.floor(availableMemory() / READER_BYTES)

/** Bytes that can be had without swapping. */
function availableMemory(): number {
  // macOS counts as free only what it has no better use for, and gives the rest back on demand.
  if (process.platform === 'darwin') return totalmem() / 2
  // Minds a container's limit; Node 18 does not have it.
  const minded = (process as { availableMemory?: () => number }).availableMemory
  return minded?.() ?? freemem()
}
