/** Mean and spread of the colours of a set of pixels, and how far two such sets are from each other. */
import { labOf } from '../delta-e'

/** Added to each variance, in Lab: bytes are no finer, and a photo's flattest part has noise. */
const FLOOR = 1

export class ColourSpread {
  #n = 0
  readonly #sum = new Float64Array(3)
  readonly #squares = new Float64Array(3)
  readonly #lab = new Float64Array(3)

  /** A pixel of interleaved RGB by its number. */
  add(rgb: Uint8Array, p: number): void {
    const i = p * 3
    labOf(rgb[i]!, rgb[i + 1]!, rgb[i + 2]!, this.#lab)
    for (let c = 0; c < 3; c++) {
      this.#sum[c]! += this.#lab[c]!
      this.#squares[c]! += this.#lab[c]! ** 2
    }
    this.#n++
  }

  /**
   * Bhattacharyya distance of two Gaussians with uncorrelated L, a and b: exp(-distance) is the share that they have in
   * common. 0 where either has no pixel.
   */
  apartFrom(other: ColourSpread): number {
    if (this.#n === 0 || other.#n === 0) return 0
    let distance = 0
    for (let c = 0; c < 3; c++) {
      const [a, b] = [this.#variance(c), other.#variance(c)]
      const gap = this.#sum[c]! / this.#n - other.#sum[c]! / other.#n
      distance += gap ** 2 / (4 * (a + b)) + Math.log((a + b) / (2 * Math.sqrt(a * b))) / 2
    }
    return distance
  }

  #variance(c: number): number {
    return FLOOR + Math.max(0, this.#squares[c]! / this.#n - (this.#sum[c]! / this.#n) ** 2)
  }
}
