/** The pixels of a photo by which a move is refined: where they lie, what they show, and how that changes with the move. */
import type { MoveModel } from './fit'
import type { Plane } from './plane'

/** Pixels that take part, about. */
const PIXELS = 90_000

export interface Template {
  readonly unknowns: number
  readonly x: Float32Array
  readonly y: Float32Array
  readonly values: Float32Array
  /** `unknowns` derivatives a pixel. */
  readonly jacobian: Float32Array
}

const UNKNOWNS: Readonly<Record<MoveModel, number>> = { translation: 2, similarity: 4, homography: 8 }

export const middleOf = ({ width, height }: Plane) => ({ x: (width - 1) / 2, y: (height - 1) / 2, scale: Math.hypot(width, height) / 2 })

/** The pixel with the steepest gradient of each small block: as good as all of them, at a fraction of the work. */
export function templateOf(model: MoveModel, { width, height, values }: Plane): Template | null {
  const block = Math.max(1, Math.round(Math.sqrt((width * height) / PIXELS)))
  const chosen: number[] = []
  for (let y0 = 1; y0 < height - 1; y0 += block) {
    for (let x0 = 1; x0 < width - 1; x0 += block) {
      let [best, steepest] = [-1, 1e-4]
      for (let y = y0; y < Math.min(y0 + block, height - 1); y++) {
        for (let p = y * width + x0; p < y * width + Math.min(x0 + block, width - 1); p++) {
          const gx = (values[p + 1] as number) - (values[p - 1] as number)
          const gy = (values[p + width] as number) - (values[p - width] as number)
          if (gx * gx + gy * gy > steepest) [best, steepest] = [p, gx * gx + gy * gy]
        }
      }
      if (best >= 0) chosen.push(best)
    }
  }
  if (chosen.length < 64) return null
  const unknowns = UNKNOWNS[model]
  const n = chosen.length
  const template = {
    unknowns,
    x: new Float32Array(n),
    y: new Float32Array(n),
    values: new Float32Array(n),
    jacobian: new Float32Array(n * unknowns),
  }
  const middle = middleOf({ width, height, values })
  chosen.forEach((p, i) => {
    const [x, y] = [p % width, Math.floor(p / width)]
    template.x[i] = x
    template.y[i] = y
    template.values[i] = values[p] as number
    const gx = 0.5 * middle.scale * ((values[p + 1] as number) - (values[p - 1] as number))
    const gy = 0.5 * middle.scale * ((values[p + width] as number) - (values[p - width] as number))
    template.jacobian.set(derivatives(model, (x - middle.x) / middle.scale, (y - middle.y) / middle.scale, gx, gy), i * unknowns)
  })
  return template
}

/** How the value at (u, v), coordinates from the middle in half diagonals, changes with each unknown. */
function derivatives(model: MoveModel, u: number, v: number, gu: number, gv: number): number[] {
  const outwards = gu * u + gv * v
  if (model === 'translation') return [gu, gv]
  if (model === 'similarity') return [outwards, gv * u - gu * v, gu, gv]
  return [gu * u, gu * v, gu, gv * u, gv * v, gv, -u * outwards, -v * outwards]
}
