/** Draws a difference as a picture that is written to a file: rows [y0, y1) of the whole pair. */
import { deltaEOf } from '../../../core/pair/delta-e'
import { GREY_UNIT, greyOf } from '../../../core/kernels/grey'
import type { Kernels } from '../../../core/wasm/kernels'
import type { DifferenceMode } from '../../../core/pair/difference'
import { rdbu, rdbuEntry } from '../../../core/pair/difference/rdbu'
import type { CompareStep } from '../threads/compare-task'

type DrawStep = Extract<CompareStep, { name: 'draw' }>

export const drawnChannels = (mode: DifferenceMode): 1 | 3 => (mode === 'signed' || mode === 'channels' ? 3 : 1)

const colours = rdbu()

export function drawRows(bytes: Uint8Array, kernels: Kernels, { mode, limit, pair, out }: DrawStep, y0: number, y1: number): void {
  const channels = drawnChannels(mode)
  const { before, after, covered } = pair
  if (mode === 'absolute-bytes') {
    const [first, count] = [y0 * pair.width, (y1 - y0) * pair.width]
    kernels.greyDistance(before + first * 3, after + first * 3, count, out + first)
    if (covered >= 0) for (let p = first; p < first + count; p++) if (bytes[covered + p] !== 255) bytes[out + p] = 0
    return
  }
  for (let p = y0 * pair.width; p < y1 * pair.width; p++) {
    const isInside = covered < 0 || bytes[covered + p] === 255
    // Where only one photo is, nothing differs.
    drawPixel(bytes, mode, limit, before + p * 3, (isInside ? after : before) + p * 3, out + p * channels)
  }
}

const greyAt = (bytes: Uint8Array, i: number) => greyOf(bytes[i]!, bytes[i + 1]!, bytes[i + 2]!)

function drawPixel(
  bytes: Uint8Array,
  mode: Exclude<DifferenceMode, 'absolute-bytes'>,
  limit: number,
  i: number,
  k: number,
  to: number,
): void {
  switch (mode) {
    case 'signed': {
      const entry = rdbuEntry((greyAt(bytes, i) - greyAt(bytes, k)) / GREY_UNIT, limit)
      for (let c = 0; c < 3; c++) bytes[to + c] = colours[entry * 3 + c]!
      return
    }
    case 'absolute':
      bytes[to] = limit === 0 ? 0 : Math.min(255, Math.round((255 * Math.abs(greyAt(bytes, i) - greyAt(bytes, k))) / GREY_UNIT / limit))
      return
    case 'channels':
      for (let c = 0; c < 3; c++) bytes[to + c] = Math.abs(bytes[i + c]! - bytes[k + c]!)
      return
    case 'delta-e':
      bytes[to] = Math.min(255, Math.round(10 * deltaEOf(bytes, i, k)))
  }
}
