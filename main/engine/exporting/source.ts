import { basename } from 'node:path'
import { ChromapatchError } from '../../../preload/errors'
import { isSameFile } from '../../files/export-name'
import type { OpenDocument } from '../documents'

/** The same file by another name (a link, another spelling) is the source too. */
export async function refuseSource({ source }: Pick<OpenDocument, 'source'>, target: string): Promise<void> {
  if (source.kind !== 'file') return
  if (await isSameFile(source.path, target)) {
    throw new ChromapatchError('OUTPUT_IS_SOURCE', `“${basename(target)}” is the photo itself; it was left as it is.`, {
      hint: 'Choose another name.',
    })
  }
}
