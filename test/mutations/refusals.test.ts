/** What is refused before it costs anything: formats that nobody asked for, and photos that memory cannot hold. */
import os from 'node:os'
import { afterAll, afterEach, expect, it, vi } from 'vitest'
import { sharp } from '../../main/engine/codec/sharp'
import { Call, file, newEngine, photo } from '../engine/harness'

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
  // Less than a copy of the photo takes.
  const free = 1e6
  if ('availableMemory' in process)
    vi.spyOn(process as unknown as { availableMemory: () => number }, 'availableMemory').mockReturnValue(free)
  vi.spyOn(os, 'totalmem').mockReturnValue(free * 2)
  vi.spyOn(os, 'freemem').mockReturnValue(free)
  const open = (document: string) => engine.call('open', { document, source: file(photo('painting.jpg')), damaged: true }, new Call())
  await expect(open('l')).rejects.toMatchObject({
    code: 'MEMORY_EXCEEDED',
    message: expect.stringMatching(/painting\.jpg.*752 × 600.*GB are free/),
  })
  expect((await engine.call('memory', {}, new Call())).arena).toBe(before)
  vi.restoreAllMocks()
  expect((await open('s')).width).toBe(752)
})
