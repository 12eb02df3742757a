/**
 * Corners with a description that survives turning, scaling and other light: for moves too large to be found by
 * sliding. Corners by the smaller eigenvalue of the structure tensor (Shi and Tomasi 1994), turned by the patch's centre of
 * brightness and described by 256 comparisons, as in ORB (Rublee et al. 2011, doi:10.1109/ICCV.2011.6126544).
 */
import { boxMean, smoothed, type Plane } from './plane'
import { lottery } from './solve'

export interface Feature {
  /** Pixel of the plane that was handed in. */
  readonly x: number
  readonly y: number
  /** Eight words of 32 comparisons. */
  readonly words: Int32Array
}

/** Each step of scale; six steps reach 1 / 3. */
const STEP = 1.25
const STEPS = 6
const FEATURES = 1400
/** Half the patch that is described; corners keep this much distance from the border. */
const RADIUS = 15
const WORDS = 8

/** 256 pairs of points, drawn once from a Gaussian over the patch, as BRIEF has them; always the same. */
const PAIRS = (() => {
  const draw = lottery(20_110_713)
  const gaussian = () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw())
  const inside = () => Math.max(-RADIUS + 3, Math.min(RADIUS - 3, gaussian() * (RADIUS / 2.5)))
  return Float32Array.from({ length: WORDS * 32 * 4 }, inside)
})()

export function featuresOf(plane: Plane): Feature[] {
  const found: Feature[] = []
  // Each step has its share of the features by its area.
  const areas = Array.from({ length: STEPS }, (_, i) => STEP ** (-2 * i))
  const whole = areas.reduce((sum, area) => sum + area)
  let at = plane
  for (let i = 0; i < STEPS; i++) {
    if (i > 0) at = shrunk(plane, STEP ** i)
    if (Math.min(at.width, at.height) < 3 * RADIUS) break
    const [sx, sy] = [plane.width / at.width, plane.height / at.height]
    const soft = boxMean(smoothed(at), 1)
    for (const [x, y] of cornersOf(at, Math.round((FEATURES * (areas[i] as number)) / whole))) {
      found.push({ x: (x + 0.5) * sx - 0.5, y: (y + 0.5) * sy - 0.5, words: describe(soft, x, y) })
    }
  }
  return found
}

/** Area-aware enough for steps of 1.25: smoothed in proportion, then sampled. */
function shrunk(plane: Plane, factor: number): Plane {
  const [width, height] = [Math.round(plane.width / factor), Math.round(plane.height / factor)]
  const soft = factor > 1.9 ? boxMean(plane, 1) : smoothed(plane)
  const values = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      values[y * width + x] = bilinear(soft, ((x + 0.5) * plane.width) / width - 0.5, ((y + 0.5) * plane.height) / height - 0.5)
    }
  }
  return { width, height, values }
}

function bilinear({ width, height, values }: Plane, x: number, y: number): number {
  const [cx, cy] = [Math.max(0, Math.min(width - 1.001, x)), Math.max(0, Math.min(height - 1.001, y))]
  const [ix, iy] = [Math.floor(cx), Math.floor(cy)]
  const [fx, fy] = [cx - ix, cy - iy]
  const at = iy * width + ix
  const top = (values[at] as number) * (1 - fx) + (values[at + 1] as number) * fx
  return top * (1 - fy) + ((values[at + width] as number) * (1 - fx) + (values[at + width + 1] as number) * fx) * fy
}

/** The strongest corners, spread over the picture: at most `wanted`, no two in one cell's neighbourhood. */
function cornersOf(plane: Plane, wanted: number): [number, number][] {
  const { width, height } = plane
  const strength = cornerStrength(plane)
  const cell = Math.max(4, Math.floor(Math.sqrt((width * height) / (wanted * 2.5))))
  const found: { x: number; y: number; s: number }[] = []
  for (let y0 = RADIUS; y0 < height - RADIUS; y0 += cell) {
    for (let x0 = RADIUS; x0 < width - RADIUS; x0 += cell) {
      let [best, most] = [-1, 1e-6]
      for (let y = y0; y < Math.min(y0 + cell, height - RADIUS); y++) {
        for (let p = y * width + x0; p < y * width + Math.min(x0 + cell, width - RADIUS); p++) {
          if ((strength[p] as number) > most) [best, most] = [p, strength[p] as number]
        }
      }
      if (best >= 0) found.push({ x: best % width, y: Math.floor(best / width), s: most })
    }
  }
  return found
    .sort((a, b) => b.s - a.s)
    .slice(0, wanted)
    .map(({ x, y }) => [x, y])
}

function cornerStrength({ width, height, values }: Plane): Float32Array {
  const [xx, yy, xy] = [new Float32Array(values.length), new Float32Array(values.length), new Float32Array(values.length)]
  for (let y = 1; y < height - 1; y++) {
    for (let p = y * width + 1; p < (y + 1) * width - 1; p++) {
      const gx = (values[p + 1] as number) - (values[p - 1] as number)
      const gy = (values[p + width] as number) - (values[p - width] as number)
      xx[p] = gx * gx
      yy[p] = gy * gy
      xy[p] = gx * gy
    }
  }
  const [a, b, c] = [xx, yy, xy].map((plane) => boxMean({ width, height, values: plane }, 2).values) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  for (let p = 0; p < a.length; p++) {
    const [half, difference] = [0.5 * ((a[p] as number) + (b[p] as number)), 0.5 * ((a[p] as number) - (b[p] as number))]
    a[p] = half - Math.sqrt(difference * difference + (c[p] as number) ** 2)
  }
  return a
}

function describe({ width, values }: Plane, x: number, y: number): Int32Array {
  const centre = y * width + x
  let [mx, my] = [0, 0]
  for (let dy = -RADIUS + 1; dy < RADIUS; dy++) {
    const reach = Math.floor(Math.sqrt((RADIUS - 1) ** 2 - dy * dy))
    for (let dx = -reach; dx <= reach; dx++) {
      const value = values[centre + dy * width + dx] as number
      mx += dx * value
      my += dy * value
    }
  }
  const length = Math.hypot(mx, my) || 1
  const [c, s] = [mx / length, my / length]
  const words = new Int32Array(WORDS)
  const valueAt = (px: number, py: number) => values[centre + Math.round(s * px + c * py) * width + Math.round(c * px - s * py)] as number
  for (let i = 0; i < WORDS * 32; i++) {
    const k = i * 4
    const isBrighter = valueAt(PAIRS[k] as number, PAIRS[k + 1] as number) > valueAt(PAIRS[k + 2] as number, PAIRS[k + 3] as number)
    if (isBrighter) words[i >> 5] = (words[i >> 5] as number) | (1 << (i & 31))
  }
  return words
}
