/**
 * The diverging map RdBu in which scikit-image's imshow shows signed pictures: ColorBrewer's eleven colours
 * (Brewer, colorbrewer2.org, Apache 2.0), between which matplotlib runs straight. Red is -limit, white 0, blue limit.
 */
const COLOURS = [
  [103, 0, 31],
  [178, 24, 43],
  [214, 96, 77],
  [244, 165, 130],
  [253, 219, 199],
  [247, 247, 247],
  [209, 229, 240],
  [146, 197, 222],
  [67, 147, 195],
  [33, 102, 172],
  [5, 48, 97],
] as const

/** 256 colours, R, G, B each: entry i stands for (2 i - 255) / 255 of the limit. */
export function rdbu(): Uint8Array {
  const table = new Uint8Array(768)
  for (let i = 0; i < 256; i++) {
    const at = (i / 255) * (COLOURS.length - 1)
    const below = Math.min(COLOURS.length - 2, Math.floor(at))
    for (let c = 0; c < 3; c++) {
      const [a, b] = [COLOURS[below]![c]!, COLOURS[below + 1]![c]!]
      table[i * 3 + c] = Math.round(a + (b - a) * (at - below))
    }
  }
  return table
}

/** matplotlib's entry of a value in a map of 256 over -limit..limit. */
export function rdbuEntry(value: number, limit: number): number {
  if (limit === 0) return 128
  return Math.max(0, Math.min(255, Math.floor(((value / limit + 1) / 2) * 256)))
}
