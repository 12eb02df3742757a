/** A chart that the window drew, saved where the user says. What the window sends is held against contract/charts.ts before. */
import { dirname, parse } from 'node:path'
import type { BrowserWindow } from 'electron'
import type { ChartContent } from '../../contract/charts'
import type { PhotoSource } from '../engine/context'
import { refuseSources } from '../disk/refuse-sources'
import { writeFileAtomically } from '../disk/atomic'
import { askForFile, type FileKind } from './dialogs'

const KINDS: Readonly<Record<ChartContent['kind'], string>> = { png: 'PNG image', svg: 'SVG drawing', csv: 'CSV table' }

/** Null when the user closes the dialog. @throws ChromapatchError OUTPUT_IS_SOURCE and what writing may fail with */
export async function saveChartFile(
  window: BrowserWindow,
  source: PhotoSource,
  chart: string,
  { kind, content }: ChartContent,
  lastFolder: string | null,
): Promise<{ path: string; folder: string; bytes: number } | null> {
  const file: FileKind = { title: 'Save Chart', name: KINDS[kind], ending: kind }
  const path = await askForFile(window, source, file, `${parse(source.name).name}-${chart}.${kind}`, lastFolder)
  if (path === null) return null
  await refuseSources([{ source }], path)
  const bytes = Buffer.from(content, kind === 'png' ? 'base64' : 'utf8')
  await writeFileAtomically(path, bytes)
  return { path, folder: dirname(path), bytes: bytes.length }
}
