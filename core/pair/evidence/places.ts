/** Which pixels speak of a region: its own, those of its rim too, and those around that belong to no region. */
import type { FoundRegion } from '../changes/regions'

export interface Places {
  readonly inside: Int32Array
  /** The inside and its rim: structure lies along borders. */
  readonly near: Int32Array
  readonly around: Int32Array
}

interface Field {
  readonly covered: Uint8Array
  readonly width: number
  readonly height: number
}

const RIM = 4
const RING = 16
/** Between rim and ring, where the residual is still softened. */
const GAP = 2
const FAR = 999

export function placesOf({ covered, width, height }: Field, region: FoundRegion, labels: Uint16Array): Places {
  const reach = RIM + RING
  const [x0, y0] = [Math.max(0, region.x - reach), Math.max(0, region.y - reach)]
  const [x1, y1] = [Math.min(width, region.x + region.w + reach), Math.min(height, region.y + region.h + reach)]
  const [w, h] = [x1 - x0, y1 - y0]
  // Steps across and down to the region, in two sweeps.
  const far = new Uint16Array(w * h).fill(FAR)
  for (let y = 0; y < h; y++) {
    for (let x = 0; x < w; x++) {
      const i = y * w + x
      const isIn = labels[(y + y0) * width + x + x0] === region.label
      far[i] = isIn ? 0 : 1 + Math.min(x > 0 ? far[i - 1]! : FAR - 1, y > 0 ? far[i - w]! : FAR - 1)
    }
  }
  const [inside, near, around] = [new Places32(w * h), new Places32(w * h), new Places32(w * h)]
  for (let i = w * h - 1; i >= 0; i--) {
    const x = i % w
    far[i] = Math.min(far[i]!, 1 + Math.min(x < w - 1 ? far[i + 1]! : FAR - 1, i + w < w * h ? far[i + w]! : FAR - 1))
    const p = (Math.floor(i / w) + y0) * width + x + x0
    if (covered[p] !== 255) continue
    if (far[i] === 0) inside.add(p)
    if (far[i]! <= RIM) near.add(p)
    else if (far[i]! > RIM + GAP && far[i]! <= reach && labels[p] === 0) around.add(p)
  }
  return { inside: inside.all, near: near.all, around: around.all }
}

class Places32 {
  #n = 0
  readonly #cells: Int32Array

  constructor(most: number) {
    this.#cells = new Int32Array(most)
  }

  add(p: number): void {
    this.#cells[this.#n++] = p
  }

  get all(): Int32Array {
    return this.#cells.subarray(0, this.#n)
  }
}
