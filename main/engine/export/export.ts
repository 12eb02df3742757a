/**
 * Export runs the model again at full size, from the photo, never from the preview, and writes
 * one file atomically.
 */
import { kindOf } from '../../../core/models/scorers'
import { promises as fs } from 'node:fs'
import type { ExportOptions, Segmentation } from '../../../contract/contract'
import { ChromapatchError } from '../../../contract/errors'
import { writingOf } from '../../disk/atomic'
import { noting } from '../../disk/made'
import type { Arena } from '../threads/arena'
import { blurred } from '../codec/blur'
import { encode } from '../codec/encode'
import { type Picture } from '../codec/picture'
import { writeMask } from '../mask/clean'
import { type Tools } from '../threads/tools'
import type { OpenDocument } from '../photo/documents'
import { boundsOf } from './bounds'
import { cutOutNative, nativeOf } from './native'
import { fullOptions, type FullOptions } from './options'
import { isSameFile } from '../../disk/export-name'
import { refuseSources } from '../../disk/refuse-sources'
import { throwIfCancelled, type Pool } from '../threads/pool'
import type { CallContext } from '../context'
import type { Fitted } from '../mask/fitted'
import { fit } from '../mask/scorer'
import { wholeOf } from '../photo/views'

export interface ExportRequest {
  readonly document: OpenDocument
  readonly segmentation: Segmentation
  readonly options: ExportOptions
  readonly target: string
  readonly overwriteSource: boolean
  /** The name was found free: nothing is replaced. */
  readonly isFresh?: boolean
  /** The digest of the job that the file is made for, noted beside it. */
  readonly job?: string
}

type Watched = Pick<CallContext, 'signal' | 'progress'>
type Write = (picture: Picture) => Promise<void>

/** How much of the work each part is, for the progress bar. */
const MASK_SHARE = 0.15
const COMPOSE_SHARE = 0.25
/** The blur behind a cut-out, as a share of the photo's longer side, where none was asked for. */
const BLUR_SHARE = 0.01

/**
 * @returns the size of the file written.
 * @throws ChromapatchError OUTPUT_*, PHOTO_CHANGED, JOB_CANCELLED, MEMORY_EXCEEDED; an older file is then intact.
 */
export async function exportImage(
  tools: Tools,
  { document, segmentation, options, target, overwriteSource, isFresh = false, job }: ExportRequest,
  { signal, progress }: Watched,
): Promise<{ bytes: number }> {
  const full = fullOptions(options)
  if (!overwriteSource) await refuseSources([document], target)
  else await refuseSeveral(document, target)
  const exif = document.cameraData.fields({ cameraData: options.keepCameraData, location: options.keepLocation })
  const write = async (picture: Picture) => {
    progress('Writing', COMPOSE_SHARE)
    const produce = async () => {
      const bytes = await encode(picture, options, exif)
      throwIfCancelled(signal)
      return bytes
    }
    await writingOf(isFresh)(target, produce, job === undefined ? undefined : noting(job))
  }
  if (options.content === 'score') {
    const fitted = await fit(tools.pool, document, segmentation, signal)
    await withScores(tools.arena, tools.pool, document, fitted, signal, write)
  } else {
    await withMask(tools, document, segmentation, full, { signal, progress }, write)
  }
  progress('Written', 1)
  return { bytes: (await fs.stat(target)).size }
}

/** The mask itself, or the photo through it. */
async function withMask(
  tools: Tools,
  document: OpenDocument,
  segmentation: Segmentation,
  options: FullOptions,
  watched: Watched,
  write: Write,
): Promise<void> {
  const { arena } = tools
  const { width, height, pixels } = document.raster
  const native = await nativeOf(document, options)
  const needsWide = native !== null || (options.content === 'mask' && options.maskDepth === 16)
  await arena.withBytes([pixels, needsWide ? pixels * 2 : 0], async ([narrow, wide]) => {
    await writeMask(
      tools,
      document,
      segmentation,
      { narrow: narrow.offset, wide: needsWide ? wide.offset : -1 },
      {
        signal: watched.signal,
        progress: (share) => watched.progress('Masking', share * MASK_SHARE),
      },
    )
    const mask = arena.bytes(narrow.offset, pixels)
    const cover = needsWide ? new Uint16Array(arena.memory.buffer, wide.offset, pixels) : null
    const crop = options.crop ? boundsOf(mask, width, height) : null
    if (options.crop && crop === null) throw nothingToCrop()
    const place = { width, height, crop }
    if (options.content === 'mask') {
      await write({ ...place, pixels: cover ?? mask, channels: 1, oneBit: options.maskDepth === 1 })
    } else if (native !== null && cover !== null) {
      await write({ ...place, ...cutOutNative(native, cover, options.matte), profile: native.profile })
    } else {
      await withCutout(tools, document, narrow.offset, options, watched, (picture) => write({ ...place, ...picture }))
    }
  })
}

async function withCutout(
  { arena, pool }: Tools,
  document: OpenDocument,
  mask: number,
  { matte, rest, blur }: FullOptions,
  { signal, progress }: Watched,
  write: (picture: Pick<Picture, 'pixels' | 'width' | 'height' | 'channels'>) => Promise<void>,
): Promise<void> {
  const { raster } = document
  const { alpha, width, height } = raster.levels[0]!
  const source = wholeOf(document)
  const channels = (rest === 'none' ? matte === null : alpha >= 0) ? 4 : 3
  const isBlurred = rest === 'blurred'
  const options = { signal, progress: (share: number) => progress('Cutting out', MASK_SHARE + share * (COMPOSE_SHARE - MASK_SHARE)) }
  await arena.withBytes([raster.pixels * channels, isBlurred ? raster.pixels * 3 : 0], async ([out, behind]) => {
    if (isBlurred) {
      const sigma = blur ?? Math.max(0.3, Math.min(200, Math.max(width, height) * BLUR_SHARE))
      arena.bytes(behind.offset, raster.pixels * 3).set(await blurred(raster.rgb, width, height, sigma))
    }
    if (rest === 'none') await pool.run({ kind: 'compose', source, mask, alpha, matte, out: out.offset }, options)
    else await pool.run({ kind: 'blend', source, mask, alpha, behind: isBlurred ? behind.offset : -1, out: out.offset }, options)
    await write({ pixels: arena.bytes(out.offset, raster.pixels * channels), width, height, channels })
  })
}

/** 8 bits for back-projections, which are bytes; 16 for likelihoods, the peak being 65535. */
async function withScores(
  arena: Arena,
  pool: Pool,
  document: OpenDocument,
  { scorer, threshold }: Fitted,
  signal: AbortSignal,
  write: Write,
): Promise<void> {
  const { width, height, pixels } = document.raster
  const source = wholeOf(document)
  const wide = kindOf(scorer).bits === 16
  return await arena.withBytes([wide ? pixels * 2 : pixels], async ([out]) => {
    const { offset } = out
    if (wide) await pool.run({ kind: 'likelihoods', source, scorer, out: offset }, { signal })
    else await pool.run({ kind: 'score', source, scorer, threshold, out: offset }, { signal })
    const map = wide ? new Uint16Array(arena.memory.buffer, offset, pixels) : arena.bytes(offset, pixels)
    await write({ pixels: map, width, height, channels: 1 })
  })
}

function nothingToCrop(): ChromapatchError {
  return new ChromapatchError('PARAMETER_INVALID', 'The mask is empty: there is nothing to crop to.', {
    hint: 'Lower the threshold, or export all of it.',
  })
}

/** One picture in the place of a file of several would lose the others, whoever asked. @throws ChromapatchError OUTPUT_IS_SOURCE */
async function refuseSeveral({ info, source }: OpenDocument, target: string): Promise<void> {
  const { pages = 1 } = info
  if (pages < 2 || source.kind !== 'file' || !(await isSameFile(source.path, target))) return
  throw new ChromapatchError('OUTPUT_IS_SOURCE', `“${source.name}” holds ${pages} pictures; one in its place would lose the others.`, {
    hint: 'Choose another name.',
  })
}
