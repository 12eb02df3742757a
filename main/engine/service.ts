/**
 * The engine: everything that is done to pixels, behind one function a call. It knows nothing of
 * Electron: main starts it in a utility process, the command line and the tests in plain Node.
 */
import { dirname, join } from 'node:path'
import { ChromapatchError } from '../../contract/errors'
import { readerThread } from './codec/read-foreign'
import { writeFileAtomically } from '../disk/atomic'
import { Arena } from './threads/arena'
import { areaInterval } from './mask/bootstrap'
import { chartCalls } from './charts/calls'
import { cleanPixels } from './mask/clean'
import { type Tools } from './threads/tools'
import { cleanView } from './mask/clean-view'
import { comparisonCalls } from './pair/calls'
import { Comparisons } from './pair/comparisons'
import { split } from './pair/split'
import { Documents } from './photo/documents'
import { exportImage } from './export/export'
import { lookAtPicture, lookAtText } from './export/look'
import { refuseSources } from '../disk/refuse-sources'
import { exportFigures } from './export/figure-files'
import { classNames } from '../../core/models/classes/names'
import { classShares, labelView } from './mask/labels'
import { measureObjects } from './mask/measure'
import { countDisagreement, disagreement, methodPicture } from './mask/method-pictures'
import { chromaticityHistograms, chromaticityPlane, probe, viewPixels } from './photo/pictures'
import { Pool } from './threads/pool'
import { pythonOf } from './python'
import { recipeText } from './recipe/write'
import type { EngineAnswers, EngineCallName, EngineReply, EngineRequest } from './requests'
import type { CallContext } from './context'
import { score } from './mask/segmentation'
import { seriesCalls } from './series/calls'
import { suggestions } from './photo/suggestions'

export interface ServiceOptions {
  /** The built worker, a path. */
  readonly workerFile: string
  /** All cores when left out. */
  readonly threads?: number
}

type Handlers = EngineAnswers<EngineCallName>

export class EngineService {
  private readonly arena = new Arena()
  private readonly pool: Pool
  private readonly documents: Documents
  private readonly comparisons: Comparisons

  private readonly tools: Tools

  constructor({ workerFile, threads }: ServiceOptions) {
    this.pool = new Pool(this.arena, workerFile, threads)
    readerThread.file = join(dirname(workerFile), 'reader.cjs')
    this.documents = new Documents(this.arena, this.pool)
    this.comparisons = new Comparisons(this.arena, this.pool, this.documents)
    this.tools = { arena: this.arena, pool: this.pool }
  }

  get threads(): number {
    return this.pool.threads
  }

  /** Answers one call. @throws ChromapatchError */
  async call<N extends EngineCallName>(name: N, request: EngineRequest<N>, context: CallContext): Promise<EngineReply<N>> {
    if (!Object.hasOwn(this.handlers, name)) throw new ChromapatchError('REQUEST_UNKNOWN', `The engine has no call “${name}”.`)
    return await this.handlers[name](request, context)
  }

  async close(): Promise<void> {
    await this.pool.close()
  }

  private readonly handlers: Handlers = {
    open: ({ document, source, damaged }, context) => {
      this.comparisons.releaseOf(document)
      return this.documents.add(document, source, damaged, context)
    },
    close: async ({ document }) => {
      this.comparisons.releaseOf(document)
      this.documents.close(document)
      return {}
    },
    readView: ({ document, view }, { pixels }) =>
      this.documents.using(document, (open) => {
        pixels(viewPixels(this.arena, open, view))
        return { width: view.region.w, height: view.region.h }
      }),
    segment: ({ document, segmentation, view, letters }, context) =>
      this.documents.using(document, async (open) => {
        const { map, reply } = await score(this.arena, this.pool, open, segmentation, view, context, letters)
        context.pixels(map)
        return reply
      }),
    measure: ({ document, segmentation }, { signal }) =>
      this.documents.using(document, async (open) => {
        const pixels = await cleanPixels(this.tools, open, segmentation, signal)
        return { pixels, fraction: pixels / open.raster.pixels }
      }),
    cleanMask: ({ document, segmentation, view, quick }, { signal, pixels }) =>
      this.documents.using(document, async (open) => {
        const { bytes, ...found } = await cleanView(this.tools, open, segmentation, view, signal, quick)
        pixels(bytes)
        return { ...found, width: found.view.region.w, height: found.view.region.h }
      }),
    labels: ({ document, segmentation, view }, { signal, pixels }) =>
      this.documents.using(document, async (open) => {
        pixels(await labelView(this.tools, open, segmentation, view, signal))
        return { width: view.region.w, height: view.region.h, names: classNames(segmentation.patches) }
      }),
    classShares: ({ document, segmentation }, { signal }) =>
      this.documents.using(document, (open) => classShares(this.tools, open, segmentation, signal)),
    measureObjects: ({ document, segmentation, most }, { signal }) =>
      this.documents.using(document, (open) => measureObjects(this.tools, open, segmentation, signal, most)),
    suggestPatches: ({ document, most }) =>
      this.documents.using(document, async (open) => ({ suggestions: suggestions(this.arena, open, most) })),
    areaInterval: ({ document, segmentation }, { signal }) =>
      this.documents.using(document, (open) => areaInterval(this.tools, open, segmentation, signal)),
    exportFigures: ({ document, ...request }, context) =>
      this.documents.using(document, (open) => exportFigures(this.tools, { document: open, ...request }, context)),
    digest: ({ document }) => this.documents.using(document, async ({ sha256 }) => ({ sha256: await sha256 })),
    saveRecipe: ({ document, content, target }) =>
      this.documents.using(document, async ({ source, sha256 }) => {
        await refuseSources([{ source }], target)
        const bytes = Buffer.from(recipeText(content, { name: source.name, sha256: await sha256 }), 'utf8')
        await writeFileAtomically(target, bytes)
        return { bytes: bytes.length }
      }),
    readPicture: ({ document, picture, segmentation, view }, { signal, pixels }) =>
      this.documents.using(document, async (open) => {
        const { bytes, scale } = await methodPicture(this.tools, open, picture, segmentation, view, signal)
        pixels(bytes)
        return scale
      }),
    readDisagreement: ({ document, first, second, view }, { signal, pixels }) =>
      this.documents.using(document, async (open) => {
        pixels(await disagreement(this.tools, open, [first, second], view, signal))
        return { width: view.region.w, height: view.region.h }
      }),
    measureDisagreement: ({ document, first, second }, { signal }) =>
      this.documents.using(document, (open) => countDisagreement(this.tools, open, [first, second], signal)),
    python: ({ document, segmentation }, { signal }) =>
      this.documents.using(document, async (open) => ({ text: await pythonOf(this.tools, open, segmentation, signal) })),
    histograms: ({ document, patch, bins }, { signal }) =>
      this.documents.using(document, (open) => chromaticityHistograms(this.pool, open, patch, bins, signal)),
    plane: ({ document, region, window }, { signal }) =>
      this.documents.using(document, async (open) => ({ counts: await chromaticityPlane(this.pool, open, region, window, signal) })),
    split: ({ document }, { signal }) => this.documents.using(document, (open) => split(this.arena, this.pool, open, signal)),
    probe: ({ document, x, y }) => this.documents.using(document, (open) => probe(this.arena, open, x, y)),
    export: ({ document, ...request }, context) =>
      this.documents.using(document, (open) => exportImage(this.tools, { document: open, ...request }, context)),
    look: ({ path, isText, look }, { pixels }) => (isText ? lookAtText(path, pixels) : lookAtPicture(path, look, pixels)),
    ...chartCalls(() => ({ ...this.tools, documents: this.documents })),
    ...seriesCalls(() => ({ ...this.tools, documents: this.documents })),
    ...comparisonCalls(() => this.comparisons),
    memory: async () => ({ resident: process.memoryUsage().rss, arena: this.arena.used, documents: this.documents.count }),
  }
}
