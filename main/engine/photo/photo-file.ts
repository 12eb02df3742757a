/** Reads a photo's file whole, once: decoding, and everything said about the file, is of the same bytes. */
import { promises as fs, type Stats } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { ChromapatchError, type ErrorCode } from '../../../contract/errors'
import { identify } from '../codec/identify'
import { HEAD_BYTES } from '../codec/sniff'
import type { PhotoSource } from '../context'

/** Buffers end at 2 GiB; no photo of 268 megapixels needs more. */
const MAXIMUM_BYTES = 2 ** 31 - 1

/**
 * The first bytes decide whether the rest is read: a film of two gigabytes is refused for a few kilobytes.
 * @throws ChromapatchError PHOTO_NOT_FOUND, PHOTO_IS_FOLDER, PHOTO_NOT_A_FILE, PHOTO_UNREADABLE, PHOTO_FILE_TOO_LARGE, and what
 * `identify` throws.
 */
export async function readPhoto(source: PhotoSource): Promise<Uint8Array> {
  if (source.kind === 'bytes') return source.bytes
  const { path, name } = source
  try {
    // Asked before opening: a pipe or a device would never answer a read.
    refuseOddFiles(await fs.stat(path), name)
    return await readKnown(path, name)
  } catch (thrown) {
    throw photoError(thrown, name)
  }
}

async function readKnown(path: string, name: string): Promise<Uint8Array> {
  const file = await fs.open(path, 'r')
  try {
    await identifyFile(file, name)
    const { size } = await file.stat()
    if (size > MAXIMUM_BYTES) throw tooLarge(name)
    return await file.readFile()
  } finally {
    await file.close()
  }
}

async function identifyFile(file: FileHandle, name: string): Promise<void> {
  const head = Buffer.alloc(HEAD_BYTES)
  const { bytesRead } = await file.read(head, 0, HEAD_BYTES, 0)
  identify(head.subarray(0, bytesRead), name)
}

/**
 * What the first bytes and the file's kind alone tell, without a decoder.
 * @throws ChromapatchError as `readPhoto`
 */
export async function refuseUnknown(path: string, name: string): Promise<void> {
  try {
    refuseOddFiles(await fs.stat(path), name)
    const file = await fs.open(path, 'r')
    await identifyFile(file, name).finally(() => file.close())
  } catch (thrown) {
    throw photoError(thrown, name)
  }
}

function tooLarge(name: string): ChromapatchError {
  return new ChromapatchError('PHOTO_FILE_TOO_LARGE', `“${name}” is larger than 2 GB.`, {
    hint: 'Save it as JPEG, PNG or compressed TIFF first.',
  })
}

function refuseOddFiles(stats: Stats, name: string): void {
  if (stats.isDirectory()) {
    throw new ChromapatchError('PHOTO_IS_FOLDER', `“${name}” is a folder, not a photo.`, { hint: 'Choose a photo inside it.' })
  }
  if (!stats.isFile()) {
    throw new ChromapatchError('PHOTO_NOT_A_FILE', `“${name}” is a device or a pipe, not a file.`, { hint: 'Choose a photo.' })
  }
}

const REASONS: Readonly<Record<string, readonly [ErrorCode, string, string]>> = {
  ENOENT: ['PHOTO_NOT_FOUND', 'was not found', 'It may have been moved, renamed or deleted, or its disk taken out.'],
  ENOTDIR: ['PHOTO_NOT_FOUND', 'was not found', 'It may have been moved, renamed or deleted.'],
  ELOOP: ['PHOTO_NOT_FOUND', 'is a link that leads nowhere but round', 'Choose the photo itself.'],
  EACCES: ['PHOTO_UNREADABLE', 'may not be read by you', 'Change its permissions, or ask who owns it.'],
  EPERM: ['PHOTO_UNREADABLE', 'may not be read by you', 'Change its permissions, or ask who owns it.'],
  EISDIR: ['PHOTO_IS_FOLDER', 'is a folder, not a photo', 'Choose a photo inside it.'],
  EIO: ['PHOTO_UNREADABLE', 'could not be read: its disk reports an error', 'Look for another copy.'],
  ENAMETOOLONG: ['PHOTO_NOT_FOUND', 'has a name that is too long for this system', 'Shorten its name.'],
}

function photoError(thrown: unknown, name: string): unknown {
  if (thrown instanceof ChromapatchError) return thrown
  const errno = (thrown as NodeJS.ErrnoException).code
  if (typeof errno !== 'string') return thrown
  const [code, reason, hint] = REASONS[errno] ?? [
    'PHOTO_UNREADABLE',
    `could not be read (${errno})`,
    'Try again, or look for another copy.',
  ]
  return new ChromapatchError(code, `“${name}” ${reason}.`, { hint, cause: thrown })
}
