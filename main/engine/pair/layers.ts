/** What the window draws of a comparison: the aligned photo as RGBA, maps as bytes (see core/pair/difference/maps.ts). */
import type { ComparisonLayer } from '../../../contract/comparison'
import type { View } from '../../../contract/contract'
import { channelsOf, type ByteLayer } from '../../../core/pair/difference/maps'
import type { OpenDocument } from '../photo/documents'
import { viewPixels } from '../photo/pictures'
import { windowOf } from '../photo/views'
import type { OpenComparison } from './comparison'
import { pairAt } from './levels'
import { run, type Work } from './work'

/** @throws ChromapatchError PARAMETER_INVALID for a view outside of the photo; JOB_CANCELLED, MEMORY_EXCEEDED */
export async function layerPixels(
  work: Work,
  before: OpenDocument,
  comparison: OpenComparison,
  layer: ComparisonLayer,
  view: View,
): Promise<Uint8Array> {
  // A view outside of the photo is refused here, whatever the layer.
  windowOf({ raster: comparison.aligned }, view)
  if (layer === 'after-aligned') return viewPixels(work.arena, { raster: comparison.aligned }, view)
  if (layer === 'residual-map') return fromMap(work, comparison, view)
  return await fromPair(work, before, comparison, layer, view)
}

async function fromPair(
  work: Work,
  before: OpenDocument,
  { aligned }: OpenComparison,
  layer: ByteLayer,
  { level, region }: View,
): Promise<Uint8Array> {
  const { x, y, w, h } = region
  const length = w * h * channelsOf(layer)
  return await work.arena.withBytes([length], async ([out]) => {
    const cost = layer === 'deltaE' ? 8 : 2
    await run(
      work,
      { name: 'layer', layer, pair: pairAt(before.raster, aligned, level), window: { x, y, w }, out: out.offset },
      h,
      w * cost,
    )
    return work.arena.bytes(out.offset, length).slice()
  })
}

/** The map has one level: others take its nearest pixel, and of a smaller view the greatest of those that a pixel stands for. */
function fromMap({ arena }: Work, { aligned, level: own, map }: OpenComparison, { level, region }: View): Uint8Array {
  const { width, height } = aligned.levels[own]!
  const values = arena.bytes(map.offset, width * height)
  const { x, y, w, h } = region
  const out = new Uint8Array(w * h)
  const steps = level > own ? 2 ** (level - own) : 1
  const place = (i: number, length: number) => Math.min(length - 1, level > own ? i * steps : i >> (own - level))
  for (let row = 0; row < h; row++) {
    const top = place(y + row, height)
    for (let column = 0; column < w; column++) {
      const left = place(x + column, width)
      let greatest = 0
      for (let dy = 0; dy < steps && top + dy < height; dy++) {
        for (let dx = 0; dx < steps && left + dx < width; dx++) greatest = Math.max(greatest, values[(top + dy) * width + left + dx]!)
      }
      out[row * w + column] = greatest
    }
  }
  return out
}
