/** Colours and gaps of a card whose place is known, measured in linear light. */
import { linearOf } from '../kernels/pixel-rule'
import { apply, type Matrix, type Point } from '../pair/align/geometry'
import { COLUMNS, CHIPS, ROWS } from './charts'
import type { Picture } from './chips'
import type { Light } from './colour'

/** Samples across the middle of a chip, and the share of the step between chips that they cover. */
const SAMPLES = 9
const MIDDLE = 0.42

const LIGHT = Float64Array.from({ length: 256 }, (_, byte) => linearOf(byte))

export interface Sample {
  readonly light: Light
  /** Samples with a channel at 255, as a share. */
  readonly clipped: number
}

/** The place of a chip in steps between chips: (0, 0) is the centre of the first. */
export const placeOf = (chip: number): Point => [chip % COLUMNS, Math.floor(chip / COLUMNS)]

/** The mean light of the middle of each chip; null where one lies outside of the picture. `card` leads from steps to pixels. */
export function sampleChips(picture: Picture, card: Matrix): Sample[] | null {
  const samples: Sample[] = []
  for (let chip = 0; chip < CHIPS; chip++) {
    const sample = sampleAt(picture, card, placeOf(chip))
    if (sample === null) return null
    samples.push(sample)
  }
  return samples
}

/** @param across samples in a row, of as many rows. */
export function sampleAt(picture: Picture, card: Matrix, [column, row]: Point, across = SAMPLES): Sample | null {
  const sums: [number, number, number] = [0, 0, 0]
  let clipped = 0
  const count = across * across
  for (let i = 0; i < count; i++) {
    const x = column + (((i % across) + 0.5) / across - 0.5) * MIDDLE
    const y = row + ((Math.floor(i / across) + 0.5) / across - 0.5) * MIDDLE
    const at = pixelAt(picture, apply(card, [x, y]))
    if (at < 0) return null
    const [r, g, b] = [picture.rgb[at] as number, picture.rgb[at + 1] as number, picture.rgb[at + 2] as number]
    sums[0] += LIGHT[r] as number
    sums[1] += LIGHT[g] as number
    sums[2] += LIGHT[b] as number
    if (Math.max(r, g, b) === 255) clipped++
  }
  return { light: [sums[0] / count, sums[1] / count, sums[2] / count], clipped: clipped / count }
}

function pixelAt({ width, height }: Picture, [x, y]: Point): number {
  const [column, row] = [Math.round(x), Math.round(y)]
  return column >= 0 && row >= 0 && column < width && row < height ? (row * width + column) * 3 : -1
}

/** Bilinear, in linear light; the picture holds the place. */
function lightAt({ rgb, width, height }: Picture, x: number, y: number, channel: number): number {
  const [left, top] = [Math.min(width - 2, Math.max(0, Math.floor(x))), Math.min(height - 2, Math.max(0, Math.floor(y)))]
  const [u, v] = [Math.min(1, Math.max(0, x - left)), Math.min(1, Math.max(0, y - top))]
  const cell = (dx: number, dy: number) => LIGHT[rgb[((top + dy) * width + left + dx) * 3 + channel] as number] as number
  return (1 - v) * ((1 - u) * cell(0, 0) + u * cell(1, 0)) + v * ((1 - u) * cell(0, 1) + u * cell(1, 1))
}

/** Places of a profile between two chips, and lines side by side that it is the mean of. */
const [PLACES, LINES] = [64, 7]

/**
 * The gap between chips as a share of the step, across and along. Between the centres of chips A and B the light adds up to
 * half of A and half of B, but for the gap: gap × (G - (A + B) / 2), G being the frame's light. Blur moves light and keeps its sum,
 * so that the slope over many pairs is the gap, however soft the edges are.
 */
export function gapsOf(picture: Picture, card: Matrix): readonly [across: number, along: number] {
  return [gapOf(picture, card, [1, 0]), gapOf(picture, card, [0, 1])]
}

function gapOf(picture: Picture, card: Matrix, [dx, dy]: Point): number {
  // Each channel has a frame of its own, and one slope: the sums are taken around the channel's means.
  const pairs: [number, number][][] = [[], [], []]
  for (let row = 0; row < ROWS - dy; row++) {
    for (let column = 0; column < COLUMNS - dx; column++) {
      for (let channel = 0; channel < 3; channel++) {
        const profile = Array.from({ length: PLACES }, (_, i) => mean(column, row, (i + 0.5) / PLACES, channel))
        const end = Math.round(PLACES / 5)
        const [a, b] = [average(profile.slice(0, end)), average(profile.slice(-end))]
        if (Math.max(a, b) > 0.97) continue
        pairs[channel]!.push([(a + b) / 2, average(profile) - (a + b) / 2])
      }
    }
  }
  let [products, squares] = [0, 0]
  for (const channel of pairs) {
    const [x, y] = [average(channel.map(([half]) => half)), average(channel.map(([, lacking]) => lacking))]
    for (const [half, lacking] of channel) {
      products += (half - x) * (lacking - y)
      squares += (half - x) ** 2
    }
  }
  return squares > 0 ? Math.min(0.6, Math.max(0, -products / squares)) : 0

  function mean(column: number, row: number, share: number, channel: number): number {
    let sum = 0
    for (let line = 0; line < LINES; line++) {
      const aside = ((line + 0.5) / LINES - 0.5) * MIDDLE
      const [x, y] = apply(card, [column + dx * share + dy * aside, row + dy * share + dx * aside])
      sum += lightAt(picture, x, y, channel)
    }
    return sum / LINES
  }
}

const average = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
