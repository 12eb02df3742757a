/** From the residual map to regions: threshold with hysteresis, opening, closing, connected parts, near ones joined. */
import { close, open } from './morphology'
import { REGIONS_MAX } from './index'
import { STEPS_PER_SIGMA } from './noise'

export interface Box {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

export interface RegionOptions {
  /** Threshold in σ. */
  readonly sensitivity: number
  /** In pixels of the map. */
  readonly minArea: number
  /** In pixels of the map: nothing in them is reported. */
  readonly ignored: readonly Box[]
}

/** A part of the map and, after joining, its label in the map of labels. */
export interface FoundRegion extends Box {
  readonly label: number
  readonly area: number
}

/** The rim of a change is followed down to this share of the threshold. */
const FOLLOWED_TO = 0.6
/** Thinner is a line along an edge, not a thing. */
const OPENING = 1
const CLOSING = 3
/** Of a part's area, how much must stand above the threshold itself, next to its least area. */
const CORE = 0.25
/** Boxes nearer than this share of the map's longer side are one change. */
const NEAR = 0.008
/** Two parts are one change when the box round both is no larger than this many times what their own boxes cover. */
const SPARSE = 2.5
/** A speck reaches no farther than this many times its own size. */
const SPECK = 3
/**
 * @param map significance in eighths of σ, a byte a pixel.
 * @param labels is filled: 0, or the label of the pixel's region.
 * @returns regions, largest first.
 */
export function findRegions(map: Uint8Array, width: number, height: number, options: RegionOptions, labels: Uint16Array): FoundRegion[] {
  const high = Math.min(255, Math.ceil(options.sensitivity * STEPS_PER_SIGMA))
  const low = Math.min(high, Math.ceil(Math.max(2, options.sensitivity * FOLLOWED_TO) * STEPS_PER_SIGMA))
  const mask = new Uint8Array(map.length)
  for (let p = 0; p < map.length; p++) if ((map[p] as number) >= low) mask[p] = 1
  ignore(mask, width, height, options.ignored)
  if (options.minArea > 4) open(mask, width, height, OPENING)
  close(mask, width, height, CLOSING)
  // Closing may have reached into it again.
  ignore(mask, width, height, options.ignored)
  const parts = partsOf(mask, map, width, height, high).filter(
    ({ core, area }) => core > 0 && core >= Math.min(area, options.minArea) * CORE,
  )
  return join(parts, Math.max(2, Math.round(Math.max(width, height) * NEAR)), options.minArea, labels)
}

function ignore(mask: Uint8Array, width: number, height: number, boxes: readonly Box[]): void {
  for (const { x, y, w, h } of boxes) {
    const [left, right] = [Math.max(0, x), Math.min(width, x + w)]
    for (let row = Math.max(0, y); row < Math.min(height, y + h); row++) mask.fill(0, row * width + left, row * width + right)
  }
}

interface Part {
  readonly pixels: Int32Array
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
  readonly area: number
  /** Pixels at or above the threshold itself. */
  readonly core: number
}

/** Parts connected over sides and corners. The mask is used up. */
function partsOf(mask: Uint8Array, map: Uint8Array, width: number, height: number, high: number): Part[] {
  const parts: Part[] = []
  const stack = new Int32Array(mask.length)
  for (let start = mask.indexOf(1); start >= 0; start = mask.indexOf(1, start + 1)) {
    let [top, end, core] = [0, 0, 0]
    let [x0, y0, x1, y1] = [width, height, 0, 0]
    // One array holds what was found, in order: what lies behind `top` was visited.
    stack[end++] = start
    mask[start] = 0
    while (top < end) {
      const p = stack[top++] as number
      const x = p % width
      const y = (p - x) / width
      if (x < x0) x0 = x
      if (x > x1) x1 = x
      if (y < y0) y0 = y
      if (y > y1) y1 = y
      if ((map[p] as number) >= high) core++
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const q = ny * width + nx
          if (mask[q] !== 1) continue
          mask[q] = 0
          stack[end++] = q
        }
      }
    }
    parts.push({ pixels: stack.slice(0, end), x0, y0, x1: x1 + 1, y1: y1 + 1, area: end, core })
  }
  return parts
}

interface Group {
  readonly parts: Part[]
  x0: number
  y0: number
  x1: number
  y1: number
  area: number
}

const boxArea = ({ x0, y0, x1, y1 }: Omit<Group, 'parts' | 'area'>) => (x1 - x0) * (y1 - y0)

const holds = (a: Group, b: Group) => a.x0 <= b.x0 && a.y0 <= b.y0 && a.x1 >= b.x1 && a.y1 >= b.y1

/**
 * Whether two are one change: near each other, by their own sizes too, and filling the box round both. Without the
 * latter a low threshold's many specks would chain all that there is into one.
 */
function belongs(a: Group, b: Group, near: number): boolean {
  const reach = Math.min(near, SPECK * Math.sqrt(Math.min(a.area, b.area)))
  if (!(a.x0 - reach < b.x1 && b.x0 - reach < a.x1 && a.y0 - reach < b.y1 && b.y0 - reach < a.y1)) return false
  // What lies within another's box is its own: a frame or a shadow round a thing is not the thing.
  if (holds(a, b) || holds(b, a)) return false
  const both = { x0: Math.min(a.x0, b.x0), y0: Math.min(a.y0, b.y0), x1: Math.max(a.x1, b.x1), y1: Math.max(a.y1, b.y1) }
  return boxArea(both) <= SPARSE * (boxArea(a) + boxArea(b))
}

/** Joins parts whose boxes are near, drops what is too small all the same, and labels the rest. */
function join(parts: readonly Part[], near: number, minArea: number, labels: Uint16Array): FoundRegion[] {
  let groups: Group[] = parts.map((part) => ({ parts: [part], x0: part.x0, y0: part.y0, x1: part.x1, y1: part.y1, area: part.area }))
  for (let joined = true; joined;) {
    joined = false
    const kept: typeof groups = []
    for (const group of groups) {
      const other = kept.find((one) => belongs(one, group, near))
      if (other === undefined) {
        kept.push(group)
        continue
      }
      joined = true
      other.parts.push(...group.parts)
      other.area += group.area
      Object.assign(other, {
        x0: Math.min(other.x0, group.x0),
        y0: Math.min(other.y0, group.y0),
        x1: Math.max(other.x1, group.x1),
        y1: Math.max(other.y1, group.y1),
      })
    }
    groups = kept
  }
  labels.fill(0)
  return groups
    .filter(({ area }) => area >= minArea)
    .sort((a, b) => b.area - a.area || a.y0 - b.y0 || a.x0 - b.x0)
    .slice(0, REGIONS_MAX)
    .map(({ parts: members, x0, y0, x1, y1, area }, i) => {
      for (const { pixels } of members) for (const p of pixels) labels[p] = i + 1
      return { x: x0, y: y0, w: x1 - x0, h: y1 - y0, area, label: i + 1 }
    })
}
