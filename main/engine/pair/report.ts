/** A comparison as data that leaves the application: the JSON of the command line and of the report, and the table of regions. */
import type { Comparison, CompareOptions, SlowMetrics } from '../../../contract/comparison'
import { csvText } from '../../../core/csv'
import { ALIGN_VERSION } from '../../../core/pair/align'
import { CHANGES_VERSION, REGIONS_MAX } from '../../../core/pair/changes'
import { DEFINITIONS, DIFFERENCE_VERSION } from '../../../core/pair/difference'
import { LIGHT_VERSION } from '../../../core/pair/light'

/** What a reader of the list must know of it. */
export const cutNote = ({ regions }: Pick<Comparison, 'regions'>): readonly string[] =>
  regions.length < REGIONS_MAX ? [] : [`The list stops at the ${REGIONS_MAX} largest changes. A higher threshold finds fewer.`]

/** The object that `chromapatch difference --json` prints. */
export function reportOf(comparison: Comparison, metrics: SlowMetrics) {
  const { size, align, light, noise, signedGray, mse, psnr, regions, perhaps, lightOnly, onlyBefore, onlyAfter, ...rest } = comparison
  return {
    size,
    align,
    light: { gain: light.gain, bias: light.bias, limited: light.limited },
    noise,
    signedGray,
    metrics: { mse, psnr, ssim: metrics.ssim, deltaE: metrics.deltaE },
    ...{ regions, perhaps, lightOnly, onlyBefore, onlyAfter },
    changedFraction: rest.changedFraction,
    verdict: rest.verdict,
    notes: [...rest.notes, ...cutNote(comparison)],
  }
}

export interface Provenance {
  readonly before: string
  readonly after: string
  readonly version: string
  readonly options: CompareOptions
}

/** The same with what it was made from and how, so that it can be made again. */
export function fullReportOf(comparison: Comparison, metrics: SlowMetrics, { before, after, version, options }: Provenance) {
  return {
    application: { name: 'Chromapatch', version },
    operations: { difference: DIFFERENCE_VERSION, align: ALIGN_VERSION, light: LIGHT_VERSION, changes: CHANGES_VERSION },
    definitions: DEFINITIONS,
    photos: { before, after },
    parameters: { ...options, minArea: comparison.minArea },
    ...reportOf(comparison, metrics),
  }
}

const COLUMNS = ['x', 'y', 'w', 'h', 'area', 'meanDelta', 'deltaE', 'kind'] as const

/** One region a line, after a line of names (RFC 4180). */
export function csvOf({ regions }: Comparison): string {
  return csvText(
    COLUMNS,
    regions.map((region) => COLUMNS.map((column) => region[column])),
  )
}
