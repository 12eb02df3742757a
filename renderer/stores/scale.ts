/** How large things are: a line drawn along something of known length turns pixels into millimetres. */
import { computed } from 'vue'
import type { Point, Size } from '../pane/viewpoint'
import { edit, segmentation, type LengthUnit, type ScaleLine } from './segmentation'

const MILLIMETRES: Readonly<Record<LengthUnit, number>> = { µm: 0.001, mm: 1, cm: 10, m: 1000, in: 25.4 }
export const UNITS = Object.keys(MILLIMETRES) as readonly LengthUnit[]

/** The length of a new line, until its own is typed. */
const FIRST = { length: 10, unit: 'mm' } as const

export const lineLength = ({ from, to }: Pick<ScaleLine, 'from' | 'to'>) => Math.hypot(to[0] - from[0], to[1] - from[1])

/** Millimetres a pixel; null where no line is drawn. */
export const mmPerPixel = computed(() => {
  const { scale } = segmentation.value
  return scale ? (scale.length * MILLIMETRES[scale.unit]) / lineLength(scale) : null
})

/** A line of that scale, where only the scale is known: along the lower border, 100 pixels or what there is. */
export function lineOf(mm: number, { width, height }: Size): ScaleLine {
  const length = Math.min(100, width)
  return { from: [0, height - 1], to: [length, height - 1], length: length * mm, unit: 'mm' }
}

export function drawScaleLine(from: Point, to: Point, photo: Size, key: string): void {
  const within = ({ x, y }: Point): [number, number] => [Math.min(photo.width, Math.max(0, x)), Math.min(photo.height, Math.max(0, y))]
  const line = { from: within(from), to: within(to) }
  if (lineLength(line) < 1) return
  const { length, unit } = segmentation.value.scale ?? FIRST
  edit('Draw the Scale', { scale: { ...line, length, unit } }, key)
}

export function setScale(change: Partial<Pick<ScaleLine, 'length' | 'unit'>>): void {
  const { scale } = segmentation.value
  if (scale) edit('Set the Scale', { scale: { ...scale, ...change } }, 'scale')
}

export function removeScale(): void {
  if (segmentation.value.scale) edit('Remove the Scale', { scale: null })
}
