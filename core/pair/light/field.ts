/** The light at every pixel of a level: rows of gains, from one gain or from blocks between which they run smoothly. */
import type { Light } from './light'

export class LightField {
  /** Gains of a row, R, G, B a pixel; filled by `row`. */
  readonly gains: Float32Array
  readonly bias: Light['bias']
  private readonly isEven: boolean

  constructor(
    private readonly light: Light,
    private readonly width: number,
    private readonly height: number,
  ) {
    this.gains = new Float32Array(width * 3)
    this.bias = light.bias
    this.isEven = light.blocks === null
    for (let i = 0; i < this.gains.length; i++) this.gains[i] = light.gain[(i % 3) as 0]
  }

  /** Makes `gains` those of row y. */
  row(y: number): Float32Array {
    const { blocks, gain } = this.light
    if (this.isEven || blocks === null) return this.gains
    const { columns, rows, factors } = blocks
    const [top, fy] = place(y, this.height, rows)
    const bottom = Math.min(rows - 1, top + 1)
    for (let x = 0; x < this.width; x++) {
      const [left, fx] = place(x, this.width, columns)
      const right = Math.min(columns - 1, left + 1)
      for (let channel = 0; channel < 3; channel++) {
        const at = (column: number, row: number) => factors[(row * columns + column) * 3 + channel] as number
        const upper = at(left, top) * (1 - fx) + at(right, top) * fx
        const lower = at(left, bottom) * (1 - fx) + at(right, bottom) * fx
        this.gains[x * 3 + channel] = gain[channel as 0] * (upper * (1 - fy) + lower * fy)
      }
    }
    return this.gains
  }
}

/** The block before a pixel, and how far on to the next one's middle it is: below 0 and above 1 beyond the outermost middles, where the run continues. */
function place(i: number, length: number, blocks: number): [block: number, share: number] {
  if (blocks === 1) return [0, 0]
  const at = ((i + 0.5) * blocks) / length - 0.5
  const block = Math.max(0, Math.min(blocks - 2, Math.floor(at)))
  return [block, at - block]
}
