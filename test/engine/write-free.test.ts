/** Files under free names, as several at once and one mask for many photos write them: nothing is ever replaced. */
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { ExportItem } from '../../contract/exports'
import type { EngineCallName, EngineRequest } from '../../main/engine/requests'
import { namesOf, takenIn } from '../../main/disk/export-name'
import { writeFree } from '../../main/calls/write-export'
import { exportOptions } from '../fixtures/export-options'
import { Call, file, newEngine, photo } from './harness'

const engine = newEngine()
const SUBJECT = { photo: 'painting.jpg', width: 752, height: 600, segmentation: { model: 'gaussian', threshold: 0.05 } } as const
const segmentation = { ...SUBJECT.segmentation, parameters: {}, patches: [{ x: 400, y: 120, w: 60, h: 50, role: 'add' as const }] }
let folder = ''
beforeAll(() => engine.call('open', { document: 'p', source: file(photo('painting.jpg')), damaged: false }, new Call()))
afterAll(() => engine.close())
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'chromapatch-free-'))))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** Writes one file; while the engine works, each of those names is taken by another program, one a try. */
async function writeWhile(item: ExportItem, takers: readonly string[]) {
  const left = [...takers]
  const progress = (stage: string) => {
    if (stage === 'Writing' && left.length > 0) writeFileSync(join(folder, left.shift()!), 'theirs')
  }
  const call = <N extends EngineCallName>(name: N, request: EngineRequest<N>) =>
    engine.call(name, request, Object.assign(new Call(), { progress }))
  const parts = { host: { call } } as unknown as Parameters<typeof writeFree>[0]
  const context = { window: 1, job: 'job', signal: new AbortController().signal, progress }
  const named = (isTaken: (name: string) => boolean) => namesOf([item], '{name}-{content}', SUBJECT, isTaken)[0]!
  const free = { folder, name: named(await takenIn(folder)), next: named }
  return await writeFree(parts, { document: 'p', segmentation, item, scale: null }, free, context)
}

const items: [string, ExportItem, string, string][] = [
  ['a picture', { kind: 'picture', options: exportOptions({ content: 'mask' }) }, 'painting-mask', 'png'],
  ['figures', { kind: 'figures', format: 'csv' }, 'painting-objects', 'csv'],
]

it.each(items)('%s gets the next free name where its own is taken while it is made, twice in a row', async (_, item, stem, ending) => {
  const takers = [`${stem}.${ending}`, `${stem}-2.${ending}`]
  const { name, bytes } = await writeWhile(item, takers)
  expect(name).toBe(`${stem}-3.${ending}`)
  expect(readFileSync(join(folder, name))).toHaveLength(bytes)
  for (const taken of takers) expect(readFileSync(join(folder, taken), 'utf8')).toBe('theirs')
  expect(readdirSync(folder).sort()).toEqual([...takers, name].sort())
})
