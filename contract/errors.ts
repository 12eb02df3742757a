/**
 * Failures that a user or a caller can cause, and how they cross a process boundary whole.
 *
 * Electron keeps only `message` of an error that leaves a handler, so every failure travels as
 * plain data (`WireError`) and is revived as the same class on the other side. The code is what
 * programs look at, the message says what happened to which file, the hint what to do next.
 */
export const ERROR_CODES = [
  'PHOTO_NOT_FOUND',
  'PHOTO_IS_FOLDER',
  'PHOTO_NOT_A_FILE',
  'PHOTO_EMPTY',
  'PHOTO_UNREADABLE',
  'PHOTO_UNKNOWN_FORMAT',
  'PHOTO_UNSUPPORTED_FORMAT',
  'PHOTO_DAMAGED',
  'PHOTO_TOO_MANY_PIXELS',
  'PHOTO_TOO_COMPLEX',
  'PHOTO_FILE_TOO_LARGE',
  'PHOTO_QUARANTINED',
  'PHOTO_CHANGED',
  'PHOTO_SIZES_DIFFER',
  'PHOTO_NOT_TWO_PANELS',
  'PATCH_OUTSIDE',
  'PATCH_UNUSABLE',
  'PARAMETER_INVALID',
  'RECIPE_UNREADABLE',
  'RECIPE_DAMAGED',
  'RECIPE_TOO_NEW',
  'OUTPUT_FOLDER_MISSING',
  'OUTPUT_NOT_PERMITTED',
  'OUTPUT_DISK_FULL',
  'OUTPUT_IS_SOURCE',
  'OUTPUT_TAKEN',
  'OUTPUT_UNKNOWN_FORMAT',
  'OUTPUT_FAILED',
  'DOCUMENT_UNKNOWN',
  'COMPARISON_UNKNOWN',
  'GRANT_UNKNOWN',
  'REQUEST_UNKNOWN',
  'REQUEST_INVALID',
  'REQUEST_REFUSED',
  'JOB_CANCELLED',
  'JOB_TIMED_OUT',
  'MEMORY_EXCEEDED',
  'ENGINE_CRASHED',
  'ENGINE_UNAVAILABLE',
  'USAGE',
  'INTERNAL',
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/** An error as it crosses: structured-cloneable, without a stack or a path of this machine. */
export interface WireError {
  readonly code: ErrorCode
  /** One sentence: what happened, to which file. */
  readonly message: string
  /** The call or the operation that failed, such as `open` or `segment`. */
  readonly where: string
  /** What to do next; empty where there is nothing to do. */
  readonly hint: string
}

export class ChromapatchError extends Error {
  override readonly name = 'ChromapatchError'
  readonly code: ErrorCode
  readonly where: string
  readonly hint: string

  constructor(code: ErrorCode, message: string, options: { where?: string; hint?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.where = options.where ?? ''
    this.hint = options.hint ?? ''
  }

  toWire(): WireError {
    return { code: this.code, message: this.message, where: this.where, hint: this.hint }
  }
}

/** Whatever was thrown, as something that may cross. A fault of ours crosses as INTERNAL. */
export function toWireError(thrown: unknown, where: string): WireError {
  if (thrown instanceof ChromapatchError) return { ...thrown.toWire(), where: thrown.where || where }
  return {
    code: 'INTERNAL',
    message: `${where}: something went wrong inside Chromapatch (${reasonOf(thrown)}).`,
    where,
    hint: 'Your photos were not touched. Try again; if it happens again, please report it.',
  }
}

interface SystemError {
  readonly code: string
  readonly syscall: string
  readonly path?: string
}
const isSystemError = (thrown: unknown): thrown is SystemError =>
  thrown instanceof Error && 'syscall' in thrown && 'code' in thrown && typeof thrown.code === 'string'

/** All folders before a name, as Linux, macOS, Windows, its shares and addresses of files write them. */
const FOLDERS = /(?<![\w.\\/])(?:file:\/\/)?(?:[A-Za-z]:[\\/]|\\\\|\/)(?:[^\s\\/'"“”‘’][^\\/'"“”‘’\n]*[\\/])+/g

/** A text in which every path is shortened to the name of its file. */
export const withoutFolders = (text: string): string => text.replace(FOLDERS, '')

/** The system's or a library's reason; of a path, the name alone. */
function reasonOf(thrown: unknown): string {
  if (!isSystemError(thrown)) return withoutFolders(thrown instanceof Error ? thrown.message : String(thrown))
  const name = thrown.path?.split(/[\\/]/).filter((part) => part !== '').at(-1) // prettier-ignore
  return `${thrown.code}, ${thrown.syscall}${name === undefined ? '' : ` “${name}”`}`
}

/** The same class again on the receiving side. */
export function reviveError(wire: WireError): ChromapatchError {
  return new ChromapatchError(wire.code, wire.message, { where: wire.where, hint: wire.hint })
}

export function isCancelled(thrown: unknown): boolean {
  return thrown instanceof ChromapatchError && thrown.code === 'JOB_CANCELLED'
}
