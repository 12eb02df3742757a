/** The compiled module over a memory, and what all of its callers share. */
import { SLOT_BYTES, type BytesUpTo } from '../memory'
import { keepsAll, type PixelRule } from '../kernels/pixel-rule'

/** The module's exports, see assembly/index.ts. */
export interface Exports {
  maskOfOne(rgb: number, count: number, out: number, slot: number, correlated: number): number
  maskOfMany(rgb: number, count: number, out: number, slot: number): number
  maskExactly(rgb: number, count: number, out: number, slot: number): number
  scoreOfOne(rgb: number, count: number, out: number, slot: number, correlated: number): void
  scoreOfMany(rgb: number, count: number, out: number, slot: number): void
  scoreExactly(rgb: number, count: number, out: number, slot: number): void
  census(rgb: number, count: number): bigint
  halve(source: number, width: number, height: number, channels: number, out: number, y0: number, y1: number): void
  gate(rgb: number, count: number, plane: number, minimumSum: number, minimumSpread: number, most: number): number
  lookUpHues(rgb: number, count: number, plane: number, out: number, table: number): number
  countHues(rgb: number, count: number, plane: number, counts: number): void
  countKeys(rgb: number, count: number, bins: number, r: number, g: number, copy: number): void
  countPairs(rgb: number, count: number, bins: number, counts: number): void
  lookUpPairs(rgb: number, count: number, out: number, bins: number, table: number): number
  chromaticitySums(
    rgb: number,
    stride: number,
    w: number,
    h: number,
    minimumSum: number,
    minimumSpread: number,
    most: number,
    table: number,
    sums: number,
  ): number
  fieldRow(rgb: number, x: number, count: number, row: number, size: number, shift: number, cut: number, out: number): number
  cutOut(rgb: number, mask: number, alpha: number, out: number, count: number): void
  cutOutOn(rgb: number, mask: number, alpha: number, out: number, count: number, pattern: number): void
  greyDifference(before: number, after: number, count: number, out: number): void
  greyDistance(before: number, after: number, count: number, out: number): void
  pack(bytes: number, width: number, out: number, y0: number, y1: number): void
  dilate(bits: number, width: number, height: number, radius: number, flip: number, out: number, y0: number, y1: number, slot: number): void
  majority(
    bits: number,
    width: number,
    height: number,
    radius: number,
    half: number,
    out: number,
    y0: number,
    y1: number,
    first: number,
    end: number,
    slot: number,
  ): void
  featherBits(
    bits: number,
    width: number,
    height: number,
    radius: number,
    out: number,
    y0: number,
    y1: number,
    first: number,
    end: number,
    slot: number,
  ): void
  boundsOfOne(rgb: number, count: number, some: number, full: number, slot: number): void
  rampBetween(rgb: number, count: number, some: number, full: number, out: number, left: number, open: number, slot: number): number
  guidedBits(
    bits: number,
    rgb: number,
    width: number,
    height: number,
    radius: number,
    epsilon: number,
    out: number,
    first: number,
    slot: number,
  ): void
  harden(values: number, width: number, out: number, y0: number, y1: number): void
  countSoft(values: number, count: number): number
  view(
    mask: number,
    width: number,
    height: number,
    soft: number,
    side: number,
    x: number,
    y: number,
    w: number,
    out: number,
    y0: number,
    y1: number,
    sums: number,
  ): void
}

export interface SimdModule {
  readonly memory: WebAssembly.Memory
  readonly exports: Exports
  readonly bytesUpTo: BytesUpTo
}

/** Where in a slot a run that is only counted leaves its bytes for the rule, and how many pixels fit. */
export const PLANE_PIXELS = 32_768
export const PLANE = SLOT_BYTES - PLANE_PIXELS

/**
 * Runs a kernel that writes a byte per pixel (none for `out` 0) and counts those it sets, and lays
 * the rule over what it wrote. `out` is -1 to count alone; the rule then needs a plane of its own.
 */
export function withRule(
  { exports }: SimdModule,
  rule: PixelRule,
  slot: number,
  [rgb, count, out]: readonly [rgb: number, count: number, out: number],
  run: (rgb: number, count: number, out: number) => number,
): number {
  if (keepsAll(rule)) return run(rgb, count, Math.max(out, 0))
  const { minimumSum, minimumSpread, excludeClipped } = rule
  const gate = (at: number, n: number, plane: number) => {
    run(at, n, plane)
    return exports.gate(at, n, plane, minimumSum, minimumSpread, excludeClipped ? 254 : 255)
  }
  if (out >= 0) return gate(rgb, count, out)
  let inside = 0
  for (let first = 0; first < count; first += PLANE_PIXELS)
    inside += gate(rgb + first * 3, Math.min(PLANE_PIXELS, count - first), slot + PLANE)
  return inside
}
