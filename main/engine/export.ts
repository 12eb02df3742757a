/**
 * Export runs the model again at full size, from the photo, never from the preview, and writes
 * one file atomically.
 */
import { promises as fs } from 'node:fs'
import { basename } from 'node:path'
import type { ExportOptions } from '../../preload/contract'
import { ChromapatchError } from '../../preload/errors'
import { replaceAtomically } from '../files/atomic'
import type { Arena } from './arena'
import { encodeToFile, type Picture } from './codec/encode'
import type { OpenDocument } from './documents'
import { throwIfCancelled, type Pool } from './pool'
import type { CallContext } from './requests'
import type { Fitted } from './scorer'
import { mask } from './segmentation'
import { wholeOf } from './views'

export interface ExportRequest {
  readonly document: OpenDocument
  readonly fitted: Fitted
  readonly options: ExportOptions
  readonly target: string
  readonly overwriteSource: boolean
}

/** How much of the work each part is, for the progress bar. */
const MASK_SHARE = 0.15
const COMPOSE_SHARE = 0.25

/**
 * @returns the size of the file written and the mask's pixels.
 * @throws ChromapatchError OUTPUT_*, JOB_CANCELLED, MEMORY_EXCEEDED; an older file is then intact.
 */
export async function exportImage(
  arena: Arena,
  pool: Pool,
  { document, fitted, options, target, overwriteSource }: ExportRequest,
  { signal, progress }: Pick<CallContext, 'signal' | 'progress'>,
): Promise<{ bytes: number; pixels: number }> {
  checkOptions(options)
  if (!overwriteSource) await refuseSource(document, target)
  const { raster, cameraData } = document
  const maskBytes = arena.allocate(raster.pixels)
  try {
    const pixels = await mask(pool, document, fitted, maskBytes.offset, {
      signal,
      progress: (share) => progress('Masking', share * MASK_SHARE),
    })
    const exif = cameraData.fields({ cameraData: options.keepCameraData, location: options.keepLocation })
    const write = async (picture: Picture) => {
      progress('Writing', COMPOSE_SHARE)
      await replaceAtomically(target, async (temporary) => {
        await encodeToFile(temporary, picture, options, exif)
        throwIfCancelled(signal)
      })
    }
    if (options.content === 'mask') {
      await write({ pixels: arena.bytes(maskBytes.offset, raster.pixels), width: raster.width, height: raster.height, channels: 1 })
    } else if (options.content === 'score') {
      await withScores(arena, pool, document, fitted, signal, write)
    } else {
      await withCutout(arena, pool, { document, mask: maskBytes.offset, matte: options.matte }, { signal, progress }, write)
    }
    progress('Written', 1)
    return { bytes: (await fs.stat(target)).size, pixels }
  } finally {
    arena.release(maskBytes)
  }
}

async function withCutout(
  arena: Arena,
  pool: Pool,
  { document, mask: maskOffset, matte }: { document: OpenDocument; mask: number; matte: ExportOptions['matte'] },
  { signal, progress }: Pick<CallContext, 'signal' | 'progress'>,
  write: (picture: Picture) => Promise<void>,
): Promise<void> {
  const { raster } = document
  const { rgb, alpha, width, height } = raster.levels[0]!
  const channels = matte === null ? 4 : 3
  const out = arena.allocate(raster.pixels * channels)
  try {
    await pool.run(
      { kind: 'compose', source: { rgb, stride: width, w: width, h: height }, mask: maskOffset, alpha, matte, out: out.offset },
      { signal, progress: (share) => progress('Cutting out', MASK_SHARE + share * (COMPOSE_SHARE - MASK_SHARE)) },
    )
    await write({ pixels: arena.bytes(out.offset, raster.pixels * channels), width, height, channels })
  } finally {
    arena.release(out)
  }
}

/** 8 bits for back-projections, which are bytes; 16 for likelihoods, the peak being 65535. */
async function withScores(
  arena: Arena,
  pool: Pool,
  document: OpenDocument,
  { scorer, threshold }: Fitted,
  signal: AbortSignal,
  write: (picture: Picture) => Promise<void>,
): Promise<void> {
  const { width, height, pixels } = document.raster
  const source = wholeOf(document)
  const wide = scorer.kind === 'ellipses'
  const out = arena.allocate(wide ? pixels * 2 : pixels)
  try {
    const { offset } = out
    if (wide) await pool.run({ kind: 'likelihoods', source, models: scorer.models, rule: scorer.rule, out: offset }, { signal })
    else await pool.run({ kind: 'score', source, scorer, threshold, out: offset }, { signal })
    const map = wide ? new Uint16Array(arena.memory.buffer, offset, pixels) : arena.bytes(offset, pixels)
    await write({ pixels: map, width, height, channels: 1 })
  } finally {
    arena.release(out)
  }
}

function checkOptions({ content, format, matte }: ExportOptions): void {
  if (content !== 'cutout' && format !== 'png') {
    throw new ChromapatchError('PARAMETER_INVALID', 'A mask or a score map alone is written as PNG.', { hint: 'Choose PNG.' })
  }
  if (content === 'cutout' && format === 'jpeg' && matte === null) {
    throw new ChromapatchError('PARAMETER_INVALID', 'JPEG has no transparency.', {
      hint: 'Choose a colour to put behind, or PNG, WebP or TIFF.',
    })
  }
}

/** The same file by another name (a link, another spelling) is the source too. */
async function refuseSource({ source }: OpenDocument, target: string): Promise<void> {
  if (source.kind !== 'file') return
  const [original, written] = await Promise.all([source.path, target].map((path) => fs.stat(path).catch(() => null)))
  if (original && written && original.dev === written.dev && original.ino === written.ino) {
    throw new ChromapatchError('OUTPUT_IS_SOURCE', `“${basename(target)}” is the photo itself; it was left as it is.`, {
      hint: 'Choose another name.',
    })
  }
}
