/** Calls about comparisons. Whatever the contract names them, the rest of this folder asks here. */
import type {
  Changes,
  ColourChange,
  Comparison,
  ComparisonExport,
  ComparisonLayer,
  CompareOptions,
  DetectOptions,
  DifferenceMode,
  SlowMetrics,
} from '../../../contract/comparison'
import type { Grant, ScoreScale, Segmentation, View } from '../../../contract/contract'
import { call, start, withPixels } from '../../bridge/api'

export interface Compared extends Comparison {
  readonly comparison: string
}

/** Pixels of a view as they came. */
export interface ViewBytes {
  readonly width: number
  readonly height: number
  readonly bytes: Uint8Array
}

/** Called with the job's name, by which its progress is told. */
type Started = (job: string) => void

/**
 * Compares two open photos. A comparison that comes although nobody waits for it any more is closed:
 * each holds as much memory as a photo.
 */
export async function comparePhotos(
  pair: { readonly before: string; readonly after: string },
  options: CompareOptions,
  { signal, started }: { signal: AbortSignal; started: Started },
): Promise<Compared> {
  const late = ({ comparison }: Compared) => closeComparison(comparison)
  return await start('compare', { before: pair.before, after: pair.after, options }, { signal, started, late })
}

export const detectChanges = (comparison: string, options: DetectOptions, signal?: AbortSignal): Promise<Changes> =>
  start('detectChanges', { comparison, options }, { signal })

export async function readLayer(comparison: string, layer: ComparisonLayer, view: View, signal?: AbortSignal): Promise<ViewBytes> {
  const { reply, bytes } = await withPixels('readComparison', { comparison, layer, view }, signal)
  return { width: reply.width, height: reply.height, bytes }
}

export async function readPhoto(document: string, view: View, signal?: AbortSignal): Promise<ViewBytes> {
  const { reply, bytes } = await withPixels('readView', { document, view }, signal)
  return { width: reply.width, height: reply.height, bytes }
}

/** How much of a colour each photo has. */
export const measureColour = (comparison: string, segmentation: Segmentation, signal: AbortSignal): Promise<ColourChange> =>
  start('measureColour', { comparison, segmentation }, { signal })

/** Two bytes a pixel: the scores of before and of after. */
export async function readColour(
  comparison: string,
  segmentation: Segmentation,
  view: View,
  signal: AbortSignal,
): Promise<ViewBytes & { readonly scale: ScoreScale }> {
  const { reply, bytes } = await withPixels('readColour', { comparison, segmentation, view }, signal)
  return { width: reply.width, height: reply.height, bytes, scale: reply.scale }
}

/** The difference onto the clipboard, as it would be exported. */
export const copyDifference = (comparison: string, mode: DifferenceMode): Promise<unknown> => start('copyDifference', { comparison, mode })

/** SSIM and ΔE2000 of the whole photo. */
export const measure = (comparison: string, signal: AbortSignal): Promise<SlowMetrics> =>
  start('comparisonMetrics', { comparison }, { signal })

/** Null where the user closed the system's dialog. */
export async function exportComparison(
  comparison: string,
  what: ComparisonExport,
  { signal, started }: { signal: AbortSignal; started: Started },
): Promise<{ readonly grant: Grant; readonly bytes: number } | null> {
  return (await start('exportComparison', { comparison, what }, { signal, started })).saved
}

export function closeComparison(comparison: string): void {
  void call('closeComparison', { comparison }).catch(() => undefined)
}
