/** A field of small displacements between two aligned pictures. */
import type { Size } from '../align/geometry'

export interface Flow {
  readonly width: number
  readonly height: number
  /** Displacement across and down, in pixels of the plane: before's (x, y) lies at (x + u, y + v) of after. */
  readonly u: Float32Array
  readonly v: Float32Array
}

export const still = ({ width, height }: Size): Flow => ({
  width,
  height,
  u: new Float32Array(width * height),
  v: new Float32Array(width * height),
})

/** A field of a coarser level at the size of a finer one. */
export function enlarged(flow: Flow, { width, height }: Size): Flow {
  const [sx, sy] = [width / flow.width, height / flow.height]
  const out = still({ width, height })
  const take = sampler(flow)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      take((x + 0.5) / sx - 0.5, (y + 0.5) / sy - 0.5)
      out.u[y * width + x] = take.at[0]! * sx
      out.v[y * width + x] = take.at[1]! * sy
    }
  }
  return out
}

/** Bilinear values of a field: called with a place, it leaves u and v in `at`. */
export function sampler({ width, height, u, v }: Flow): { (x: number, y: number): void; readonly at: Float64Array } {
  const at = new Float64Array(2)
  const take = (x: number, y: number) => {
    const [cx, cy] = [Math.max(0, Math.min(width - 1.001, x)), Math.max(0, Math.min(height - 1.001, y))]
    const [ix, iy] = [Math.floor(cx), Math.floor(cy)]
    const [fx, fy] = [cx - ix, cy - iy]
    const p = iy * width + ix
    const [right, down] = [ix < width - 1 ? 1 : 0, iy < height - 1 ? width : 0]
    const mix = (of: Float32Array) =>
      (of[p]! * (1 - fx) + of[p + right]! * fx) * (1 - fy) + (of[p + down]! * (1 - fx) + of[p + down + right]! * fx) * fy
    at[0] = mix(u)
    at[1] = mix(v)
  }
  return Object.assign(take, { at })
}
