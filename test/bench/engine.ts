/**
 * The engine as the application has it: the same arena, pool, worker threads and decoded documents
 * that `EngineService` is composed of, with one pool for each number of threads over one memory.
 */
import { basename, join } from 'node:path'
import type { Segmentation } from '../../contract/contract'
import { Arena } from '../../main/engine/threads/arena'
import { Documents, type OpenDocument } from '../../main/engine/photo/documents'
import { Pool } from '../../main/engine/threads/pool'
import type { CallContext } from '../../main/engine/context'
import { fit } from '../../main/engine/mask/scorer'
import { mask, scoreInto } from '../../main/engine/mask/segmentation'
import { wholeOf } from '../../main/engine/photo/views'
import type { Photo } from './photos'

export const quiet: CallContext = { signal: new AbortController().signal, progress: () => undefined, pixels: () => undefined }

export class BenchEngine {
  readonly arena = new Arena()
  private readonly pools = new Map<number, Pool>()
  private readonly documents: Documents
  private readonly workerFile: string

  constructor(root: string, threads: number) {
    this.workerFile = join(root, 'out/main/worker.cjs')
    this.documents = new Documents(this.arena, this.pool(threads))
  }

  pool(threads: number): Pool {
    const pool = this.pools.get(threads) ?? new Pool(this.arena, this.workerFile, threads)
    this.pools.set(threads, pool)
    return pool
  }

  /** Opens the photo from its file, as a user does. It stays open until the end. */
  async open(id: string, { path }: Pick<Photo, 'path'>): Promise<OpenDocument> {
    await this.documents.add(id, { kind: 'file', path, name: basename(path) }, false, quiet)
    return await this.documents.using(id, (open) => open)
  }

  /** The mask at full size, bytes and all, from patches to the last pixel. */
  async mask(threads: number, document: OpenDocument, segmentation: Segmentation, out: number): Promise<number> {
    forget(document)
    const { signal } = quiet
    return await mask(this.pool(threads), document, await fit(this.pool(threads), document, segmentation, signal), out, { signal })
  }

  /** The score map at full size, from patches to the last pixel. */
  async score(threads: number, document: OpenDocument, segmentation: Segmentation, out: number): Promise<void> {
    forget(document)
    const { signal } = quiet
    const fitted = await fit(this.pool(threads), document, segmentation, signal)
    await scoreInto(this.pool(threads), wholeOf(document), fitted, out, { signal })
  }

  async close(): Promise<void> {
    for (const pool of this.pools.values()) await pool.close()
  }
}

/** Nothing of an earlier run is used again: the peers begin anew each time. */
export function forget({ statistics, counts, histograms, hues }: OpenDocument): void {
  hues.release()
  for (const kept of [statistics, counts, histograms]) kept.clear()
}
