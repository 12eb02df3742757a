/** Files made of a comparison: pictures, an animation, a page, tables. Each is written atomically. */
import { promises as fs } from 'node:fs'
import { version } from '../../../package.json'
import type { ComparisonExport, SlowMetrics } from '../../../contract/comparison'
import { replaceAtomically, type Produce } from '../../disk/atomic'
import type { DifferenceMode } from '../../../core/pair/difference'
import { animation, jpegBytes, pngBytes } from '../codec/animate'
import { encode } from '../codec/encode'
import { refuseSources } from '../../disk/refuse-sources'
import { throwIfCancelled } from '../threads/pool'
import { pairAt } from './levels'
import type { InUse } from './comparisons'
import { csvOf, fullReportOf } from './report'
import { pageOf } from './report-page'
import { drawnChannels } from './run-draw'
import { run } from './work'

interface Picture {
  readonly pixels: Uint8Array
  readonly width: number
  readonly height: number
  readonly channels: 1 | 3 | 4
}

/** Animations and pictures inside of a page are no larger than this along the longer side. */
const SHOWN_AT = 1600

/** @throws ChromapatchError OUTPUT_*, JOB_CANCELLED, MEMORY_EXCEEDED; an older file is then intact. */
export async function exportComparison(
  inUse: InUse,
  metrics: SlowMetrics | null,
  what: ComparisonExport,
  { target, overwriteSource }: { target: string; overwriteSource: boolean },
): Promise<{ bytes: number }> {
  if (!overwriteSource) await refuseSources([inUse.before, inUse.after], target)
  const { signal, progress } = inUse.work
  progress('Writing', 0.3)
  const write = (produce: Produce) =>
    replaceAtomically(target, async () => {
      const bytes = await produce()
      throwIfCancelled(signal)
      return bytes
    })
  switch (what.content) {
    case 'difference':
      await withDrawing(inUse, what.mode, 0, (picture) =>
        write(() => encode(picture, { format: what.format, quality: 92, lossless: true })),
      )
      break
    case 'aligned':
      await write(() => encode(alignedPicture(inUse, what.format === 'jpeg'), { format: what.format, quality: 95, lossless: true }))
      break
    case 'animation':
      await write(() => animation(framesOf(inUse), what.format, what.milliseconds))
      break
    case 'report':
      await write(async () => Buffer.from(await reportPage(inUse, metrics!), 'utf8'))
      break
    case 'json':
      await write(() => Buffer.from(`${JSON.stringify(fullReport(inUse, metrics!), null, 1)}\n`, 'utf8'))
      break
    case 'csv':
      await write(() => Buffer.from(csvOf(inUse.reply), 'utf8'))
  }
  progress('Written', 1)
  return { bytes: (await fs.stat(target)).size }
}

/** The whole difference as PNG, for the clipboard. */
export async function differencePicture(inUse: InUse, mode: DifferenceMode): Promise<Uint8Array> {
  return await withDrawing(inUse, mode, 0, ({ pixels, width, height, channels }) => pngBytes(pixels, { width, height, channels }))
}

/** Draws the difference at a level and lets `use` have it while it lasts. */
async function withDrawing<T>(
  { work, before, open, reply }: InUse,
  mode: DifferenceMode,
  level: number,
  use: (picture: Picture & { readonly channels: 1 | 3 }) => Promise<T>,
): Promise<T> {
  const pair = pairAt(before.raster, open.aligned, level)
  const { width, height } = pair
  const channels = drawnChannels(mode)
  const limit = Math.max(Math.abs(reply.signedGray.min), Math.abs(reply.signedGray.max))
  return await work.arena.withBytes([width * height * channels], async ([out]) => {
    await run(work, { name: 'draw', mode, limit, pair, out: out.offset }, height, width * (mode === 'delta-e' ? 8 : 1))
    return await use({ pixels: work.arena.bytes(out.offset, width * height * channels), width, height, channels })
  })
}

/** RGBA where after does not show all of before, else RGB; what is not shown is transparent, or its nearest pixel in JPEG. */
function alignedPicture({ open: { aligned } }: InUse, opaque: boolean): Picture {
  const { width, height, rgb, alpha } = aligned
  if (opaque || alpha === null || !alpha.includes(0)) return { pixels: rgb, width, height, channels: 3 }
  const pixels = new Uint8Array(width * height * 4)
  for (let p = 0; p < alpha.length; p++) {
    if (alpha[p] !== 255) continue
    pixels.set(rgb.subarray(p * 3, p * 3 + 3), p * 4)
    pixels[p * 4 + 3] = 255
  }
  return { pixels, width, height, channels: 4 }
}

function shownLevel({ open: { aligned } }: InUse): number {
  return Math.max(
    0,
    aligned.levels.findIndex(({ width, height }) => Math.max(width, height) <= SHOWN_AT),
  )
}

function shownPixels(inUse: InUse, of: 'before' | 'after'): { pixels: Uint8Array; width: number; height: number } {
  const raster = of === 'before' ? inUse.before.raster : inUse.open.aligned
  const { rgb, width, height } = raster.levels[shownLevel(inUse)]!
  return { pixels: inUse.work.arena.bytes(rgb, width * height * 3), width, height }
}

function framesOf(inUse: InUse) {
  const [before, after] = [shownPixels(inUse, 'before'), shownPixels(inUse, 'after')]
  const pixels = new Uint8Array(before.pixels.length * 2)
  pixels.set(before.pixels)
  pixels.set(after.pixels, before.pixels.length)
  return { pixels, width: before.width, height: before.height, count: 2 }
}

const fullReport = ({ before, after, open, reply }: InUse, metrics: SlowMetrics) =>
  fullReportOf(reply, metrics, { before: before.info.name, after: after.info.name, version, options: open.options })

async function reportPage(inUse: InUse, metrics: SlowMetrics): Promise<string> {
  const jpeg = ({ pixels, width, height }: Omit<Picture, 'channels'>) => jpegBytes(pixels, width, height, 3)
  const difference = await withDrawing(inUse, 'signed', shownLevel(inUse), jpeg)
  const [before, after] = [await jpeg(shownPixels(inUse, 'before')), await jpeg(shownPixels(inUse, 'after'))]
  return pageOf(fullReport(inUse, metrics), { before, after, difference })
}
