/** Cuts an open picture of two panels in two, each as a PNG that opens like any other photo. */
import { ChromapatchError } from '../../../contract/errors'
import type { Halves } from '../../../core/pair/split/run'
import type { Arena } from '../threads/arena'
import { pngBytes } from '../codec/animate'
import type { OpenDocument } from '../photo/documents'
import type { Pool } from '../threads/pool'
import { readHalves, SPLIT_CELLS } from './records'

export interface Split extends Halves {
  /** PNG without loss, upright sRGB. */
  readonly pictures: readonly [Uint8Array, Uint8Array]
}

/** Panels are compared at no more than this many pixels along the longer side. */
const LOOKED_AT = 1024

/** @throws ChromapatchError PHOTO_NOT_TWO_PANELS, MEMORY_EXCEEDED, JOB_CANCELLED */
export async function split(arena: Arena, pool: Pool, { raster, info }: OpenDocument, signal: AbortSignal): Promise<Split> {
  const levels = raster.levels.map(({ rgb, width, height }) => ({ rgb, width, height }))
  const small = levels.findIndex(({ width, height }) => Math.max(width, height) <= LOOKED_AT)
  return await arena.withBytes([SPLIT_CELLS * 8], async ([cells]) => {
    const step = { name: 'split', sheet: levels[0]!, looked: { levels: levels.slice(Math.max(0, small)) }, out: cells.offset } as const
    await pool.run({ kind: 'compare', step, rows: 1, width: 1, end: arena.size }, { signal })
    const halves = readHalves(new Float64Array(arena.memory.buffer, cells.offset, SPLIT_CELLS))
    if (halves === null) {
      throw new ChromapatchError('PHOTO_NOT_TWO_PANELS', `“${info.name}” does not look like two panels that show the same.`, {
        hint: 'Cut it in another program, and open both parts.',
      })
    }
    const picture = ({ x, y, w, h }: Halves['parts'][0]) =>
      pngBytes(raster.rgb, { width: raster.width, height: raster.height, channels: 3 }, { left: x, top: y, width: w, height: h })
    const [first, second] = halves.parts
    return { ...halves, pictures: [await picture(first), await picture(second)] }
  })
}
