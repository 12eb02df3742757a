/** Failures of the file system while a file is written, as errors that a person can act on. */
import { basename } from 'node:path'
import { ChromapatchError, type ErrorCode } from '../../contract/errors'

const REASONS: Readonly<Record<string, readonly [ErrorCode, string, string]>> = {
  ENOENT: ['OUTPUT_FOLDER_MISSING', 'its folder does not exist', 'Choose another folder.'],
  ENOTDIR: ['OUTPUT_FOLDER_MISSING', 'its folder is not a folder', 'Choose another folder.'],
  EISDIR: ['OUTPUT_FAILED', 'a folder or a device has that name', 'Choose another name.'],
  EEXIST: ['OUTPUT_TAKEN', 'something has that name already; it was left as it is', 'Choose another name.'],
  EACCES: ['OUTPUT_NOT_PERMITTED', 'writing there is not permitted', 'Choose another folder, or change its permissions.'],
  EPERM: ['OUTPUT_NOT_PERMITTED', 'writing there is not permitted', 'Choose another folder, or change its permissions.'],
  EROFS: ['OUTPUT_NOT_PERMITTED', 'that disk is read-only', 'Choose a folder on another disk.'],
  ENOSPC: ['OUTPUT_DISK_FULL', 'the disk is full', 'Make room or choose another disk; nothing was lost.'],
  EDQUOT: ['OUTPUT_DISK_FULL', 'your quota on that disk is used up', 'Make room or choose another disk; nothing was lost.'],
  EFBIG: ['OUTPUT_DISK_FULL', 'it is larger than a file may be on that disk', 'Choose another disk, or a format that packs more tightly.'],
  ENAMETOOLONG: ['OUTPUT_FAILED', 'its name is too long for that disk', 'Choose a shorter name.'],
  ESTALE: ['OUTPUT_FAILED', 'another program put something in its place while it was written', 'Choose a folder that is yours alone.'],
}

/** A failure of the file system as one that says what happened to which file; anything else as it is. */
export function outputError(thrown: unknown, target: string): unknown {
  if (thrown instanceof ChromapatchError) return thrown
  const errno = (thrown as NodeJS.ErrnoException).code
  if (typeof errno !== 'string' || !/^E[A-Z0-9]+$/.test(errno)) return thrown
  const [code, reason, hint] = REASONS[errno] ?? ['OUTPUT_FAILED', `the system refused it (${errno})`, 'Choose another folder.']
  return new ChromapatchError(code, `“${basename(target)}” could not be written: ${reason}.`, { hint, cause: thrown })
}
