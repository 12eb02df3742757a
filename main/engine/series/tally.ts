/** The figures of a photo's mask: one row of a table. */
import type { Segmentation } from '../../../contract/contract'
import * as m from '../../../core/mask/measure-regions'
import { thresholdBand } from '../../../core/models/band'
import type { Tally } from '../../../core/series/doubts'
import { cleanPixels, withCleanMask } from '../mask/clean'
import { checkModel } from '../mask/parameters'
import { fit } from '../mask/scorer'
import type { OpenDocument } from '../photo/documents'
import { throwIfCancelled } from '../threads/pool'
import type { Tools } from '../threads/tools'

/** @throws ChromapatchError as `withCleanMask`. */
export async function tallyOf(tools: Tools, document: OpenDocument, segmentation: Segmentation, signal: AbortSignal): Promise<Tally> {
  const { pixels: all } = document.raster
  const { rgb } = document.raster.levels[0]!
  const found = await withCleanMask(tools, document, segmentation, signal, (mask, work) =>
    work.hardened(mask, async (hard) => {
      const records = await work.measure(hard, rgb)
      const clipped = document.info.clippedPixels === 0 ? 0 : await clippedIn(tools, document, (out) => work.write(hard, out, false))
      return { records, clipped }
    }),
  )
  const { records, clipped } = found
  const objects = records.length / m.RECORD
  const sums = { pixels: 0, red: 0, green: 0, blue: 0, outline: 0 }
  for (let at = 0; at < records.length; at += m.RECORD) {
    sums.pixels += records[at + m.NET]!
    sums.red += records[at + m.RED]!
    sums.green += records[at + m.GREEN]!
    sums.blue += records[at + m.BLUE]!
    sums.outline += m.perimeterOf(records.subarray(at, at + m.RECORD))
  }
  const { pixels } = sums
  const [least, most] = await bandOf(tools, document, segmentation, pixels, signal)
  // Whether a pixel that the outline cuts counts is chance: half a pixel along it.
  const edge = sums.outline / 2
  const [low, high] = [Math.max(0, Math.floor(least - edge)), Math.min(all, Math.ceil(most + edge))]
  return {
    ...{ pixels, fraction: pixels / all, objects, low, high, clipped },
    colour: pixels === 0 ? null : [sums.red / pixels, sums.green / pixels, sums.blue / pixels],
    taken: takenOf(document),
  }
}

/** Pixels at a stricter and at a looser threshold, after the same steps. A gate has none. */
async function bandOf(
  tools: Tools,
  document: OpenDocument,
  segmentation: Segmentation,
  pixels: number,
  signal: AbortSignal,
): Promise<[number, number]> {
  const { model } = checkModel(segmentation.model, segmentation.parameters, segmentation.threshold)
  const { threshold: used } = await fit(tools.pool, document, segmentation, signal)
  const counts = [pixels]
  for (const threshold of thresholdBand(model, used)) {
    throwIfCancelled(signal)
    if (threshold !== used) counts.push(await cleanPixels(tools, document, { ...segmentation, automatic: false, threshold }, signal))
  }
  // A step that takes the largest, or turns the mask over, may have them the other way round.
  return [Math.min(...counts), Math.max(...counts)]
}

async function clippedIn({ arena }: Tools, document: OpenDocument, write: (out: number) => Promise<void>): Promise<number> {
  const { pixels, rgb } = document.raster
  return await arena.withBytes([pixels], async ([place]) => {
    await write(place.offset)
    const mask = arena.bytes(place.offset, pixels)
    let clipped = 0
    for (let p = 0, at = 0; p < pixels; p++, at += 3) {
      if (mask[p] !== 0 && (rgb[at] === 255 || rgb[at + 1] === 255 || rgb[at + 2] === 255)) clipped++
    }
    return clipped
  })
}

/** The camera's own clock, without a zone: EXIF's 2024:05:31 14:07:12 as ISO 8601 has it. */
function takenOf({ cameraData }: OpenDocument): string {
  const { IFD0, IFD2 } = cameraData.fields({ cameraData: true, location: false })
  const text = IFD2?.['DateTimeOriginal'] ?? IFD2?.['DateTimeDigitized'] ?? IFD0?.['DateTime'] ?? ''
  const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d:\d\d:\d\d)/.exec(text)
  return parts === null || parts[1] === '0000' ? '' : `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}`
}
