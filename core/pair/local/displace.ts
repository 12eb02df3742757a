/** An aligned photo seen through a field of small displacements: bicubic (Catmull-Rom), sRGB-encoded bytes, rounded. */
import { bicubic } from '../warp'
import { sampler, type Flow } from './field'

export interface DisplaceJob {
  /** Offsets: RGB bytes that are read and written, all `width` × `height`. */
  readonly source: number
  readonly out: number
  /** Offsets of a byte a pixel, 255 where the photo shows the scene: of the source, and of the output. */
  readonly covered: number
  readonly coveredOut: number
  readonly width: number
  readonly height: number
}

const PHASES = 64
const WEIGHTS = Array.from({ length: PHASES + 1 }, (_, i) => bicubic(i / PHASES))

/** Fills rows [y0, y1). `flow` may be smaller: it is sampled between its pixels. */
export function displaceRows(bytes: Uint8Array, flow: Flow, job: DisplaceJob, y0: number, y1: number): void {
  const { width, height, source, out, covered, coveredOut } = job
  const [sx, sy] = [width / flow.width, height / flow.height]
  const take = sampler(flow)
  const inside = (value: number, last: number) => (value < 0 ? 0 : value > last ? last : value)
  for (let y = y0; y < y1; y++) {
    for (let x = 0; x < width; x++) {
      take((x + 0.5) / sx - 0.5, (y + 0.5) / sy - 0.5)
      const [u, v] = [x + take.at[0]! * sx, y + take.at[1]! * sy]
      const [cx, cy] = [inside(u, width - 1), inside(v, height - 1)]
      const [ix, iy] = [Math.floor(cx), Math.floor(cy)]
      const [wx, wy] = [WEIGHTS[Math.round((cx - ix) * PHASES)]!, WEIGHTS[Math.round((cy - iy) * PHASES)]!]
      const p = y * width + x
      const isShown = u > -0.75 && v > -0.75 && u < width - 0.25 && v < height - 0.25
      bytes[coveredOut + p] = isShown ? bytes[covered + p]! & bytes[covered + Math.round(cy) * width + Math.round(cx)]! : 0
      for (let c = 0; c < 3; c++) {
        let sum = 0.5
        for (let tap = 0; tap < 4; tap++) {
          const row = source + inside(iy + tap - 1, height - 1) * width * 3 + c
          let across = 0
          for (let k = 0; k < 4; k++) across += wx[k]! * bytes[row + inside(ix + k - 1, width - 1) * 3]!
          sum += wy[tap]! * across
        }
        bytes[out + p * 3 + c] = sum < 0 ? 0 : sum > 255 ? 255 : sum
      }
    }
  }
}
