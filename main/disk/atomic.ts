/**
 * Writes that leave the old file or the new one, never a part. The bytes are made first; then a temporary file in the same
 * folder is opened exclusively, written and flushed through one handle, and renamed over the target, and the folder is flushed.
 * Under a name that was found free, the new file is linked instead: that fails where the name is taken.
 */
import { constants, promises as fs, type BigIntStats } from 'node:fs'
import { basename, dirname } from 'node:path'
import { sha256Hex } from './digest'
import { forgetPart, newPart, sweepParts } from './parts'
import { outputError } from './output-error'

const RENAME_ATTEMPTS = 10
const RENAME_PAUSE = 100

export type Produce = () => Promise<Uint8Array> | Uint8Array
/** Is told the digest (SHA-256, hexadecimal) and the target of a file that is whole on the disk, just before it gets its name. */
export type OnWhole = (sha256: string, target: string) => Promise<void>

/**
 * Writes what `produce` returns to `target`, in the place of a file that has the name.
 * @throws ChromapatchError OUTPUT_*; what `produce` throws passes through. The old file is then intact and the temporary one gone.
 */
export async function replaceAtomically(target: string, produce: Produce, onWhole?: OnWhole): Promise<void> {
  try {
    // A link stays a link: what it points to is replaced.
    const final = await fs.realpath(target).catch(() => target)
    const folder = dirname(final)
    const before = await fs.stat(final).catch(() => null)
    if (before !== null && !before.isFile()) throw Object.assign(new Error('not a file'), { code: 'EISDIR' })
    if (before !== null) await fs.access(final, constants.W_OK)
    await begin(folder)
    const bytes = await produce()
    await writeIn(folder, bytes, before?.mode ?? null, async (temporary) => {
      await onWhole?.(sha256Hex(bytes), final)
      await rename(temporary, final)
      return final
    })
  } catch (thrown) {
    throw outputError(thrown, target)
  }
}

/**
 * As `replaceAtomically`, but never in the place of anything: also of what comes while `produce` works.
 * @throws ChromapatchError OUTPUT_TAKEN where the name is not free; what has it is untouched.
 */
export async function createAtomically(target: string, produce: Produce, onWhole?: OnWhole): Promise<void> {
  try {
    if (await isThere(target)) throw Object.assign(new Error('not free'), { code: 'EEXIST' })
    const folder = dirname(target)
    await begin(folder)
    const bytes = await produce()
    await writeIn(folder, bytes, null, async (temporary) => {
      await onWhole?.(sha256Hex(bytes), target)
      await place(temporary, target)
      return target
    })
  } catch (thrown) {
    throw outputError(thrown, target)
  }
}

/** `isFresh`: the name was found free, and what has taken it since stays. */
export const writingOf = (isFresh: boolean) => (isFresh ? createAtomically : replaceAtomically)

export async function writeFileAtomically(target: string, bytes: Uint8Array, isFresh = false, onWhole?: OnWhole): Promise<void> {
  await writingOf(isFresh)(target, () => bytes, onWhole)
}

/** Whatever it is: a folder, or a link that leads nowhere, has the name too. */
const isThere = (path: string) => fs.lstat(path).then(() => true, () => false) // prettier-ignore

/** Said before anything is made: a folder that is gone, or that may not be written. */
async function begin(folder: string): Promise<void> {
  if (!(await fs.stat(folder)).isDirectory()) throw Object.assign(new Error('no folder'), { code: 'ENOTDIR' })
  await fs.access(folder, constants.W_OK)
  await sweepParts(folder)
}

/**
 * The temporary file is written and flushed, then put where it belongs by `put`, which says where that is; gone where any of it
 * fails. Whoever may write in the folder can put a link in its place: the bytes go through the handle, and what is renamed
 * is compared with it, before and after.
 */
async function writeIn(folder: string, bytes: Uint8Array, mode: number | null, put: (temporary: string) => Promise<string>): Promise<void> {
  const temporary = newPart(folder)
  let isMade = false
  try {
    const file = await fs.open(temporary, 'wx', mode ?? 0o666)
    isMade = true
    try {
      // The mode given above is cut by the umask; the old file's is kept whole, where the disk knows modes.
      if (mode !== null) await file.chmod(mode & 0o777).catch(() => undefined)
      await file.writeFile(bytes)
      await file.sync()
      const made = await file.stat({ bigint: true })
      // Windows renames no open file. Elsewhere the handle keeps the file's number from being given to another.
      if (process.platform === 'win32') await file.close()
      await refuseOther(temporary, made)
      const final = await put(temporary)
      await refuseOther(final, made, 'remove')
    } finally {
      await file.close().catch(() => undefined)
    }
    await flushFolder(folder).catch(() => undefined) // Windows cannot flush a folder.
  } catch (thrown) {
    if (isMade) await fs.rm(temporary, { force: true }).catch(() => undefined)
    throw thrown
  } finally {
    forgetPart(temporary)
  }
}

/** Throws where `path` is not the file that was made. A link that got the target's name is taken away again: it would lead elsewhere. */
async function refuseOther(path: string, made: BigIntStats, then: 'leave' | 'remove' = 'leave'): Promise<void> {
  const found = await fs.lstat(path, { bigint: true }).catch(() => null)
  if (found?.ino === made.ino && found.dev === made.dev) return
  if (then === 'remove' && found?.isSymbolicLink() === true) await fs.rm(path, { force: true })
  throw Object.assign(new Error(`“${basename(path)}” is another file`), { code: 'ESTALE' })
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

async function flushFolder(path: string): Promise<void> {
  const folder = await fs.open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
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
