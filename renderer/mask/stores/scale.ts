/** How large things are: a line drawn along something of known length turns pixels into millimetres. */
import { computed } from 'vue'
import { lineLength, MILLIMETRES, mmPerPixelOf, type LengthUnit, type RecipeScale, type ScaleLine } from '../../../contract/exports'
import type { Point, Size } from '../../pane/viewpoint'
import { edit, segmentation } from './segmentation'

export const UNITS = Object.keys(MILLIMETRES) as readonly LengthUnit[]

/** The length of a new line, until its own is typed. */
const FIRST = { length: 10, unit: 'mm' } as const

/** Millimetres a pixel; null where no line is drawn. */
export const mmPerPixel = computed(() => mmPerPixelOf(segmentation.value.scale))

/**
 * A recipe's scale on a photo: its line as it was drawn, where that lies on the photo. Where only the scale is known, a line
 * along the lower border, 100 pixels long or what there is.
 */
export function lineOf(scale: Exclude<RecipeScale, null>, { width, height }: Size): ScaleLine {
  const fits = ([x, y]: readonly [number, number]) => x <= width && y <= height
  if (typeof scale === 'object' && fits(scale.from) && fits(scale.to)) return scale
  const mm = mmPerPixelOf(scale)!
  const length = Math.min(100, width)
  return { from: [0, height - 1], to: [length, height - 1], length: length * mm, unit: 'mm' }
}

const within = ({ x, y }: Point, photo: Size): [number, number] => [
  Math.min(photo.width, Math.max(0, x)),
  Math.min(photo.height, Math.max(0, y)),
]

/** One end goes there, the other stays; its length in millimetres is the same. */
export function moveScaleEnd(end: 'from' | 'to', to: Point, photo: Size, key: string): void {
  const { scale } = segmentation.value
  const line = scale && { ...scale, [end]: within(to, photo) }
  if (line && lineLength(line) >= 1) edit('Move the Scale', { scale: line }, key)
}

export function drawScaleLine(from: Point, to: Point, photo: Size, key: string): void {
  const line = { from: within(from, photo), to: within(to, photo) }
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
