/** The compiled kernel of distances in L*a*b*, see core/wasm/assembly/lab.ts: the task is written into a scratch slot. */
import { linearOf } from '../../kernels/pixel-rule'
import { withScratch } from '../../wasm/scratch'
import type { SimdModule } from '../../wasm/simd-module'
import type { DistanceBounds } from './bounds'
import type { LabModel } from './model'

interface LabExports {
  labDistances(rgb: number, count: number, out: number, slot: number): void
}

/** The slot's layout. */
const [ADDED, TOTAL, NEAR, SHARE, MODELS, MODEL_BYTES, OUT] = [2048, 2052, 2056, 2064, 2080, 72, 8192] as const
/** Pixels of one call: their distances stay near the processor. */
export const LAB_PIXELS = 4096
/** As many as the slot holds; the contract allows no more patches. */
const MODELS_MAX = 64

/** Distances of a run, as `read` is given them; they are written over by the next run. */
export type LabDistances = (rgb: number, count: number, read: (distances: Float64Array, first: number) => void) => void

/**
 * d² of each pixel from the nearest of the models, within the bounds; Infinity where a subtracted one is as near, NaN where that is
 * too close to tell. In parts of at most LAB_PIXELS pixels; `first` is the part's first pixel. The rule is not asked.
 * @throws RangeError for more models than the slot holds
 */
export function compiledDistances(
  { memory, exports, bytesUpTo }: SimdModule,
  models: readonly LabModel[],
  { near, share }: DistanceBounds,
): LabDistances {
  if (models.length > MODELS_MAX) throw new RangeError(`compiledDistances: at most ${MODELS_MAX} models, received ${models.length}`)
  const { labDistances } = exports as unknown as LabExports
  const block = new Uint8Array(MODELS + models.length * MODEL_BYTES)
  const view = new DataView(block.buffer)
  for (let byte = 0; byte < 256; byte++) view.setFloat64(byte * 8, linearOf(byte), true)
  const [added, subtracted] = [models.filter(({ role }) => role === 'add'), models.filter(({ role }) => role === 'subtract')]
  view.setInt32(ADDED, added.length, true)
  view.setInt32(TOTAL, models.length, true)
  view.setFloat64(NEAR, 2 * near, true)
  view.setFloat64(SHARE, 2 * share, true)
  for (const [m, { mean, inverse }] of [...added, ...subtracted].entries()) {
    const [LL, La, Lb, aa, ab, bb] = inverse
    const numbers = [...mean, LL, 2 * La, 2 * Lb, aa, 2 * ab, bb]
    numbers.forEach((value, k) => view.setFloat64(MODELS + m * MODEL_BYTES + k * 8, value, true))
  }
  return (rgb, count, read) => {
    bytesUpTo(rgb + count * 3)
    withScratch(memory, (slot) => {
      new Uint8Array(memory.buffer).set(block, slot)
      for (let first = 0; first < count; first += LAB_PIXELS) {
        const pixels = Math.min(LAB_PIXELS, count - first)
        labDistances(rgb + first * 3, pixels, slot + OUT, slot)
        read(new Float64Array(memory.buffer, slot + OUT, pixels), first)
      }
    })
  }
}
