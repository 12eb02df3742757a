/**
 * The engine: everything that is done to pixels, behind one function a call. It knows nothing of
 * Electron: main starts it in a utility process, the command line and the tests in plain Node.
 */
import { ChromapatchError } from '../../preload/errors'
import { Arena } from './arena'
import { Documents } from './documents'
import { exportImage } from './export'
import { chromaticityHistograms, chromaticityPlane, probe, viewPixels } from './pictures'
import { Pool } from './pool'
import type { CallContext, EngineCallName, EngineReply, EngineRequest } from './requests'
import { fit } from './scorer'
import { mask, score } from './segmentation'

export interface ServiceOptions {
  /** The built worker, a path. */
  readonly workerFile: string
  /** All cores when left out. */
  readonly threads?: number
}

type Handlers = { [N in EngineCallName]: (request: EngineRequest<N>, context: CallContext) => Promise<EngineReply<N>> }

export class EngineService {
  private readonly arena = new Arena()
  private readonly pool: Pool
  private readonly documents: Documents

  constructor({ workerFile, threads }: ServiceOptions) {
    this.pool = new Pool(this.arena, workerFile, threads)
    this.documents = new Documents(this.arena, this.pool)
  }

  get threads(): number {
    return this.pool.threads
  }

  /** Answers one call. @throws ChromapatchError */
  async call<N extends EngineCallName>(name: N, request: EngineRequest<N>, context: CallContext): Promise<EngineReply<N>> {
    if (!Object.hasOwn(this.handlers, name)) throw new ChromapatchError('REQUEST_UNKNOWN', `The engine has no call “${String(name)}”.`)
    return await this.handlers[name](request, context)
  }

  async close(): Promise<void> {
    await this.pool.close()
  }

  private readonly handlers: Handlers = {
    open: ({ document, source, damaged }, context) => this.documents.add(document, source, damaged, context),
    close: async ({ document }) => {
      this.documents.close(document)
      return {}
    },
    view: ({ document, view }, { pixels }) =>
      this.documents.using(document, (open) => {
        pixels(viewPixels(this.arena, open, view))
        return { width: view.region.w, height: view.region.h }
      }),
    segment: ({ document, segmentation, view }, context) =>
      this.documents.using(document, async (open) => {
        const { map, reply } = await score(this.arena, this.pool, open, segmentation, view, context)
        context.pixels(map)
        return reply
      }),
    measure: ({ document, segmentation }, { signal }) =>
      this.documents.using(document, async (open) => {
        const pixels = await mask(this.pool, open, await fit(this.pool, open, segmentation, signal), -1, { signal })
        return { pixels, fraction: pixels / open.raster.pixels }
      }),
    histograms: ({ document, patch, bins }, { signal }) =>
      this.documents.using(document, (open) => chromaticityHistograms(this.pool, open, patch, bins, signal)),
    plane: ({ document, region, window }, { signal }) =>
      this.documents.using(document, async (open) => ({ counts: await chromaticityPlane(this.pool, open, region, window, signal) })),
    probe: ({ document, x, y }) => this.documents.using(document, (open) => probe(this.arena, open, x, y)),
    export: ({ document, segmentation, options, target, overwriteSource }, context) =>
      this.documents.using(document, async (open) => {
        const fitted = await fit(this.pool, open, segmentation, context.signal)
        const request = { document: open, fitted, options, target, overwriteSource }
        const { bytes } = await exportImage(this.arena, this.pool, request, context)
        return { bytes }
      }),
    memory: async () => ({ resident: process.memoryUsage().rss, arena: this.arena.used, documents: this.documents.count }),
  }
}
