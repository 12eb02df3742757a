/** A pixel as the probe tells it. */
export interface Chromaticity {
  readonly r: number
  readonly g: number
}

/** r = R / (R + G + B) and g likewise; null for black, which has none. */
export function chromaticityOf(r: number, g: number, b: number): Chromaticity | null {
  const sum = r + g + b
  return sum === 0 ? null : { r: r / sum, g: g / sum }
}

/** Hue in whole degrees, 0..359; null for greys, which have none. */
export function hueOf(r: number, g: number, b: number): number | null {
  const max = Math.max(r, g, b)
  const spread = max - Math.min(r, g, b)
  if (spread === 0) return null
  const sixth = max === r ? (g - b) / spread : max === g ? 2 + (b - r) / spread : 4 + (r - g) / spread
  return Math.round(sixth * 60 + 360) % 360
}
