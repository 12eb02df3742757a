/** What counts as an export that a closing window asks about, and what becomes of many photos when the engine dies over one. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EngineHost } from '../../main/engine-host/host'
import type { EngineRequests } from '../../main/engine/requests'
import { Comparisons } from '../../main/files/comparisons'
import { Documents } from '../../main/files/documents'
import { RunningExports } from '../../main/files/exports'
import { Grants } from '../../main/files/grants'
import { PreparedFiles } from '../../main/files/prepared'
import type { Parts } from '../../main/calls/parts'
import { PhotoBatches } from '../../main/calls/photo-batches'
import { exportOptions } from '../fixtures/export-options'
import { fakeFork, info, openPhoto, type Behaviour } from './fake-engine'

const dialog = vi.hoisted(() => ({ showOpenDialog: vi.fn(), showSaveDialog: vi.fn(), showMessageBox: vi.fn() }))
vi.mock('electron', () => ({ app: { getPath: () => '/pictures' }, dialog, nativeImage: {}, clipboard: {} }))
const { comparisonHandlers } = await import('../../main/calls/comparison-handlers')
const { exportHandlers } = await import('../../main/calls/export-handlers')

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chromapatch-exporting-'))
  vi.resetAllMocks()
})
afterEach(() => rmSync(folder, { recursive: true }))

const segmentation = { model: 'gaussian', parameters: {}, patches: [], threshold: 0.05 }
const item = { kind: 'picture', options: exportOptions({ content: 'mask' }) } as const
const wish = { document: 'd1', segmentation, item, items: [item], template: '{name}-{content}', scale: null }
const looked = { look: { width: 10, height: 10 } } as never
const context = (job: string) => ({ window: 1, job, signal: new AbortController().signal, progress: () => undefined })

/** Main's parts around an engine that does as it is told; photos that it was not asked to open it does not know. */
function start(behaviour: Behaviour) {
  const documents = new Documents()
  for (let i = 0; i < 2; i++) documents.add(openPhoto(documents.nextId()))
  const exports = new RunningExports()
  const counted: string[] = []
  const { fork, engines } = fakeFork((call, engine) => {
    const { document } = call.request as { document?: string }
    counted.push(`${call.name} ${exports.count}`)
    const outcome = behaviour(call, engine)
    if (outcome !== undefined) return outcome
    if (call.name === 'open') return info(document!)
    const isKnown =
      document === undefined || documents.of(1).some((photo) => photo.document === document) || engine.calls.includes(`open ${document}`)
    if (!isKnown) engine.say({ kind: 'failed', id: call.id, error: { code: 'DOCUMENT_UNKNOWN', message: '', where: '', hint: '' } })
    const { target } = call.request as Partial<EngineRequests['export']['request']>
    if (isKnown && target !== undefined) writeFileSync(target, 'made')
    return isKnown ? { bytes: 4 } : 'hang'
  })
  const host = new EngineHost({
    fork,
    documents: () => documents.all(),
    started: () => undefined,
    abandoned: () => undefined,
    changed: () => undefined,
  })
  host.start()
  const windows = { find: () => ({ setProgressBar: () => undefined }), has: () => true }
  const settings = { value: { exportFolder: folder }, update: () => undefined }
  const files = { grants: new Grants(), prepared: new PreparedFiles(folder), batches: new PhotoBatches() }
  const parts = { windows, documents, exports, host, settings, ...files } as unknown as Parts
  return { ...exportHandlers(parts), ...comparisonHandlers(parts, new Comparisons(documents)), documents, engines, exports, counted }
}

const chooseBatch = (...photos: string[]) => {
  dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: photos })
  dialog.showOpenDialog.mockResolvedValueOnce({ canceled: false, filePaths: [folder] })
}

describe('a closing window asks about', () => {
  it('a batch from its first photo to its last, while photos are read too', async () => {
    const { exportPhotos, exports, counted } = start(() => undefined)
    chooseBatch('/in/a.jpg', '/in/b.jpg')
    await exportPhotos({ job: 'j1', ...wish }, context('j1'))
    expect(counted.filter((call) => /^(open|export)/.test(call)).slice(2)).toEqual(['open 1', 'export 1', 'open 1', 'export 1'])
    expect(exports.count).toBe(0)
  })

  it('a file of a comparison', async () => {
    const { compare, exportComparison, exports, counted } = start(() => undefined)
    const { comparison } = await compare({ job: 'j1', before: 'd1', after: 'd2', options: {} as never }, context('j1'))
    dialog.showSaveDialog.mockResolvedValue({ canceled: false, filePath: join(folder, 'report.html') })
    await exportComparison({ job: 'j2', comparison, what: { content: 'report' } }, context('j2'))
    expect(counted).toContain('compare 0')
    expect(counted.at(-1)).toBe('exportComparison 1')
    expect(exports.count).toBe(0)
  })

  it('nothing that is only looked at', async () => {
    const { prepareExport, counted } = start(() => undefined)
    await prepareExport({ job: 'j1', ...wish, ...(looked as object) } as never, context('j1'))
    expect(counted.slice(-2)).toEqual(['export 0', 'look 0'])
  })
})

describe('a comparison', () => {
  const before = { job: 'j1', before: 'd1', after: 'd2', options: {} as never }

  it('ends with either photo, and not with another', async () => {
    const { compare, closeComparison, documents } = start(() => undefined)
    const made: string[] = []
    for (const job of ['j1', 'j2']) made.push((await compare({ ...before, job }, context(job))).comparison)
    documents.forget('d9')
    expect(closeComparison({ comparison: made[0]! }, context('j3'))).toEqual({})
    documents.forget('d2')
    expect(() => closeComparison({ comparison: made[1]! }, context('j4'))).toThrow(expect.objectContaining({ code: 'COMPARISON_UNKNOWN' }))
  })

  it('of a photo that was closed while it was made is let go by the engine', async () => {
    const { compare, documents, engines } = start((call) => {
      if (call.name === 'compare') documents.forget('d1')
      return undefined
    })
    await compare(before, context('j1'))
    await expect.poll(() => engines[0]!.calls).toContain('closeComparison')
  })
})

describe('many photos, when the engine dies over one', () => {
  it('once: it is opened again and written', async () => {
    const { exportPhotos, engines, documents } = start((call, engine) =>
      call.name === 'export' && engine === engines[0] ? 'crash' : undefined,
    )
    chooseBatch('/in/a.jpg', '/in/b.jpg')
    const { rows } = await exportPhotos({ job: 'j1', ...wish }, context('j1'))
    expect(rows!.map(({ state, code }) => [state, code])).toEqual(Array(2).fill(['done', '']))
    expect(readdirSync(folder).sort()).toEqual(['a-mask.png', 'b-mask.png'])
    expect(documents.all().map(({ document }) => document)).toEqual(['d1', 'd2'])
  })

  it('twice: the row says that it stopped the engine, the others are written', async () => {
    const { exportPhotos } = start((call) => ((call.request as { target?: string }).target?.endsWith('b-mask.png') ? 'crash' : undefined))
    chooseBatch('/in/a.jpg', '/in/b.jpg', '/in/c.jpg')
    const { rows } = await exportPhotos({ job: 'j1', ...wish }, context('j1'))
    expect(rows!.map(({ code }) => code)).toEqual(['', 'ENGINE_CRASHED', ''])
  })
})
