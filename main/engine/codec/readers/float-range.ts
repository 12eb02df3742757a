/** Numbers of no fixed range → 16 bits, and the line that says how. */

/** Ranges that floats are written in, tried in order. */
const USUAL = [1, 255, 65_535] as const

/** @returns 0 … 65535; values that are no numbers are 0. */
export function fromFloats(values: ArrayLike<number>): { samples: Uint16Array; note: string } {
  let [low, high] = [Infinity, -Infinity]
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (!Number.isFinite(value)) continue
    if (value < low) low = value
    if (value > high) high = value
  }
  if (low > high) [low, high] = [0, 1]
  const usual = low >= 0 ? USUAL.find((most) => high <= most) : undefined
  const [from, to] = usual === undefined ? [low, high > low ? high : low + 1] : [0, usual]
  const samples = new Uint16Array(values.length)
  const scale = 65_535 / (to - from)
  for (let i = 0; i < values.length; i++) {
    const value = (values[i]! - from) * scale
    samples[i] = value > 0 ? Math.min(65_535, Math.round(value)) : 0
  }
  const range = `${shown(from)} to ${shown(to)}`
  return {
    samples,
    note:
      usual === undefined
        ? `Its numbers go from ${range}, measured; that is shown as black to white.`
        : `Its numbers were read as ${range}.`,
  }
}

const shown = (value: number): string => (Number.isInteger(value) ? String(value) : value.toPrecision(4))

/** Largest numbers of the depths that cameras and scanners write into wider samples. */
const DEPTHS = [255, 1023, 4095, 16_383, 65_535, 2 ** 24 - 1, 2 ** 32 - 1] as const

/**
 * Whole numbers whose real depth is less than their sample's: 12 or 14 bits in 16, say.
 * @param declared the largest that the file says; undefined where it says none.
 */
export function wholeRange(most: number, full: number, declared?: number): { to: number; note: string | null } {
  if (declared !== undefined && declared > 0 && declared < full && most <= declared) {
    return { to: declared, note: `Its numbers go from 0 to ${declared}, as the file says.` }
  }
  const measured = DEPTHS.find((depth) => most <= depth) ?? full
  const to = full > 255 ? Math.min(measured, full) : full
  if (to >= full) return { to: full, note: null }
  return { to, note: `Its largest number is ${most}: read as ${Math.log2(to + 1)} bits, 0 to ${to}.` }
}
