import { spawnSync } from 'node:child_process'
import {
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
  lstatSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { outputError, replaceAtomically, writeFileAtomically } from '../../main/files/atomic'

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
    const failing = replaceAtomically(target, async (temporary) => {
      writeFileSync(temporary, 'half of the n')
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
