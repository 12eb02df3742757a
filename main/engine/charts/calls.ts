/** Who answers the engine's calls for the charts. */
import type { Patch } from '../../../contract/contract'
import { HUES } from '../../../core/scorers/table/definition'
import { CELL, extentOf, RATIO_FLAGS } from '../../../core/kernels/coloured-plane'
import { EVERY_PIXEL, keepsAll } from '../../../core/kernels/pixel-rule'
import { areasOf } from '../../../core/scorers/shared/areas'
import { checkPatch } from '../../../core/kernels/statistics'
import type { ChromaticityWindow } from '../../../core/kernels/windows'
import type { Tools } from '../threads/tools'
import type { Documents, OpenDocument } from '../photo/documents'
import type { EngineAnswers } from '../requests'
import { fit } from '../mask/scorer'
import type { Window } from '../threads/window'
import { patchWindow, wholeOf } from '../photo/views'

type Extent = Pick<ChromaticityWindow, 'r' | 'g'>
const UNIT: Extent = { r: [0, 1], g: [0, 1] }
const extents = new WeakMap<OpenDocument, Extent>()

/** The parts are asked for when a call comes: the service is not whole before. */
export function chartCalls(
  parts: () => Tools & { readonly documents: Documents },
): EngineAnswers<'chromaticityPlane' | 'hueCounts' | 'areasAt'> {
  return {
    chromaticityPlane: ({ document, patch, bins, range }, { signal, pixels }) =>
      parts().documents.using(document, async (open) => {
        const extent = range === 'unit' ? UNIT : await extentOfPhoto(parts(), open, signal)
        const window = { bins, ...extent }
        const sums = await parts().pool.run({ kind: 'coloured-plane', source: regionOf(open, patch), window }, { signal })
        const { bytes, counted } = packed(sums, bins * bins)
        pixels(bytes)
        return { bins, r: [...extent.r], g: [...extent.g], pixels: counted }
      }),
    hueCounts: ({ document, patch, minimumBrightness, minimumSpread }, { signal }) =>
      parts().documents.using(document, async (open) => {
        const rule = { ...EVERY_PIXEL, minimumSum: minimumBrightness, minimumSpread }
        const count = async (of: Patch | null): Promise<number[]> => {
          const task = { kind: 'bins', binning: { kind: 'hue' }, rule, source: regionOf(open, of) } as const
          return Array.from(await parts().pool.run(task, { signal }))
        }
        // Without a rule, the whole photo's hues are those that the model of hue keeps.
        const photo = keepsAll(rule) ? [...(await open.hues.of(parts().pool, wholeOf(open))).counts] : await count(null)
        return { photo, patch: patch === null ? new Array<number>(HUES).fill(0) : await count(patch) }
      }),
    areasAt: ({ document, segmentation, thresholds }, { signal }) =>
      parts().documents.using(document, async (open) => {
        const { scorer } = await fit(parts().pool, open, segmentation, signal)
        return { areas: areasOf(await parts().pool.run({ kind: 'areas', source: wholeOf(open), scorer, thresholds }, { signal })) }
      }),
  }
}

function regionOf(document: OpenDocument, patch: Patch | null): Window {
  if (patch === null) return wholeOf(document)
  checkPatch(patch, document.raster.width, document.raster.height)
  return patchWindow(document, patch)
}

/** The least and greatest r and g of the photo, kept; [0, 1] for a photo that is all black. */
async function extentOfPhoto({ arena, pool }: Tools, document: OpenDocument, signal: AbortSignal): Promise<Extent> {
  const known = extents.get(document)
  if (known) return known
  return await arena.withBytes([RATIO_FLAGS], async ([place]) => {
    const flags = arena.bytes(place.offset, RATIO_FLAGS).fill(0)
    await pool.run({ kind: 'ratios', source: wholeOf(document), flags: place.offset }, { signal })
    const found = extentOf(flags)
    const extent: Extent = found === null || found.r[0] === found.r[1] || found.g[0] === found.g[1] ? UNIT : found
    extents.set(document, extent)
    return extent
  })
}

/** 32-bit counts, then three bytes a cell: its mean colour, rounded. */
function packed(sums: Float64Array, cells: number): { bytes: Uint8Array; counted: number } {
  const bytes = new Uint8Array(cells * 7)
  const counts = new Uint32Array(bytes.buffer, 0, cells)
  let counted = 0
  for (let cell = 0; cell < cells; cell++) {
    const count = sums[cell * CELL]!
    if (count === 0) continue
    counts[cell] = count
    counted += count
    for (let c = 0; c < 3; c++) bytes[cells * 4 + cell * 3 + c] = Math.round(sums[cell * CELL + 1 + c]! / count)
  }
  return { bytes, counted }
}
