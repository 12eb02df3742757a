/** Seeded noise: the same bytes on every machine and in every run. */

/** Standard deviation of the noise, in steps of a byte: that of a camera at a moderate sensitivity. */
const SIGMA = 3
/** Entries of the table of noise; a prime, so that rows never fall into step with it. */
const TABLE = 65_521

/** mulberry32 (Tommy Ettinger, public domain): 32 bits of state are plenty for noise. */
function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}

/**
 * Adds Gaussian noise to interleaved RGB, in place, clamped to a byte. The noise is read from a
 * table that every row enters at another place: 600 million draws would take minutes.
 */
export function addNoise(pixels: Uint8Array, width: number, seed: number): void {
  const draw = random(seed)
  const table = new Int8Array(TABLE)
  // The sum of twelve uniform numbers is near enough to a Gaussian of deviation 1.
  for (let i = 0; i < TABLE; i++) {
    let sum = -6
    for (let k = 0; k < 12; k++) sum += draw()
    table[i] = Math.round(sum * SIGMA)
  }
  const stride = width * 3
  for (let row = 0; row < pixels.length; row += stride) {
    let at = Math.floor(draw() * TABLE)
    for (let i = row; i < row + stride; i++) {
      const noisy = pixels[i]! + table[at]!
      pixels[i] = noisy < 0 ? 0 : noisy > 255 ? 255 : noisy
      at = at + 1 === TABLE ? 0 : at + 1
    }
  }
}
