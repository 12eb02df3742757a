/** The kernels: the fastest that this machine runs, over the memory that the engine's threads share. */
import { createPlainKernels } from './plain'
import { createSimdKernels } from './simd'
import type { Kernels } from './kernels'

/**
 * Kernels over `memory`; one instance per thread. The compiled ones where the machine has SIMD and
 * the memory is shared (see `createSharedMemory`), the plain ones otherwise: the results are the same bytes.
 */
export function createKernels(memory: WebAssembly.Memory): Kernels {
  return createSimdKernels(memory) ?? createPlainKernels(memory)
}

export { createSharedMemory, RESERVED_BYTES } from '../memory'
export type { Kernels } from './kernels'
export type { EllipseModel } from '../scorers/ellipses/model'
