/** What the window draws besides masks: the photo's own pixels and its histograms. */
import type { Histograms, Patch, Region, View } from '../../../contract/contract'
import type { Outline } from '../../../core/mask/outline'
import { checkPatch } from '../../../core/kernels/statistics'
import type { ChromaticityWindow } from '../../../core/kernels/windows'
import type { Arena } from '../threads/arena'
import type { OpenDocument } from './documents'
import type { Pool } from '../threads/pool'
import { patchWindow, windowOf } from './views'

/** RGBA bytes of a view, row by row, for a canvas. */
export function viewPixels(arena: Arena, document: Pick<OpenDocument, 'raster'>, view: View): Uint8Array {
  const { rgb, alpha, stride, w, h } = windowOf(document, view)
  const span = (h - 1) * stride + w
  const colours = arena.bytes(rgb, span * 3)
  const opacity = alpha < 0 ? null : arena.bytes(alpha, span)
  const out = new Uint8Array(w * h * 4)
  for (let y = 0, to = 0; y < h; y++) {
    let pixel = y * stride
    let from = pixel * 3
    for (const end = to + w * 4; to < end; to += 4, from += 3, pixel++) {
      out[to] = colours[from]!
      out[to + 1] = colours[from + 1]!
      out[to + 2] = colours[from + 2]!
      out[to + 3] = opacity === null ? 255 : opacity[pixel]!
    }
  }
  return out
}

/** One pixel of the photo, 0..255 a channel. */
export function probe(arena: Arena, document: OpenDocument, x: number, y: number): { r: number; g: number; b: number; alpha: number } {
  const [r, g, b, a] = viewPixels(arena, document, { level: 0, region: { x, y, w: 1, h: 1 } })
  return { r: r!, g: g!, b: b!, alpha: a! }
}

/** Histograms of r and g over [0, 1] for the whole photo (kept) and for a patch; zeros without a patch. */
export async function chromaticityHistograms(
  pool: Pool,
  document: OpenDocument,
  patch: Patch | null,
  bins: number,
  signal: AbortSignal,
): Promise<Histograms> {
  const { raster, histograms } = document
  const whole = { x: 0, y: 0, w: raster.width, h: raster.height }
  const photo = histograms.get(bins) ?? (await histogramOf(pool, document, whole, bins, signal))
  histograms.set(bins, photo)
  if (patch === null) return { bins, photo, patch: { r: new Array<number>(bins).fill(0), g: new Array<number>(bins).fill(0) } }
  checkPatch(patch, raster.width, raster.height)
  return { bins, photo, patch: await histogramOf(pool, document, patch, bins, signal) }
}

/** The 2-D histogram of chromaticity of a region or of the whole photo, r-major. */
export async function chromaticityPlane(
  pool: Pool,
  document: OpenDocument,
  region: Region | null,
  window: ChromaticityWindow,
  signal: AbortSignal,
): Promise<Uint32Array> {
  const { width, height } = document.raster
  const { x, y, w, h } = region ?? { x: 0, y: 0, w: width, h: height }
  checkPatch({ x, y, w, h }, width, height)
  const { rgb, stride } = windowOf(document, { level: 0, region: { x, y, w, h } })
  return Uint32Array.from(await pool.run({ kind: 'plane', source: { rgb, stride, w, h }, window }, { signal }))
}

async function histogramOf(pool: Pool, document: OpenDocument, region: Outline, bins: number, signal: AbortSignal) {
  const counts = await pool.run({ kind: 'histograms', source: patchWindow(document, region), bins }, { signal })
  return { r: Array.from(counts.subarray(0, bins)), g: Array.from(counts.subarray(bins)) }
}
