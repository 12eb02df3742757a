/** The last export of many photos of each window: what became of each, so that the rest can be tried again. Paths stay here. */
import { ChromapatchError } from '../../contract/errors'
import type { PhotoRow } from '../../contract/exports'
import type { Request } from '../../contract/contract'

export interface BatchPhoto {
  readonly path: string
  /** Its place among the photos, from 1 on. */
  readonly number: number
  /** Places of the items that are not written yet, in their order. */
  left: number[]
  row: PhotoRow
}

export interface PhotoBatch {
  readonly wish: Omit<Request<'exportPhotos'>, 'job'>
  readonly folder: string
  readonly photos: readonly BatchPhoto[]
}

export class PhotoBatches {
  /** By window: under the job that ran it last. */
  readonly #windows = new Map<number, { readonly job: string; readonly batch: PhotoBatch }>()

  keep(window: number, job: string, batch: PhotoBatch): void {
    this.#windows.set(window, { job, batch })
  }

  /** Throws GRANT_UNKNOWN for a job of another window, or one that another export has followed. */
  find(window: number, job: string): PhotoBatch {
    const kept = this.#windows.get(window)
    if (kept?.job === job) return kept.batch
    throw new ChromapatchError('GRANT_UNKNOWN', 'That export is not known any more.', { hint: 'Choose the photos once more.' })
  }

  closeWindow(window: number): void {
    this.#windows.delete(window)
  }
}
