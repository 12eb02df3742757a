import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Arena, type Allocation } from '../../main/engine/threads/arena'
import { RESERVED_BYTES } from '../../core/memory'

it('what is allocated never overlaps, is aligned, and is used again when released', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ bytes: fc.integer({ min: 1, max: 3_000_000 }), release: fc.nat() }), { maxLength: 60 }), (steps) => {
      const arena = new Arena()
      const live: Allocation[] = []
      for (const { bytes, release } of steps) {
        const made = arena.allocate(bytes)
        expect(made.offset % 64).toBe(0)
        expect(made.offset).toBeGreaterThanOrEqual(RESERVED_BYTES)
        expect(made.offset + bytes).toBeLessThanOrEqual(arena.size)
        for (const other of live) expect(made.offset + made.bytes <= other.offset || other.offset + other.bytes <= made.offset).toBe(true)
        live.push(made)
        if (release % 3 !== 0) arena.release(live.splice(release % live.length, 1)[0]!)
      }
      for (const allocation of live) arena.release(allocation)
      expect(arena.used).toBe(0)
      // All ranges joined again: the whole size can be had without growing.
      const size = arena.size
      arena.allocate(size - RESERVED_BYTES)
      expect(arena.size).toBe(size)
    }),
    { numRuns: 50 },
  )
})

it('refuses what 4 GiB cannot hold with a code, and goes on working', () => {
  const arena = new Arena()
  expect(() => arena.allocate(5e9)).toThrow(expect.objectContaining({ code: 'MEMORY_EXCEEDED' }))
  expect(arena.allocate(100).bytes).toBe(128)
})

it('a second release of the same memory is a fault of ours and is loud', () => {
  const arena = new Arena()
  const made = arena.allocate(10)
  arena.release(made)
  expect(() => arena.release(made)).toThrow('nothing is allocated')
})

it('memory for several things is had whole or not at all, and given back however their use ends', async () => {
  const arena = new Arena()
  expect(await arena.withBytes([10, 0, 20], async (taken) => taken.map(({ offset }) => offset).length)).toBe(3)
  await expect(arena.withBytes([10, 5e9], async () => undefined)).rejects.toMatchObject({ code: 'MEMORY_EXCEEDED' })
  await expect(arena.withBytes([10], () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(arena.used).toBe(0)
})
