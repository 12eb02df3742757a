/** Figures and shapes of a mask as files: CSV and JSON of its objects, SVG and GeoJSON of its contours, COCO run lengths. */
import { promises as fs } from 'node:fs'
import type { FigureFormat, Segmentation } from '../../../contract/contract'
import { writeFileAtomically } from '../../disk/atomic'
import { noting } from '../../disk/made'
import { withCleanMask } from '../mask/clean'
import { type Tools } from '../threads/tools'
import type { OpenDocument } from '../photo/documents'
import { refuseSources } from '../../disk/refuse-sources'
import { labelPng } from '../codec/png/label-png'
import { withLabels } from '../mask/labels'
import { cocoOf } from './vector/coco'
import { geoJsonOf, svgOf } from './vector/drawings'
import { rleOf } from './vector/run-lengths'
import { bytesOf } from './vector/resting'
import { shapesOf } from './vector/shapes'
import { csvOf, jsonOf } from './vector/table'
import { measureObjects } from '../mask/measure'
import { throwIfCancelled } from '../threads/pool'
import type { CallContext } from '../context'

export interface FigureRequest {
  readonly document: OpenDocument
  readonly segmentation: Segmentation
  readonly format: FigureFormat
  /** Millimetres a pixel; null: none are told. */
  readonly scale: number | null
  readonly target: string
  /** The name was found free: nothing is replaced. */
  readonly isFresh?: boolean
  /** The digest of the job that the file is made for, noted beside it. */
  readonly job?: string
}

/** @returns the size of the file. @throws ChromapatchError OUTPUT_*, and as `withCleanMask`; an older file is then intact. */
export async function exportFigures(tools: Tools, request: FigureRequest, { signal, progress }: CallContext): Promise<{ bytes: number }> {
  const { document, target, job } = request
  await refuseSources([document], target)
  progress('Measuring', 0)
  const bytes = await bytesFor(tools, request, signal)
  throwIfCancelled(signal)
  progress('Writing', 0.9)
  await writeFileAtomically(target, bytes, request.isFresh, job === undefined ? undefined : noting(job))
  return { bytes: (await fs.stat(target)).size }
}

async function bytesFor(tools: Tools, { document, segmentation, format, scale }: FigureRequest, signal: AbortSignal): Promise<Buffer> {
  if (format === 'csv' || format === 'json') {
    const measured = await measureObjects(tools, document, segmentation, signal)
    return Buffer.from(format === 'csv' ? csvOf(measured, document.raster.pixels, scale) : jsonOf(document.info, measured, scale), 'utf8')
  }
  if (format === 'coco' || format === 'labels') {
    const { info } = document
    return await withLabels(tools, document, segmentation, signal, (found) =>
      format === 'coco' ? Buffer.from(cocoOf(info, found), 'utf8') : labelPng(found.labels, info.width, info.height, found.names),
    )
  }
  const mask = await withCleanMask(tools, document, segmentation, signal, (cleaned, work) =>
    work.hardened(cleaned, async (hard) => work.bitsOf(hard)),
  )
  if (format === 'rle') return Buffer.from(rleOf(mask), 'utf8')
  const shapes = await shapesOf(mask, signal)
  return await bytesOf(format === 'svg' ? svgOf(shapes, mask.width, mask.height) : geoJsonOf(shapes), signal)
}
