/** Whatever a call asks memory for may not be there: it then fails with a code and keeps nothing. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { Arena } from '../../main/engine/threads/arena'
import type { CompareOptions } from '../../contract/comparison'
import { ChromapatchError } from '../../contract/errors'
import { exportOptions } from '../fixtures/export-options'
import { Call, file, fixture, newEngine } from './harness'

const engine = newEngine()
const folder = mkdtempSync(join(tmpdir(), 'chromapatch-memory-'))
const segmentation = {
  ...{ model: 'gaussian', parameters: {}, threshold: 0.05, clean: [{ id: 'feather', parameters: { sigma: 1 } }] },
  patches: [{ x: 40, y: 40, w: 30, h: 30, role: 'add' as const }],
}
const compared: CompareOptions = { align: 'none', manual: null, light: 'global', sensitivity: 7, minArea: 0, ignored: [] }

beforeAll(async () => {
  for (const side of ['before', 'after']) {
    await engine.call('open', { document: side, source: file(fixture(`pairs/spot/${side}.png`)), damaged: false }, new Call())
  }
})
afterEach(() => void vi.restoreAllMocks())
afterAll(async () => {
  await engine.close()
  rmSync(folder, { recursive: true })
})

const write = (name: string, options: Parameters<typeof exportOptions>[0]) => async () => {
  const target = join(folder, name)
  await engine.call(
    'export',
    { document: 'before', segmentation, options: exportOptions(options), target, overwriteSource: false },
    new Call(),
  )
}
const compare = async () => {
  await engine.call('compare', { comparison: 'c1', before: 'before', after: 'after', options: compared }, new Call())
  await engine.call('closeComparison', { comparison: 'c1' }, new Call())
}

it.each([
  ['a mask of 16 bits', write('mask.png', { content: 'mask', maskDepth: 16 })],
  ['a cut-out before a blur', write('blurred.png', { content: 'splash', rest: 'blurred', matte: [0, 0, 0] })],
  ['a comparison', compare],
])('%s', { timeout: 120_000 }, async (_, work) => {
  // What is kept between calls is there after the first.
  await work()
  const used = async () => (await engine.call('memory', {}, new Call())).arena
  const before = await used()
  const real = Arena.prototype.allocate
  for (let failing = 0; ; failing++) {
    let asked = 0
    vi.spyOn(Arena.prototype, 'allocate').mockImplementation(function (this: Arena, bytes) {
      if (asked++ === failing) throw new ChromapatchError('MEMORY_EXCEEDED', 'No more.')
      return real.call(this, bytes)
    })
    const ended = await work().then(() => null, (thrown: unknown) => (thrown as ChromapatchError).code) // prettier-ignore
    expect(await used(), `allocation ${failing}`).toBe(before)
    if (asked <= failing) break
    expect(ended, `allocation ${failing}`).toBe('MEMORY_EXCEEDED')
  }
})
