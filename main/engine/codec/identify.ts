/** Which format a file is, or why it does not open: decided by its first bytes, before the rest is read. */
import { ChromapatchError } from '../../../contract/errors'
import { SUPPORTED_FORMATS, type SupportedFormat } from '../../../contract/formats'
import { sniff } from './sniff'

/**
 * @param head the first bytes of the file, HEAD_BYTES if it has them.
 * @throws ChromapatchError PHOTO_EMPTY, PHOTO_UNKNOWN_FORMAT, PHOTO_UNSUPPORTED_FORMAT
 */
export function identify(head: Uint8Array, name: string): SupportedFormat {
  if (head.length === 0) {
    throw new ChromapatchError('PHOTO_EMPTY', `“${name}” is empty: it holds no bytes at all.`, {
      hint: 'Look for another copy of the photo.',
    })
  }
  const sniffed = sniff(head, name)
  if (sniffed.kind === 'supported') return sniffed.format
  const hint = `Chromapatch opens ${SUPPORTED_FORMATS}.`
  if (sniffed.kind === 'unknown')
    throw new ChromapatchError('PHOTO_UNKNOWN_FORMAT', `“${name}” is not a picture that Chromapatch knows.`, { hint })
  throw unsupported(name, sniffed.name)
}

/** @param kind with its article, such as `a JPEG 2000 picture`. */
export function unsupported(name: string, kind: string): ChromapatchError {
  return new ChromapatchError('PHOTO_UNSUPPORTED_FORMAT', `“${name}” is ${kind}, which does not open here.`, {
    hint: `Chromapatch opens ${SUPPORTED_FORMATS}. Convert it to one of these first.`,
  })
}
