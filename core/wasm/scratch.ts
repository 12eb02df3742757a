/**
 * Scratch for the length of one call. Threads share the memory, so what a call of the compiled
 * kernels needs beside its pixels must lie where no other thread writes: in a slot that the calling
 * thread holds. A slot is held by a stamp in the memory's first page, taken atomically.
 */
import { SLOT_BYTES, SLOTS } from '../memory'

/** A call takes milliseconds; a stamp this old is that of a thread that was killed inside one. */
const STALE_SECONDS = 60

const now = (): number => Math.floor(Date.now() / 1000) & 0x7fff_ffff

/** Calls `work` with the byte offset of a slot that is this thread's alone until it returns. */
export function withScratch<T>(memory: WebAssembly.Memory, work: (slot: number) => T): T {
  const stamps = new Int32Array(memory.buffer, 0, SLOTS)
  const slot = take(stamps)
  try {
    return work(slot * SLOT_BYTES)
  } finally {
    Atomics.store(stamps, slot, 0)
  }
}

function take(stamps: Int32Array): number {
  const stamp = now()
  for (let slot = 1; slot < SLOTS; slot++) {
    const held = Atomics.load(stamps, slot)
    const free = held === 0 || stamp - held > STALE_SECONDS
    if (free && Atomics.compareExchange(stamps, slot, held, stamp) === held) return slot
  }
  throw new RangeError(`all ${SLOTS - 1} scratch slots of the kernels' memory are taken`)
}
