/**
 * One shared memory for every raster, score map and mask of the engine, so that a kernel can read
 * two photos at once and no pixel is ever copied to a thread. A first-fit allocator hands out
 * ranges; what is released is used again, which keeps memory flat over hundreds of photos.
 *
 * Offsets are bytes from the start of the memory. WebAssembly addresses it with 32 bits: 4 GiB
 * less a page is the most it can hold.
 */
import { createSharedMemory, PAGE_BYTES, RESERVED_BYTES } from '../../../core/memory'
import { ChromapatchError } from '../../../contract/errors'

/** One page short of 4 GiB: a view of the whole memory must have a length below 2^32. */
const MAXIMUM_BYTES = 65_535 * PAGE_BYTES
/** Enough for a small photo, so that the first one does not have to grow it. */
const INITIAL_BYTES = 16 * 1024 * 1024
/** Kernels load 16 bytes at a time; aligned starts keep every load inside one cache line. */
const ALIGNMENT = 64

export interface Allocation {
  readonly offset: number
  readonly bytes: number
}

export class Arena {
  readonly memory: WebAssembly.Memory
  /** Free ranges in order of offset, never adjacent. */
  private free: { offset: number; bytes: number }[] = []
  private readonly live = new Map<number, number>()

  constructor() {
    this.memory = createSharedMemory(RESERVED_BYTES + INITIAL_BYTES)
    this.free.push({ offset: RESERVED_BYTES, bytes: this.size - RESERVED_BYTES })
  }

  /** Bytes that are allocated now. */
  get used(): number {
    let sum = 0
    for (const bytes of this.live.values()) sum += bytes
    return sum
  }

  /** Bytes that the memory has grown to. */
  get size(): number {
    return this.memory.buffer.byteLength
  }

  /** @throws ChromapatchError MEMORY_EXCEEDED when 4 GiB or the machine's memory do not suffice. The bytes are not cleared. */
  allocate(bytes: number): Allocation {
    const wanted = Math.max(ALIGNMENT, Math.ceil(bytes / ALIGNMENT) * ALIGNMENT)
    let index = this.free.findIndex((range) => range.bytes >= wanted)
    if (index < 0) {
      this.grow(wanted)
      index = this.free.length - 1
    }
    const range = this.free[index]!
    const offset = range.offset
    if (range.bytes === wanted) this.free.splice(index, 1)
    else this.free[index] = { offset: offset + wanted, bytes: range.bytes - wanted }
    this.live.set(offset, wanted)
    return { offset, bytes: wanted }
  }

  release({ offset }: Allocation): void {
    const bytes = this.live.get(offset)
    if (bytes === undefined) throw new Error(`release: nothing is allocated at ${offset}`)
    this.live.delete(offset)
    this.insert(offset, bytes)
  }

  /** Memory for the length of `use`. @throws as `allocate`, nothing being kept then, and what `use` throws. */
  async withBytes<const S extends readonly number[], T>(
    sizes: S,
    use: (taken: { readonly [K in keyof S]: Allocation }) => Promise<T>,
  ): Promise<T> {
    const taken: Allocation[] = []
    try {
      for (const bytes of sizes) taken.push(this.allocate(bytes))
      return await use(taken as { readonly [K in keyof S]: Allocation })
    } finally {
      for (const allocation of taken) this.release(allocation)
    }
  }

  /** A view for this thread; valid as long as the allocation lives. */
  bytes(offset: number, length: number): Uint8Array<SharedArrayBuffer> {
    return new Uint8Array(this.memory.buffer as unknown as SharedArrayBuffer, offset, length)
  }

  private insert(offset: number, bytes: number): void {
    const at = this.free.findIndex((range) => range.offset > offset)
    this.free.splice(at < 0 ? this.free.length : at, 0, { offset, bytes })
    const merged: { offset: number; bytes: number }[] = []
    for (const range of this.free) {
      const last = merged.at(-1)
      if (last !== undefined && last.offset + last.bytes === range.offset) last.bytes += range.bytes
      else merged.push({ ...range })
    }
    this.free = merged
  }

  private grow(bytes: number): void {
    const end = this.size
    const tail = this.free.at(-1)
    const atEnd = tail !== undefined && tail.offset + tail.bytes === end ? tail.bytes : 0
    const pages = Math.ceil((bytes - atEnd) / PAGE_BYTES)
    try {
      if (end + pages * PAGE_BYTES > MAXIMUM_BYTES) throw new RangeError('4 GiB are used up')
      this.memory.grow(pages)
    } catch (cause) {
      throw new ChromapatchError('MEMORY_EXCEEDED', `This needs ${Math.ceil(bytes / 1e6)} MB more than the engine can hold.`, {
        hint: 'Close other photos, or open a smaller copy of this one.',
        cause,
      })
    }
    this.insert(end, pages * PAGE_BYTES)
  }
}
