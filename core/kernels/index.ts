/** The kernels: the fastest that this machine runs, over the memory that the engine's threads share. */
import { createPlainKernels } from './plain/plain'
import { createSimdKernels } from '../wasm/simd'
import type { Kernels } from './types'

/**
 * Kernels over `memory`; one instance per thread. The compiled ones where the machine has SIMD and
 * the memory is shared (see `createSharedMemory`), the plain ones otherwise: the results are the same bytes.
 */
export function createKernels(memory: WebAssembly.Memory): Kernels {
  return createSimdKernels(memory) ?? createPlainKernels(memory)
}

export { createSharedMemory, RESERVED_BYTES } from '../wasm/memory'
export type { EllipseModel, Kernels } from './types'
