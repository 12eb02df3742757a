/** The kernels of gates over one memory: see core/wasm/kernels.ts for how they are called. */
import type { PixelRule } from '../../kernels/pixel-rule'
import type { ChromaticityGate } from './definition'

export interface GateKernels {
  /** Makes ready what `gateMask` needs; as `prepareEllipses`. Throws RangeError for what is no shape. */
  prepareGate(gate: ChromaticityGate, rule?: PixelRule): void

  /** Mask of a gate, which is its score map too: 255 inside, else 0, and for black pixels. Returns how many; `out` -1 counts alone. */
  gateMask(rgb: number, count: number, out: number): number
}
