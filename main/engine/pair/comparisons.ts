/** The comparisons that are open. One lives as long as both of its photos, and no longer than it is asked for. */
import type { Changes, Comparison, CompareOptions, ComparisonLayer, DetectOptions, SlowMetrics } from '../../../contract/comparison'
import type { View } from '../../../contract/contract'
import { ChromapatchError } from '../../../contract/errors'
import type { Arena } from '../threads/arena'
import type { Documents, OpenDocument } from '../photo/documents'
import type { Pool } from '../threads/pool'
import type { CallContext } from '../context'
import { invert, type Matrix } from '../../../core/pair/align/geometry'
import { onlyIn } from '../../../core/pair/only-one'
import { compare, release, type OpenComparison } from './comparison'
import { pairAt } from './levels'
import { detect } from './detect'
import { greyOfPair, metricsOfPair } from './figures'
import { layerPixels } from './layers'
import type { Work } from './work'

export interface CompareRequest {
  readonly comparison: string
  readonly before: string
  readonly after: string
  readonly options: CompareOptions
}

interface Held {
  readonly before: string
  readonly after: string
  readonly open: OpenComparison
  reply: Comparison
  metrics: SlowMetrics | null
  uses: number
  closed: boolean
}

/** What calls on a comparison have at hand. */
export interface InUse {
  readonly work: Work
  readonly before: OpenDocument
  readonly after: OpenDocument
  readonly open: OpenComparison
  /** As it was last reported. */
  readonly reply: Comparison
}

type Context = Pick<CallContext, 'signal' | 'progress'>

export class Comparisons {
  private readonly held = new Map<string, Held>()

  constructor(
    private readonly arena: Arena,
    private readonly pool: Pool,
    private readonly documents: Documents,
  ) {}

  /**
   * Compares two open photos under an id, in place of a comparison that had it.
   * @throws ChromapatchError DOCUMENT_UNKNOWN, PHOTO_SIZES_DIFFER, PARAMETER_INVALID, MEMORY_EXCEEDED, JOB_CANCELLED; nothing is then kept.
   */
  async add({ comparison, before, after, options }: CompareRequest, context: Context): Promise<Comparison> {
    this.release(comparison)
    return await this.documents.using(before, (a) =>
      this.documents.using(after, async (b) => {
        const work = this.work(context)
        const open = await compare(work, a, b, options)
        try {
          const changes = await detect(work, open, options)
          context.progress('Measuring', 0.9)
          const grey = await greyOfPair(this.arena, this.pool, pairAt(a.raster, open.aligned, 0), { signal: context.signal })
          const reply = describe(open, a, b, grey, changes)
          this.held.set(comparison, { before, after, open, reply, metrics: null, uses: 0, closed: false })
          return reply
        } catch (thrown) {
          release(this.arena, open)
          throw thrown
        }
      }),
    )
  }

  /** The regions of other settings of the sliders. */
  async detect(comparison: string, options: DetectOptions, context: Context): Promise<Changes> {
    return await this.using(comparison, context, async ({ work, open }) => {
      const changes = await detect(work, open, options)
      const held = this.held.get(comparison)
      if (held !== undefined) held.reply = { ...held.reply, ...changes }
      return changes
    })
  }

  /** Bytes of a layer of the view. */
  async read(comparison: string, layer: ComparisonLayer, view: View, context: Context): Promise<Uint8Array> {
    return await this.using(comparison, context, ({ work, before, open }) => layerPixels(work, before, open, layer, view))
  }

  /** Computed once, when first asked for. */
  async metrics(comparison: string, context: Context): Promise<SlowMetrics> {
    return await this.using(comparison, context, async ({ before, open }) => {
      const held = this.held.get(comparison)
      if (held?.metrics) return held.metrics
      const metrics = await metricsOfPair(this.arena, this.pool, pairAt(before.raster, open.aligned, 0), { signal: context.signal })
      if (held !== undefined) held.metrics = metrics
      return metrics
    })
  }

  /**
   * Lets `use` read a comparison; one that is released meanwhile keeps its memory until `use` ends.
   * @throws ChromapatchError COMPARISON_UNKNOWN, and what `use` throws.
   */
  async using<T>(comparison: string, context: Context, use: (inUse: InUse) => Promise<T>): Promise<T> {
    const held = this.held.get(comparison)
    if (held === undefined)
      throw new ChromapatchError('COMPARISON_UNKNOWN', 'That comparison is not open any more.', { hint: 'Compare the photos again.' })
    held.uses++
    try {
      return await this.documents.using(held.before, (before) =>
        this.documents.using(held.after, (after) => use({ work: this.work(context), before, after, open: held.open, reply: held.reply })),
      )
    } finally {
      held.uses--
      if (held.closed && held.uses === 0) release(this.arena, held.open)
    }
  }

  /** Of one that is not open it does nothing. */
  release(comparison: string): void {
    const held = this.held.get(comparison)
    if (held === undefined) return
    this.held.delete(comparison)
    held.closed = true
    if (held.uses === 0) release(this.arena, held.open)
  }

  /** Those that a photo takes with it when it is closed or replaced. */
  releaseOf(document: string): void {
    for (const [comparison, { before, after }] of this.held) if (before === document || after === document) this.release(comparison)
  }

  private work({ signal, progress }: Context): Work {
    return { arena: this.arena, pool: this.pool, signal, progress }
  }
}

function describe(
  { align, light, noise, aligned }: OpenComparison,
  { info: before, raster: a }: OpenDocument,
  { info: after, raster: b }: OpenDocument,
  { signedGray, mse, psnr }: Awaited<ReturnType<typeof greyOfPair>>,
  changes: Changes,
): Comparison {
  const { homography: h } = align
  const notes = [...before.notes.map((note) => `${before.name}: ${note}`), ...after.notes.map((note) => `${after.name}: ${note}`)]
  if (!align.found) notes.push('No move was found that brings the photos together: they are compared unaligned.')
  if (light.limited === true) notes.push('The light of the photos could not be matched: they are compared as they were shot.')
  const back = invert(h)
  // Of photos that were not brought together, nobody knows what both show.
  const only = (of: OpenDocument['raster'], other: OpenDocument['raster'], move: Matrix | null) =>
    align.found && move !== null ? onlyIn(of, other, move) : []
  return {
    size: { width: aligned.width, height: aligned.height },
    align: {
      ...align,
      homography: [
        [h[0], h[1], h[2]],
        [h[3], h[4], h[5]],
        [h[6], h[7], h[8]],
      ],
    },
    light: { gain: [...light.gain], bias: [...light.bias], uneven: light.blocks !== null, limited: light.limited === true },
    noise,
    signedGray,
    mse,
    psnr,
    ...changes,
    onlyBefore: only(a, b, h),
    onlyAfter: only(b, a, back),
    notes,
  }
}
