/**
 * Each formula in plain float64, readable as the paper: what every fast kernel is tested against.
 * Nothing here is quick, and nothing here may be changed to be quicker.
 *
 * Source: the published rg-chromaticity segmentation (numpy). Colours are sRGB-encoded bytes.
 */

export interface Chromaticity {
  readonly r: number
  readonly g: number
}

/** r = R / (R + G + B), g = G / (R + G + B), each in 0..1; null for black, which has no chromaticity. */
export function chromaticity(R: number, G: number, B: number): Chromaticity | null {
  const sum = R + G + B
  return sum === 0 ? null : { r: R / sum, g: G / sum }
}

/** N(x; mean, σ), the density of one channel; its peak is 1 / (σ·√(2π)). */
export function gaussianDensity(x: number, mean: number, sigma: number): number {
  return Math.exp(-((x - mean) ** 2) / (2 * sigma ** 2)) / (sigma * Math.sqrt(2 * Math.PI))
}

/** `bins` + 1 edges as numpy.linspace gives them: low + i · step, the last one exactly `high`. */
export function binEdges(low: number, high: number, bins: number): Float64Array {
  const edges = new Float64Array(bins + 1)
  const step = (high - low) / bins
  for (let i = 0; i < bins; i++) edges[i] = i * step + low
  edges[bins] = high
  return edges
}

/** numpy's bin of a value: edges[i] <= value < edges[i + 1], the last bin closed; -1 outside. */
export function binOf(value: number, edges: Float64Array): number {
  const bins = edges.length - 1
  const low = edges[0] as number
  const high = edges[bins] as number
  if (!(value >= low && value <= high)) return -1
  let bin = Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins))
  while (bin > 0 && value < (edges[bin] as number)) bin--
  while (bin < bins - 1 && value >= (edges[bin + 1] as number)) bin++
  return bin
}
