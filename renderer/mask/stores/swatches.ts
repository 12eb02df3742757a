/** The overlay's colours, and which of them shows best on a colour. Pure. */
export const SWATCHES = [
  { hex: '#3fa9f5', name: 'Blue' },
  { hex: '#ff2e93', name: 'Pink' },
  { hex: '#22d37a', name: 'Green' },
  { hex: '#ffb000', name: 'Amber' },
] as const

/** 0..255 each. */
export type Rgb = readonly [number, number, number]

/** The opacity at which swatches are compared: that of the default. */
const STRENGTH = 0.6
/** A swatch that comes so near to the best serves as well: the present one first, then in their order. */
const NEARLY = 0.8

export function bestSwatch(colour: Rgb, present: string): string {
  const shows = SWATCHES.map(({ hex }) => difference(colour, mixed(colour, rgbOf(hex))))
  const enough = NEARLY * Math.max(...shows)
  const good = SWATCHES.filter((_, i) => shows[i]! >= enough)
  return (good.find(({ hex }) => hex === present) ?? good[0]!).hex
}

function rgbOf(hex: string): Rgb {
  const value = Number.parseInt(hex.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

const mixed = (under: Rgb, over: Rgb) => under.map((channel, i) => channel + (over[i]! - channel) * STRENGTH) as unknown as Rgb

/** Euclidean in OKLab (B. Ottosson, 2020), in which equal steps look about equally large. */
function difference(a: Rgb, b: Rgb): number {
  const [one, other] = [oklab(a), oklab(b)]
  return Math.hypot(one[0] - other[0], one[1] - other[1], one[2] - other[2])
}

function oklab(colour: Rgb): Rgb {
  const [r, g, b] = colour.map(linear) as [number, number, number]
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function linear(byte: number): number {
  const value = byte / 255
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
}
