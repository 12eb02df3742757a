/**
 * Writes that leave the old file or the new one, never a part: a temporary file in the same
 * folder, opened exclusively, flushed, renamed over the target, and the folder flushed. Under a
 * name that was found free, the new file is linked instead: that fails where the name is taken.
 */
import { randomBytes } from 'node:crypto'
import { constants, promises as fs } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { ChromapatchError, type ErrorCode } from '../../contract/errors'

/** Longer than the time limit of an export. */
const STALE = 15 * 60_000
const RENAME_ATTEMPTS = 10
const RENAME_PAUSE = 100
const PART = /^\.chromapatch-(\d+)-[0-9a-f]{16}\.part$/

/**
 * Writes `target` by letting `produce` fill a temporary file beside it.
 * @throws ChromapatchError OUTPUT_*; what `produce` throws of its own passes through. Either way the
 * old file is intact and the temporary one is gone.
 */
export async function replaceAtomically(target: string, produce: (temporary: string) => Promise<void>): Promise<void> {
  try {
    // A link stays a link: what it points to is replaced.
    const final = await fs.realpath(target).catch(() => target)
    const folder = dirname(final)
    const before = await fs.stat(final).catch(() => null)
    if (before !== null && !before.isFile()) throw Object.assign(new Error('not a file'), { code: 'EISDIR' })
    if (before !== null) await fs.access(final, constants.W_OK)
    await sweep(folder)
    const temporary = temporaryIn(folder)
    const file = await fs.open(temporary, 'wx', before?.mode ?? 0o666)
    // The mode given above is cut by the umask; the old file's is kept whole, where the disk knows modes.
    if (before !== null) await file.chmod(before.mode & 0o777).catch(() => undefined)
    await file.close()
    await finish(temporary, produce, () => rename(temporary, final))
  } catch (thrown) {
    throw outputError(thrown, target)
  }
}

/**
 * As `replaceAtomically`, but never in the place of anything: also of what comes while `produce` works.
 * @throws ChromapatchError OUTPUT_TAKEN where the name is not free; what has it is untouched.
 */
export async function createAtomically(target: string, produce: (temporary: string) => Promise<void>): Promise<void> {
  try {
    if (await isThere(target)) throw Object.assign(new Error('not free'), { code: 'EEXIST' })
    const folder = dirname(target)
    await sweep(folder)
    const temporary = temporaryIn(folder)
    await (await fs.open(temporary, 'wx')).close()
    await finish(temporary, produce, () => place(temporary, target))
  } catch (thrown) {
    throw outputError(thrown, target)
  }
}

/** `isFresh`: the name was found free, and what has taken it since stays. */
export const writingOf = (isFresh: boolean) => (isFresh ? createAtomically : replaceAtomically)

export async function writeFileAtomically(target: string, bytes: Uint8Array, isFresh = false): Promise<void> {
  await writingOf(isFresh)(target, async (temporary) => {
    await fs.writeFile(temporary, bytes)
  })
}

const temporaryIn = (folder: string) => join(folder, `.chromapatch-${process.pid}-${randomBytes(8).toString('hex')}.part`)

/** Whatever it is: a folder, or a link that leads nowhere, has the name too. */
const isThere = (path: string) => fs.lstat(path).then(() => true, () => false) // prettier-ignore

/** The temporary file is filled, flushed and put where it belongs; gone where any of it fails. */
async function finish(temporary: string, produce: (temporary: string) => Promise<void>, put: () => Promise<void>): Promise<void> {
  try {
    await produce(temporary)
    await flush(temporary, 'r+')
    await put()
    await flush(dirname(temporary)).catch(() => undefined) // Windows cannot flush a folder.
  } catch (thrown) {
    await fs.rm(temporary, { force: true })
    throw thrown
  }
}

/** Gives the file its name, which fails with EEXIST where something has it. */
async function place(from: string, to: string): Promise<void> {
  try {
    await fs.link(from, to)
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'EEXIST') throw thrown
    return await placeWithoutLinks(from, to)
  }
  // The file has its name already: what cannot be removed now is swept later.
  await fs.rm(from, { force: true }).catch(() => undefined)
}

/**
 * For disks that know no links (FAT, exFAT, some network folders; each system says so in its own way): an empty
 * file holds the name, which fails where it is taken, and the whole one is renamed over it.
 */
async function placeWithoutLinks(from: string, to: string): Promise<void> {
  await (await fs.open(to, 'wx')).close()
  try {
    await rename(from, to)
  } catch (thrown) {
    await fs.rm(to, { force: true })
    throw thrown
  }
}

/** Windows flushes only what it may write; a folder can only be opened for reading. */
async function flush(path: string, flags: 'r' | 'r+' = 'r'): Promise<void> {
  const file = await fs.open(path, flags)
  try {
    await file.sync()
  } finally {
    await file.close()
  }
}

/** A scanner or a viewer may hold the old file for a moment, which only Windows minds. */
async function rename(from: string, to: string): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      await fs.rename(from, to)
      return
    } catch (thrown) {
      const held = ['EPERM', 'EACCES', 'EBUSY'].includes((thrown as NodeJS.ErrnoException).code ?? '')
      if (process.platform !== 'win32' || !held || attempt === RENAME_ATTEMPTS) throw thrown
      await new Promise((done) => setTimeout(done, RENAME_PAUSE))
    }
  }
}

/** Whether a file is the half-written one of that process. */
export function isPartOf(name: string, pid: number): boolean {
  return PART.exec(name)?.[1] === String(pid)
}

/**
 * Removes what a killed process left behind in this folder. A living process keeps its own, and so does one that may
 * live on another machine or in another container that shares the folder: only what is older than any save takes goes.
 */
async function sweep(folder: string): Promise<void> {
  for (const name of await fs.readdir(folder).catch(() => [])) {
    const pid = PART.exec(name)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    const stats = await fs.stat(join(folder, name)).catch(() => null)
    if (stats !== null && Date.now() - stats.mtimeMs > STALE) await fs.rm(join(folder, name), { force: true }).catch(() => undefined)
  }
}

/** Whether a process of that id runs now, ours or another's. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (thrown) {
    return (thrown as NodeJS.ErrnoException).code === 'EPERM'
  }
}

const REASONS: Readonly<Record<string, readonly [ErrorCode, string, string]>> = {
  ENOENT: ['OUTPUT_FOLDER_MISSING', 'its folder does not exist any more', 'Choose another folder.'],
  ENOTDIR: ['OUTPUT_FOLDER_MISSING', 'its folder is not a folder', 'Choose another folder.'],
  EISDIR: ['OUTPUT_FAILED', 'a folder or a device has that name', 'Choose another name.'],
  EEXIST: ['OUTPUT_TAKEN', 'something has that name already; it was left as it is', 'Choose another name.'],
  EACCES: ['OUTPUT_NOT_PERMITTED', 'writing there is not permitted', 'Choose another folder, or change its permissions.'],
  EPERM: ['OUTPUT_NOT_PERMITTED', 'writing there is not permitted', 'Choose another folder, or change its permissions.'],
  EROFS: ['OUTPUT_NOT_PERMITTED', 'that disk is read-only', 'Choose a folder on another disk.'],
  ENOSPC: ['OUTPUT_DISK_FULL', 'the disk is full', 'Make room or choose another disk; nothing was lost.'],
  EDQUOT: ['OUTPUT_DISK_FULL', 'your quota on that disk is used up', 'Make room or choose another disk; nothing was lost.'],
  ENAMETOOLONG: ['OUTPUT_FAILED', 'its name is too long for that disk', 'Choose a shorter name.'],
}

/** A failure of the file system as one that says what happened to which file. */
export function outputError(thrown: unknown, target: string): unknown {
  if (thrown instanceof ChromapatchError) return thrown
  const errno = (thrown as NodeJS.ErrnoException).code
  if (typeof errno !== 'string' || !/^E[A-Z0-9]+$/.test(errno)) return thrown
  const [code, reason, hint] = REASONS[errno] ?? ['OUTPUT_FAILED', `the system refused it (${errno})`, 'Choose another folder.']
  return new ChromapatchError(code, `“${basename(target)}” could not be written: ${reason}.`, { hint, cause: thrown })
}
