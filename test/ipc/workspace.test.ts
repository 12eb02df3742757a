/** The workspace file and what lies beside it: kept whole, given back, set aside when it is damaged. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PhotoSource } from '../../main/engine/context'
import { Documents } from '../../main/files/documents'
import { Grants } from '../../main/files/grants'
import { PreparedFiles } from '../../main/files/prepared'
import { WorkspaceFile, type WorkspacePhoto } from '../../main/files/workspace'
import type { Parts } from '../../main/calls/parts'
import type { Context } from '../../main/ipc/gate'
import { workspaceHandlers } from '../../main/calls/workspace-handlers'
import type { DocumentInfo } from '../../contract/contract'

/** What another program holds, as it is on Windows: it cannot be removed. */
const held = new Set<string>()
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>()
  const rmSync: typeof fs.rmSync = (path, options) => {
    for (const one of held) if (one.startsWith(String(path))) throw Object.assign(new Error('EBUSY'), { code: 'EBUSY' })
    fs.rmSync(path, options)
  }
  return { ...fs, rmSync }
})
/** A disk that is slow to take pictures. */
let disk: Promise<void> = Promise.resolve()
vi.mock('../../main/disk/atomic', async (original) => {
  const atomic = await original<typeof import('../../main/disk/atomic')>()
  const writeFileAtomically: typeof atomic.writeFileAtomically = async (target, bytes) => {
    if (target.includes('workspace-pictures')) await disk
    await atomic.writeFileAtomically(target, bytes)
  }
  return { ...atomic, writeFileAtomically }
})

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chromapatch-workspace-'))
  writeFileSync(join(folder, 'cat.jpg'), 'a cat')
})
afterEach(() => {
  held.clear()
  disk = Promise.resolve()
  rmSync(folder, { recursive: true, force: true })
})

const cat = (): PhotoSource => ({ kind: 'file', path: join(folder, 'cat.jpg'), name: 'cat.jpg' })
const pasted: PhotoSource = { kind: 'bytes', bytes: new Uint8Array([1, 2, 3]), name: 'Clipboard.png' }
const photo = (source: PhotoSource, role: WorkspacePhoto['role'] = 'mask'): WorkspacePhoto => ({ role, source, damaged: false })

/** What a session that saved this leaves behind; `ends`: in its own time. */
async function session(photos: readonly WorkspacePhoto[], ends: boolean): Promise<void> {
  const file = new WorkspaceFile(folder)
  await file.save(photos, '{"patches":1}')
  if (ends) file.end()
  await file.flush()
}

describe('the workspace', () => {
  it('comes back with its photos and state, and says how it ended', async () => {
    expect(new WorkspaceFile(folder).before).toBeNull()
    await session([photo(cat()), photo(pasted, 'before')], false)
    const { before } = new WorkspaceFile(folder)
    expect(before).toMatchObject({ ended: false, state: '{"patches":1}' })
    const file = new WorkspaceFile(folder)
    expect(before!.photos.map((stored) => file.source(stored))).toEqual([cat(), pasted])
    expect(before!.photos.map((stored) => file.state(stored))).toEqual(['present', 'present'])
    await session([photo(cat())], true)
    expect(new WorkspaceFile(folder).before).toMatchObject({ ended: true })
    // The pasted picture is named by nothing any more.
    expect(readdirSync(join(folder, 'workspace-pictures'))).toEqual([])
  })

  it('tells photos that were changed from those that are gone', async () => {
    await session([photo(cat())], true)
    const [stored] = new WorkspaceFile(folder).before!.photos
    const state = () => new WorkspaceFile(folder).state(stored!)
    utimesSync(join(folder, 'cat.jpg'), 1, 1)
    expect(state()).toBe('changed')
    rmSync(join(folder, 'cat.jpg'))
    expect(state()).toBe('gone')
    expect(new WorkspaceFile(folder).source(stored!)).toBeNull()
  })

  it('keeps what was known of a photo whose disk is off, in whatever way that shows, and calls it gone', async () => {
    const disks = ['off', 'loop'].map((name) => join(folder, name))
    const photos = disks.map((at, i) => photo({ kind: 'file', path: join(at, 'a.jpg'), name: 'a.jpg' }, i === 0 ? 'before' : 'after'))
    for (const at of disks) mkdirSync(at)
    for (const at of disks) writeFileSync(join(at, 'a.jpg'), 'a photo')
    await session(photos, false)
    const known = new WorkspaceFile(folder).before!.photos
    for (const at of disks) rmSync(at, { recursive: true })
    writeFileSync(disks[0]!, 'no folder')
    // Windows asks for rights before it makes a link.
    if (process.platform !== 'win32') symlinkSync(disks[1]!, disks[1]!)
    const file = new WorkspaceFile(folder)
    expect(known.map((stored) => [file.state(stored), file.source(stored)])).toEqual([
      ['gone', null],
      ['gone', null],
    ])
    await session(photos, true)
    expect(new WorkspaceFile(folder).before).toMatchObject({ ended: true, photos: known })
  })

  it('names no picture before it is written, and the newest one then', async () => {
    let spin: () => void = () => undefined
    disk = new Promise((done) => (spin = done))
    const file = new WorkspaceFile(folder)
    const saves = ['{"patches":1}', '{"patches":2}'].map((state) => file.save([photo(pasted)], state))
    expect([file.isSaved, file.now?.state]).toEqual([false, '{"patches":2}'])
    // Longer than changes are gathered.
    await new Promise((done) => setTimeout(done, 300))
    expect(existsSync(join(folder, 'workspace.json'))).toBe(false)
    file.end()
    spin()
    await Promise.all([...saves, file.flush()])
    expect(file.isSaved).toBe(true)
    const { before } = new WorkspaceFile(folder)
    expect(before).toMatchObject({ ended: true, state: '{"patches":2}' })
    expect(file.source(before!.photos[0]!)).toEqual(pasted)
  })

  it('ends well although a copy that nothing names is held', async () => {
    await session([photo(pasted)], true)
    const [copy] = readdirSync(join(folder, 'workspace-pictures'))
    held.add(join(folder, 'workspace-pictures', copy!))
    await session([photo(cat())], true)
    expect(new WorkspaceFile(folder).before).toMatchObject({ ended: true, photos: [{ name: 'cat.jpg' }] })
    held.clear()
    await session([photo(cat())], true)
    expect(readdirSync(join(folder, 'workspace-pictures'))).toEqual([])
  })

  it('of the last session is not replaced by an empty window', async () => {
    await session([photo(cat())], false)
    await session([], true)
    expect(new WorkspaceFile(folder).before).toMatchObject({ ended: false, photos: [{ name: 'cat.jpg' }] })
  })

  it('that is damaged, or another version’s, is set aside whole', () => {
    for (const [i, text] of ['{"kind":"chromapatch wor', '{"kind":"chromapatch workspace","version":99}'].entries()) {
      writeFileSync(join(folder, 'workspace.json'), text)
      const file = new WorkspaceFile(folder)
      expect([file.before, file.damagedAs]).toEqual([null, `workspace.damaged-${i + 1}.json`])
      expect(readFileSync(join(folder, `workspace.damaged-${i + 1}.json`), 'utf8')).toBe(text)
    }
  })
})

describe('the window’s photos', () => {
  it('are kept, those that wait too, without one that main has lost, and none of another window', async () => {
    const [documents, grants, workspace] = [new Documents(), new Grants(), new WorkspaceFile(folder)]
    const open = (document: string, window: number) => documents.add({ document, window, source: cat(), damaged: false, info: {} as DocumentInfo }) // prettier-ignore
    open('d1', 1)
    open('d2', 2)
    const { saveWorkspace } = workspaceHandlers({ documents, grants, workspace } as unknown as Parts)
    const waiting = grants.source(1, pasted).handle
    const photos = [
      { role: 'mask', grant: waiting, damaged: true },
      { role: 'after', document: 'd1' },
      { role: 'before', document: 'd2' },
      { role: 'before', document: 'd3' },
    ] as const
    await saveWorkspace({ photos: [...photos], state: '{}' }, { window: 1 } as Context)
    expect(workspace.now?.photos.map(({ role, name, damaged }) => [role, name, damaged])).toEqual([
      ['mask', 'Clipboard.png', true],
      ['after', 'cat.jpg', false],
    ])
    await workspace.flush()
  })
})

describe('prepared files', () => {
  const place = (files: PreparedFiles, window: number, job: string, key: string): string => {
    const path = files.place('out.png')
    writeFileSync(path, key)
    files.keep(window, job, key, path)
    return path
  }

  it('are found by their job in their own window, and not written twice for one wish', () => {
    const files = new PreparedFiles(folder)
    const path = place(files, 1, 'job-1', 'wish')
    expect(files.find(1, 'job-1')).toBe(path)
    expect(() => files.find(2, 'job-1')).toThrow('not prepared')
    expect(files.again(1, 'job-2', 'wish')).toBe(path)
    expect(files.find(1, 'job-2')).toBe(path)
    expect(files.again(2, 'job-3', 'wish')).toBeNull()
  })

  it('are removed when there are too many, with their window, with the application, and after one that was killed', () => {
    const files = new PreparedFiles(folder)
    const paths = Array.from({ length: 8 }, (_, i) => place(files, 1, `job-${i}`, `wish ${i}`))
    const present = () => paths.filter((path) => existsSync(path))
    expect(present()).toEqual(paths.slice(2))
    files.closeWindow(1)
    expect(present()).toEqual([])
    place(files, 2, 'job', 'wish')
    files.clear()
    const ours = () => readdirSync(folder).filter((name) => name.startsWith('chromapatch-exports-'))
    expect(ours()).toEqual([])
    // No process has this number.
    const dead = mkdtempSync(join(folder, 'chromapatch-exports-99999999-'))
    const alive = mkdtempSync(join(folder, `chromapatch-exports-${process.pid}-`))
    new PreparedFiles(folder)
    expect(ours().map((name) => join(folder, name))).toEqual([alive].filter((name) => name !== dead))
  })

  it('that are held stop neither the next one nor the end; all others go', () => {
    const files = new PreparedFiles(folder)
    const first = place(files, 1, 'job-0', 'wish 0')
    held.add(first)
    const others = Array.from({ length: 7 }, (_, i) => place(files, 1, `job-${i + 1}`, `wish ${i + 1}`))
    expect(files.find(1, 'job-7')).toBe(others.at(-1))
    files.clear()
    expect([first, ...others].filter((path) => existsSync(path))).toEqual([first])
  })
})
