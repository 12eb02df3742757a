/** The steps of finding changes that one thread does: what the noise is, and which regions stand out of it. */
import { describeRegion } from '../../../core/pair/changes/describe'
import { noiseOf, overallNoise, ResidualCounts, significance } from '../../../core/pair/changes/noise'
import { isLightOnly } from '../../../core/pair/evidence/light-only'
import { numbersOf } from '../../../core/pair/evidence/numbers'
import { probabilityOf } from '../../../core/pair/evidence/probability'
import { findRegions } from '../../../core/pair/changes/regions'
import { NOISE_CELLS, REGION_CELLS, writeRegion } from './records'
import type { CompareStep } from '../threads/compare-task'

type Step<N extends CompareStep['name']> = Extract<CompareStep, { name: N }>

export function runSignificance(bytes: Uint8Array, { residual, structure, pixels, map, out }: Step<'significance'>): void {
  const values = new Float32Array(bytes.buffer, bytes.byteOffset + residual, pixels)
  const bins = bytes.subarray(structure, structure + pixels)
  const counts = new ResidualCounts()
  counts.add(values, bins)
  const sigmas = noiseOf(counts)
  significance(values, bins, sigmas, bytes.subarray(map, map + pixels))
  new Float64Array(bytes.buffer, bytes.byteOffset + out, NOISE_CELLS).set([overallNoise(counts), ...sigmas])
}

export function runDetection(bytes: Uint8Array, step: Step<'regions'>): void {
  const { before, after, covered, width, height } = step.pair
  const pixels = width * height
  const labels = new Uint16Array(pixels)
  const map = bytes.subarray(step.map, step.map + pixels)
  const regions = findRegions(map, width, height, step.options, labels)
  const cells = new Float64Array(bytes.buffer, bytes.byteOffset + step.out, 1 + regions.length * REGION_CELLS)
  const pair = {
    ...{ before: bytes.subarray(before, before + pixels * 3), after: bytes.subarray(after, after + pixels * 3), width, height },
    residual: new Float32Array(bytes.buffer, bytes.byteOffset + step.residual, pixels),
    ...{ map, covered: bytes.subarray(covered, covered + pixels), tolerance: step.tolerance },
  }
  cells[0] = regions.length
  regions.forEach((region, i) => {
    const evidence = numbersOf(pair, region, labels)
    const probability = probabilityOf(evidence, region.area, step.tolerance > 0)
    const described = describeRegion(pair, region, labels)
    const kind = isLightOnly(pair, region, labels, evidence) ? 'lightOnly' : described.kind
    writeRegion(cells, 1 + i * REGION_CELLS, { ...region, ...described, kind, evidence, probability })
  })
}
