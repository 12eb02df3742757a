/** The compiled module, made ready over a memory. */
import { assembly } from './assembly.generated'
import { bytesOf, RESERVED_BYTES } from '../memory'
import type { Exports, SimdModule } from './simd-module'

let compiled: WebAssembly.Module | null | undefined

/** The module, compiled once a thread; null on a machine without SIMD or shared memory, as its validation says. */
function compiledModule(): WebAssembly.Module | null {
  if (compiled === undefined) {
    const bytes = Uint8Array.from(atob(assembly), (letter) => letter.charCodeAt(0))
    compiled = WebAssembly.validate(bytes) ? new WebAssembly.Module(bytes) : null
  }
  return compiled
}

/** The module over a shared memory of at least RESERVED_BYTES; null where it cannot run. */
export function instantiate(memory: WebAssembly.Memory): SimdModule | null {
  // Asked by name: the type of `buffer` knows of no shared one.
  const shared = Object.prototype.toString.call(memory.buffer) === '[object SharedArrayBuffer]'
  const module = shared && memory.buffer.byteLength >= RESERVED_BYTES ? compiledModule() : null
  if (module === null) return null
  const exports = new WebAssembly.Instance(module, { env: { memory } }).exports as unknown as Exports
  return { memory, exports, bytesUpTo: bytesOf(memory) }
}
