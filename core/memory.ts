/**
 * The one memory that photos, maps and the compiled kernels share. Its first bytes belong to the
 * kernels; everything above is the engine's to hand out.
 */
import type { PixelWindow } from './kernels/windows'

/** Bytes of a WebAssembly page. */
export const PAGE_BYTES = 65_536
/** Bytes of a scratch slot: the largest holds a table by pairs of the keys of 256 bins, and a plane of bytes beside it. */
export const SLOT_BYTES = 5 * PAGE_BYTES
/** As many threads can be inside a kernel at once; slot 0 is the module's own and the stamps of the others. */
export const SLOTS = 64
/** Bytes from the start of the memory that no allocator may hand out. Pages never touched cost nothing. */
export const RESERVED_BYTES = SLOTS * SLOT_BYTES
/** 4 GiB, the most a 32-bit module can address; the compiled module declares the same. */
const MAXIMUM_PAGES = 65_536

/** A shared memory that the kernels accept, holding at least `bytes`; it grows up to 4 GiB. Throws RangeError beyond. */
export function createSharedMemory(bytes: number): WebAssembly.Memory {
  const initial = Math.max(RESERVED_BYTES / PAGE_BYTES, Math.ceil(bytes / PAGE_BYTES))
  return new WebAssembly.Memory({ initial, maximum: MAXIMUM_PAGES, shared: true })
}

/**
 * Gives the memory's bytes, at least up to `end`; throws RangeError where there are fewer. Another
 * thread may have grown a shared memory: this thread's `memory.buffer` then stays short until it
 * asks for a growth of nothing.
 */
export type BytesUpTo = (end: number) => Uint8Array

/** The byte after a window's last. */
export const endOf = ({ rgb, stride, w, h }: PixelWindow): number => rgb + ((h - 1) * stride + w) * 3

export function bytesOf(memory: WebAssembly.Memory): BytesUpTo {
  let bytes = new Uint8Array(memory.buffer)
  return (end) => {
    if (end <= bytes.length) return bytes
    memory.grow(0)
    bytes = new Uint8Array(memory.buffer)
    if (end > bytes.length) throw new RangeError(`the kernels' memory has ${bytes.length} bytes, and byte ${end} was asked for`)
    return bytes
  }
}
