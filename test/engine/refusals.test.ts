/** What is refused before it costs anything: formats that nobody asked for, and photos that memory cannot hold. */
import os from 'node:os'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { sharp } from '../../main/engine/codec/sharp'
import { Call, file, newEngine, photo } from './harness'
import { pngBomb } from './odd-photos'

const engine = newEngine(1)
afterAll(() => engine.close())
afterEach(() => void vi.restoreAllMocks())

it('the decoder itself knows no format that the application does not open, dressed up as anything', async () => {
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="2" height="2"><rect width="2" height="2"/></svg>')
  await expect(sharp(svg).metadata()).rejects.toThrow(/unsupported|block/i)
  // Files are read by us, never by the decoder.
  await expect(sharp(photo('painting.jpg')).metadata()).rejects.toThrow(/unsupported|block/i)
})

it('a photo that memory cannot hold is refused by its header, before any of it is taken', async () => {
  const before = (await engine.call('memory', {}, new Call())).arena
  const free = 100e6
  if ('availableMemory' in process)
    vi.spyOn(process as unknown as { availableMemory: () => number }, 'availableMemory').mockReturnValue(free)
  vi.spyOn(os, 'totalmem').mockReturnValue(free * 2)
  vi.spyOn(os, 'freemem').mockReturnValue(free)
  const large = { kind: 'bytes', bytes: pngBomb(12_000, 12_000), name: 'large.png' } as const
  await expect(engine.call('open', { document: 'l', source: large, damaged: true }, new Call())).rejects.toMatchObject({
    code: 'MEMORY_EXCEEDED',
    message: expect.stringMatching(/large\.png.*12000 × 12000.*GB are free/),
  })
  expect((await engine.call('memory', {}, new Call())).arena).toBe(before)
  // A small one opens all the same.
  expect((await engine.call('open', { document: 's', source: file(photo('painting.jpg')), damaged: false }, new Call())).width).toBe(752)
})
