import { spawnSync } from 'node:child_process'
import {
  promises as fs,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
  mkdirSync,
  chmodSync,
  chownSync,
  lstatSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createAtomically, replaceAtomically, writeFileAtomically } from '../../main/disk/atomic'
import { outputError } from '../../main/disk/output-error'
import { newPart } from '../../main/disk/parts'

const windows = process.platform === 'win32'
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chromapatch-atomic-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('an atomic write', () => {
  it('writes a new file, replaces an old one, keeps its mode, and leaves nothing beside it', async () => {
    // Windows has neither line breaks in names nor modes.
    const target = join(folder, windows ? 'ünï “quoted”.png' : 'ünï “quoted”\nnewline.png')
    await writeFileAtomically(target, Buffer.from('one'))
    chmodSync(target, 0o666)
    await writeFileAtomically(target, Buffer.from('two'))
    expect(readFileSync(target, 'utf8')).toBe('two')
    expect(statSync(target).mode & 0o777).toBe(0o666)
    expect(readdirSync(folder)).toHaveLength(1)
  })

  it('leaves the old file as it was when producing the new one fails', async () => {
    const target = join(folder, 'a.png')
    writeFileSync(target, 'old')
    const failing = replaceAtomically(target, async () => {
      throw new Error('the encoder gave up')
    })
    await expect(failing).rejects.toThrow('the encoder gave up')
    expect(readFileSync(target, 'utf8')).toBe('old')
    expect(readdirSync(folder)).toEqual(['a.png'])
  })

  it.skipIf(windows)('keeps a link a link and replaces what it points to', async () => {
    mkdirSync(join(folder, 'real'))
    writeFileSync(join(folder, 'real', 'a.png'), 'old')
    symlinkSync(join(folder, 'real', 'a.png'), join(folder, 'link.png'))
    await writeFileAtomically(join(folder, 'link.png'), Buffer.from('new'))
    expect(lstatSync(join(folder, 'link.png')).isSymbolicLink()).toBe(true)
    expect(readFileSync(join(folder, 'real', 'a.png'), 'utf8')).toBe('new')
  })

  it('says which file and what to do when the folder has gone or the name is a folder', async () => {
    await expect(writeFileAtomically(join(folder, 'gone', 'a.png'), Buffer.from('x'))).rejects.toMatchObject({
      code: 'OUTPUT_FOLDER_MISSING',
      message: expect.stringContaining('a.png'),
      hint: expect.stringContaining('another folder'),
    })
    mkdirSync(join(folder, 'a.png'))
    await expect(writeFileAtomically(join(folder, 'a.png'), Buffer.from('x'))).rejects.toMatchObject({ code: 'OUTPUT_FAILED' })
  })

  it('names the reasons that a test cannot always make: full, read-only, not permitted', () => {
    const coded = (code: string) => outputError(Object.assign(new Error(code), { code }), '/photos/a.png')
    expect(coded('ENOSPC')).toMatchObject({ code: 'OUTPUT_DISK_FULL', message: expect.stringContaining('a.png') })
    expect(coded('EROFS')).toMatchObject({ code: 'OUTPUT_NOT_PERMITTED' })
    expect(coded('EACCES')).toMatchObject({ code: 'OUTPUT_NOT_PERMITTED' })
    expect(coded('EBADF')).toMatchObject({ code: 'OUTPUT_FAILED' })
  })

  it('is on the disk before it has its name, and the folder after it', async () => {
    const target = join(folder, 'a.png')
    const probe = await fs.open(folder, 'r')
    const handles = Object.getPrototypeOf(probe) as { sync: () => Promise<void> }
    await probe.close()
    const seen: string[][] = []
    const opened = vi.spyOn(fs, 'open')
    const sync = vi.spyOn(handles, 'sync').mockImplementation(async () => void seen.push(readdirSync(folder).map((name) => name.slice(-5))))
    try {
      await writeFileAtomically(target, Buffer.from('x'))
      await createAtomically(join(folder, 'b.png'), () => Buffer.from('x'))
    } finally {
      sync.mockRestore()
    }
    // What is there already is never opened in its place.
    expect(opened.mock.calls.filter(([path]) => String(path).endsWith('.part')).map(([, flags]) => flags)).toEqual(['wx', 'wx'])
    opened.mockRestore()
    // The file under its temporary name, then the folder with the final one; twice.
    expect(seen.map((names) => names.includes('.part'))).toEqual([true, false, true, false])
  })

  it.skipIf(windows)(
    'never leads elsewhere: a link in the place of the temporary file, or of the file that it became, is not followed',
    async () => {
      const victim = join(folder, 'victim')
      writeFileSync(victim, 'precious')
      const nest = join(folder, 'nest')
      mkdirSync(nest)
      const swap = () => {
        for (const name of readdirSync(nest).filter((each) => each.endsWith('.part'))) {
          rmSync(join(nest, name))
          symlinkSync(victim, join(nest, name))
        }
      }
      for (const write of [replaceAtomically, createAtomically]) {
        // As soon as it is there, and at the last moment.
        for (const moment of ['open', 'rename', 'link'] as const) {
          const real = fs[moment] as (...given: unknown[]) => Promise<unknown>
          const spied = vi.spyOn(fs, moment).mockImplementation((async (...given: unknown[]) => {
            if (moment !== 'open') swap()
            const answer = await real(...given)
            if (moment === 'open') swap()
            return answer
          }) as never)
          const target = join(nest, `${write.name}-${moment}.png`)
          const isSeenInTime = write === replaceAtomically && moment === 'open'
          if (isSeenInTime) writeFileSync(target, 'old')
          const written = write(target, () => Buffer.from('ours'))
          if (write === replaceAtomically ? moment !== 'link' : moment !== 'rename') {
            await expect(written).rejects.toMatchObject({ code: 'OUTPUT_FAILED', message: expect.stringContaining('another program') })
            // Seen before the rename, it costs nothing.
            if (isSeenInTime) expect(readFileSync(target, 'utf8')).toBe('old')
            expect(readdirSync(nest)).toHaveLength(isSeenInTime ? 1 : 0)
          } else await written
          spied.mockRestore()
          rmSync(target, { force: true })
          expect(readFileSync(victim, 'utf8')).toBe('precious')
        }
      }
    },
  )

  it.skipIf(windows)('sweeps at once what a killed process of this machine left, and never a link or what another user owns', async () => {
    const child = spawnSync(process.execPath, ['-e', ''])
    const own = newPart(folder).replace(`-${process.pid}-`, `-${child.pid}-`)
    writeFileSync(own, 'half')
    writeFileSync(join(folder, 'kept'), 'kept')
    const link = own.replace(/[0-9a-f]{4}\.part$/, '0000.part')
    symlinkSync(join(folder, 'kept'), link)
    const theirs = own.replace(/[0-9a-f]{4}\.part$/, '1111.part')
    if (process.getuid?.() === 0) {
      writeFileSync(theirs, 'half')
      chownSync(theirs, 12_345, 12_345)
    }
    await writeFileAtomically(join(folder, 'a.png'), Buffer.from('x'))
    const names = readdirSync(folder)
    expect(names).not.toContain(basename(own))
    expect(names).toContain(basename(link))
    if (process.getuid?.() === 0) expect(names).toContain(basename(theirs))
  })

  it('sweeps what a killed process left long ago, and nothing of a living one or one that may live elsewhere', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid
    const stale = `.chromapatch-${dead}-0123456789abcdef.part`
    const fresh = `.chromapatch-${dead}-fedcba9876543210.part`
    const living = `.chromapatch-${process.pid}-0123456789abcdef.part`
    writeFileSync(join(folder, stale), 'half')
    writeFileSync(join(folder, fresh), 'half')
    writeFileSync(join(folder, living), 'half')
    const hourAgo = new Date(Date.now() - 3_600_000)
    for (const name of [stale, living]) utimesSync(join(folder, name), hourAgo, hourAgo)
    await writeFileAtomically(join(folder, 'a.png'), Buffer.from('x'))
    expect(readdirSync(folder).sort()).toEqual([fresh, living, 'a.png'].sort())
  })
})

describe.each(['with links', 'on a disk that knows none'])('a write under a free name, %s', (disk) => {
  beforeEach(() => {
    if (disk === 'with links') return
    vi.spyOn(fs, 'link').mockRejectedValue(Object.assign(new Error('no links here'), { code: 'EPERM' }))
  })
  afterEach(() => vi.restoreAllMocks())
  const produce = () => Buffer.from('ours')

  it('makes one whole file with the usual mode, and leaves nothing beside it', async () => {
    const target = join(folder, 'a.png')
    await createAtomically(target, produce)
    expect(readFileSync(target, 'utf8')).toBe('ours')
    writeFileSync(join(folder, 'usual'), '')
    expect(statSync(target).mode).toBe(statSync(join(folder, 'usual')).mode)
    expect(statSync(target).nlink).toBe(1)
    expect(readdirSync(folder).sort()).toEqual(['a.png', 'usual'])
  })

  it('leaves what takes the name in between, and says so', async () => {
    const target = join(folder, 'a.png')
    const late = createAtomically(target, () => {
      writeFileSync(target, 'theirs')
      return produce()
    })
    await expect(late).rejects.toMatchObject({ code: 'OUTPUT_TAKEN', message: expect.stringContaining('a.png') })
    expect(readFileSync(target, 'utf8')).toBe('theirs')
    expect(readdirSync(folder)).toEqual(['a.png'])
  })

  it('does not even begin where a file, a folder or a link that leads nowhere has the name', async () => {
    writeFileSync(join(folder, 'file'), 'theirs')
    mkdirSync(join(folder, 'folder'))
    // Windows asks for a right to make links.
    if (!windows) symlinkSync(join(folder, 'gone'), join(folder, 'link'))
    const names = readdirSync(folder)
    const begun = vi.fn(produce)
    for (const name of names) await expect(createAtomically(join(folder, name), begun)).rejects.toMatchObject({ code: 'OUTPUT_TAKEN' })
    expect(begun).not.toHaveBeenCalled()
    expect(readdirSync(folder)).toEqual(names)
  })

  it('leaves nothing at all when it fails', async () => {
    const failing = createAtomically(join(folder, 'a.png'), () => Promise.reject(new Error('the encoder gave up')))
    await expect(failing).rejects.toThrow('the encoder gave up')
    vi.spyOn(fs, 'rename').mockRejectedValue(Object.assign(new Error('full'), { code: 'ENOSPC' }))
    if (disk !== 'with links')
      await expect(createAtomically(join(folder, 'a.png'), produce)).rejects.toMatchObject({ code: 'OUTPUT_DISK_FULL' })
    expect(readdirSync(folder)).toEqual([])
  })
})
