/**
 * A puzzle picture of two panels, “spot the difference”, cut into them. Along which side it is cut is told by the panels
 * looking alike; where, by the gutter between them: lines of one colour near the middle. Without one it is the very middle.
 */
import type { AlignSource } from '../align/found'
import { align } from '../align/run'

export interface Part {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

export interface Halves {
  /** `columns`: side by side; `rows`: one above the other. */
  readonly axis: 'columns' | 'rows'
  /** Left or upper, then right or lower; both of one size. */
  readonly parts: readonly [Part, Part]
  /** Pixels between them. */
  readonly gutter: number
  /** Share of the structured blocks of one panel that the other has too, 0..1. */
  readonly confidence: number
}

/** RGB bytes of the whole picture. */
export interface Sheet {
  readonly rgb: Uint8Array
  readonly width: number
  readonly height: number
}

/** A gutter is looked for so far from the middle, as a share of the length. */
const REACH = 0.06
/** A line is of one colour when its greys differ by no more, as a standard deviation, and from the next line's by no more. */
const SPREAD_MAX = 9
const STEP_MAX = 10
/** As many pixels of a line tell whether it is of one colour. */
const LOOKS = 600
/** A frame round both panels is taken off up to this share of the length on each side. */
const FRAME_MAX = 0.12
/** A panel that is smaller shows nothing. */
const SIDE_MIN = 24

/**
 * @param looked the picture at some smaller size, by which the panels are compared.
 * @returns null where neither way of cutting gives two panels that show the same.
 */
export function halvesOf(sheet: Sheet, looked: AlignSource, isCancelled: () => boolean = () => false): Halves | null {
  let best: Halves | null = null
  for (const axis of ['columns', 'rows'] as const) {
    const cut = cutAlong(sheet, axis)
    if (cut === null || isCancelled()) continue
    const scale = looked.width / sheet.width
    const [a, b] = cut.parts.map((part) => panelOf(looked, part, scale)) as [AlignSource, AlignSource]
    const { found, confidence } = align(a, b, 'translation', isCancelled)
    if (found && confidence !== null && confidence > (best?.confidence ?? 0)) best = { ...cut, confidence }
  }
  return best
}

/** Part of a picture, as the search for a move sees it. */
function panelOf(of: AlignSource, { x, y, w, h }: Part, scale: number): AlignSource {
  const [left, top] = [Math.round(x * scale), Math.round(y * scale)]
  const [width, height] = [Math.floor(w * scale), Math.floor(h * scale)]
  const grey: AlignSource['grey'] = (level) => {
    const whole = of.grey(level)
    const [x0, y0] = [left >> level, top >> level]
    const size = { width: Math.max(1, width >> level), height: Math.max(1, height >> level) }
    const values = new Float32Array(size.width * size.height)
    for (let row = 0; row < size.height; row++) {
      const from = (y0 + row) * whole.width + x0
      values.set(whole.values.subarray(from, from + size.width), row * size.width)
    }
    return { ...size, values }
  }
  return { width, height, levels: of.levels, grey }
}

function cutAlong(sheet: Sheet, axis: Halves['axis']): Omit<Halves, 'confidence'> | null {
  const [length, breadth] = axis === 'columns' ? [sheet.width, sheet.height] : [sheet.height, sheet.width]
  const line = (at: number) => lineOf(sheet, axis, at)
  const [from, to] = gutterOf(length, line)
  const frame = to > from ? frameOf(length, line, line(from).mean) : [0, length]
  // As long as the shorter of the two: each begins where it was drawn.
  const [first, second] = [from - frame[0]!, frame[1]! - to]
  const side = Math.min(first, second)
  if (side < SIDE_MIN || breadth < SIDE_MIN) return null
  const part = (start: number): Part =>
    axis === 'columns' ? { x: start, y: 0, w: side, h: breadth } : { x: 0, y: start, w: breadth, h: side }
  return { axis, parts: [part(from - first), part(to)], gutter: to - from }
}

interface Line {
  readonly mean: number
  readonly spread: number
}

/** Grey of a column or a row. */
function lineOf({ rgb, width, height }: Sheet, axis: Halves['axis'], at: number): Line {
  const [count, first, stride] = axis === 'columns' ? [height, at, width] : [width, at * width, 1]
  const step = Math.max(1, Math.floor(count / LOOKS))
  let [n, sum, squares] = [0, 0, 0]
  for (let i = 0; i < count; i += step, n++) {
    const p = (first + i * stride) * 3
    const grey = ((rgb[p] as number) + 2 * (rgb[p + 1] as number) + (rgb[p + 2] as number)) / 4
    sum += grey
    squares += grey * grey
  }
  return { mean: sum / n, spread: Math.sqrt(Math.max(0, squares / n - (sum / n) ** 2)) }
}

/** The run of lines of one colour that lies nearest to the middle; an empty one at the middle where there is none. */
function gutterOf(length: number, line: (at: number) => Line): [from: number, to: number] {
  const middle = length >> 1
  const reach = Math.max(2, Math.round(length * REACH))
  const isEven = (at: number) => line(at).spread <= SPREAD_MAX
  for (let off = 0; off <= reach; off++) {
    for (const at of [middle - off, middle + off]) {
      if (at < 1 || at >= length - 1 || !isEven(at)) continue
      const { mean } = line(at)
      const isSame = (other: number) => {
        const { mean: next, spread } = line(other)
        return spread <= SPREAD_MAX && Math.abs(next - mean) <= STEP_MAX
      }
      let [from, to] = [at, at + 1]
      while (from > 0 && isSame(from - 1)) from--
      while (to < length && isSame(to)) to++
      // A band along one panel's edge lies beside the middle, a gutter on it.
      if (Math.abs(from + to - length) / 2 <= (to - from) / 4 + 2) return [from, to]
    }
  }
  return [middle, middle]
}

/** What is left inside of a frame of the gutter's colour. */
function frameOf(length: number, line: (at: number) => Line, colour: number): [from: number, to: number] {
  const most = Math.round(length * FRAME_MAX)
  const isFrame = (at: number) => {
    const { mean, spread } = line(at)
    return spread <= SPREAD_MAX && Math.abs(mean - colour) <= STEP_MAX
  }
  let [from, to] = [0, length]
  while (from < most && isFrame(from)) from++
  while (length - to < most && isFrame(to - 1)) to--
  return [from, to]
}
