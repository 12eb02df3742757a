import { basename, resolve } from 'node:path'
import type { DocumentInfo } from '../../contract/contract'
import type { CallContext } from '../engine/context'
import { refuseUnknown } from '../engine/photo/photo-file'
import type { EngineService } from '../engine/service'
import { interrupted } from './interrupt'
import { workerFile } from './worker-file'

export const DOCUMENT = 'd1'

/** Nobody watches; Ctrl-C cancels. */
export const context: CallContext = { signal: interrupted, progress: () => undefined, pixels: () => undefined }

/** Runs `work` with the photo open in an engine of this process, and ends its threads afterwards. */
export async function withPhoto<T>(
  photo: string,
  options: { threads?: number; damaged: boolean; page?: number },
  work: (engine: EngineService, info: DocumentInfo) => Promise<T>,
): Promise<T> {
  const { threads, damaged, page = 0 } = options
  const path = resolve(photo)
  await refuseUnknown(path, basename(path))
  const { EngineService } = await import('../engine/service')
  const engine = new EngineService({ workerFile, ...(threads === undefined ? {} : { threads }) })
  try {
    const info = await engine.call(
      'open',
      { document: DOCUMENT, source: { kind: 'file', path, name: basename(path), page }, damaged },
      context,
    )
    return await work(engine, info)
  } finally {
    await engine.close()
  }
}
