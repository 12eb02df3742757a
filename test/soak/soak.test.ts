/** A small cut of `npm run soak`: photos with faults each get a code that a person understands, and many opens leave nothing behind. */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { ERROR_CODES, ChromapatchError } from '../../contract/errors'
import { bases } from './bases'
import { mutant } from './mutator'
import { bytes, Call, file, newEngine, photo, root } from '../engine/harness'

const engine = newEngine(1)
afterAll(() => engine.close())

/** A number that only this file uses: other seeds than the long run's. */
const SEED = 77_000_000
/** Codes that say something of a photo, and of nothing else. */
const SAID = new Set(['opened', ...ERROR_CODES.filter((code) => code.startsWith('PHOTO_') || code === 'MEMORY_EXCEEDED' || code === 'JOB_TIMED_OUT')]) // prettier-ignore

it('mutants of every kind of picture open, or are refused with a code of a photo; the same seed gives the same bytes', async () => {
  const pictures = await bases(root)
  expect(mutant(pictures[0]!.bytes, 5).equals(mutant(pictures[0]!.bytes, 5))).toBe(true)
  const outcomes = new Map<string, number>()
  for (const [p, { name, bytes: whole }] of pictures.entries()) {
    for (let i = 0; i < 8; i++) {
      for (const damaged of [false, true]) {
        const source = bytes(mutant(whole, SEED + p * 100 + i), name)
        const outcome = await engine.call('open', { document: 'd', source, damaged }, new Call()).then(
          () => 'opened',
          (thrown: unknown) => (thrown instanceof ChromapatchError ? thrown.code : String(thrown)),
        )
        expect(SAID, `${name}, ${i}: ${outcome}`).toContain(outcome)
        outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      }
    }
  }
  // They are no mere noise: some open, and some are damaged in ways that only decoding tells.
  expect(outcomes.get('opened')).toBeGreaterThan(20)
  expect(outcomes.size).toBeGreaterThan(3)
})

it.skipIf(process.platform !== 'linux')('fifty opens, and as many that fail, leave no descriptor and no memory of the arena', async () => {
  const open = async () => {
    await engine.call('open', { document: 'd', source: file(photo('painting.jpg')), damaged: false }, new Call())
    await engine.call('close', { document: 'd' }, new Call())
    await engine
      .call('open', { document: 'd', source: file(join(root, 'package.json')), damaged: false }, new Call())
      .catch(() => undefined)
  }
  const held = async () => ({
    arena: (await engine.call('memory', {}, new Call())).arena,
    descriptors: readdirSync('/proc/self/fd').length,
  })
  for (let i = 0; i < 5; i++) await open()
  const before = await held()
  for (let i = 0; i < 50; i++) await open()
  const after = await held()
  expect(after.arena).toBe(before.arena)
  expect(after.descriptors).toBeLessThanOrEqual(before.descriptors)
})
