/** The compiled kernel of classes of colour; levels smaller than the field are the plain kernel's. */
import { SLOT_BYTES } from '../../memory'
import { withScratch } from '../../wasm/scratch'
import type { SimdModule } from '../../wasm/simd-module'
import type { ClassKernels } from './kernels'

export function simdClasses({ memory, exports, bytesUpTo }: SimdModule, plain: ClassKernels): ClassKernels {
  return {
    fieldRow(run, row, line, cut) {
      const { rgb, x, count, out } = run
      const shift = Math.log2(line.scale)
      if (!Number.isInteger(shift) || shift < 0 || row.byteLength > SLOT_BYTES) return plain.fieldRow(run, row, line, cut)
      bytesUpTo(Math.max(rgb + count * 3, out + count))
      return withScratch(memory, (slot) => {
        new Float32Array(memory.buffer, slot, row.length).set(row)
        return exports.fieldRow(rgb, x, count, slot, line.size, shift, cut, Math.max(out, 0))
      })
    },
  }
}
