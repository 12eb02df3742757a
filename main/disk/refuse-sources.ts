import { basename } from 'node:path'
import { ChromapatchError } from '../../contract/errors'
import { isSameFile } from './export-name'

/** A photo, as far as it may be a file on disk. */
export interface Sourced {
  readonly source:
    { readonly kind: 'file'; readonly path: string; readonly name?: string } | { readonly kind: 'bytes'; readonly name?: string }
}

/**
 * The same file by another name (a link, another spelling) is the source too.
 * @throws ChromapatchError OUTPUT_IS_SOURCE where `target` is one of the photos.
 */
export async function refuseSources(photos: readonly Sourced[], target: string): Promise<void> {
  for (const { source } of photos) {
    if (source.kind !== 'file' || !(await isSameFile(source.path, target))) continue
    const what = photos.length > 1 ? 'one of the photos' : 'the photo itself'
    throw new ChromapatchError('OUTPUT_IS_SOURCE', `“${basename(target)}” is ${what}; it was left as it is.`, {
      hint: 'Choose another name.',
    })
  }
}
