/** Pictures as alignment sees them: one plane of float32 grey, with the light taken out. */

export interface Plane {
  readonly width: number
  readonly height: number
  readonly values: Float32Array
}

/** Grey 0..255 of RGB bytes; green counts double, which is luma enough for structure. */
export function greyPlane(rgb: Uint8Array, width: number, height: number): Plane {
  const values = new Float32Array(width * height)
  for (let p = 0, i = 0; p < values.length; p++, i += 3) {
    values[p] = ((rgb[i] as number) + 2 * (rgb[i + 1] as number) + (rgb[i + 2] as number)) / 4
  }
  return { width, height, values }
}

/** [1 2 1] / 4 across and down: sampling between pixels is then nearly exact, and sensor noise halved. */
export function smoothed({ width, height, values }: Plane): Plane {
  const across = new Float32Array(values.length)
  const out = new Float32Array(values.length)
  for (let y = 0; y < height; y++) {
    const row = y * width
    for (let x = 0; x < width; x++) {
      const left = values[row + (x > 0 ? x - 1 : 0)] as number
      const right = values[row + (x < width - 1 ? x + 1 : x)] as number
      across[row + x] = 0.25 * (left + right) + 0.5 * (values[row + x] as number)
    }
  }
  for (let y = 0; y < height; y++) {
    const [row, up, down] = [y * width, Math.max(0, y - 1) * width, Math.min(height - 1, y + 1) * width]
    for (let x = 0; x < width; x++) {
      out[row + x] = 0.25 * ((across[up + x] as number) + (across[down + x] as number)) + 0.5 * (across[row + x] as number)
    }
  }
  return { width, height, values: out }
}

/** Means over (2 · radius + 1)² pixels, fewer at the border; by running sums. */
export function boxMean({ width, height, values }: Plane, radius: number): Plane {
  const across = new Float32Array(values.length)
  const out = new Float32Array(values.length)
  for (let y = 0; y < height; y++) {
    const row = y * width
    let sum = 0
    for (let x = 0; x < Math.min(radius, width); x++) sum += values[row + x] as number
    for (let x = 0; x < width; x++) {
      if (x + radius < width) sum += values[row + x + radius] as number
      if (x - radius - 1 >= 0) sum -= values[row + x - radius - 1] as number
      across[row + x] = sum / (Math.min(width - 1, x + radius) - Math.max(0, x - radius) + 1)
    }
  }
  const sums = new Float64Array(width)
  for (let y = 0; y < Math.min(radius, height); y++)
    for (let x = 0; x < width; x++) sums[x] = (sums[x] as number) + (across[y * width + x] as number)
  for (let y = 0; y < height; y++) {
    const [entering, leaving] = [y + radius < height ? (y + radius) * width : -1, y - radius - 1 >= 0 ? (y - radius - 1) * width : -1]
    const rows = Math.min(height - 1, y + radius) - Math.max(0, y - radius) + 1
    for (let x = 0; x < width; x++) {
      if (entering >= 0) sums[x] = (sums[x] as number) + (across[entering + x] as number)
      if (leaving >= 0) sums[x] = (sums[x] as number) - (across[leaving + x] as number)
      out[y * width + x] = (sums[x] as number) / rows
    }
  }
  return { width, height, values: out }
}

/** Half the window of the local mean and contrast: larger than what is matched, smaller than a shadow. */
const RADIUS = 16
/** Contrast, in bytes, below which a neighbourhood counts as flat: noise must not be blown up to structure. */
const FLAT = 5

/**
 * Structure without light: (grey - local mean) / (local contrast + FLAT). Exposure, vignetting, white balance and
 * most shadows drop out, so that the fit needs no model of them.
 */
export function structure(grey: Plane, radius = RADIUS): Plane {
  const plain = smoothed(grey)
  const mean = boxMean(plain, radius)
  const { width, height, values } = plain
  const deviations = new Float32Array(values.length)
  for (let p = 0; p < values.length; p++) deviations[p] = ((values[p] as number) - (mean.values[p] as number)) ** 2
  const variance = boxMean({ width, height, values: deviations }, radius)
  const out = new Float32Array(values.length)
  for (let p = 0; p < out.length; p++) {
    out[p] = ((values[p] as number) - (mean.values[p] as number)) / (Math.sqrt(Math.max(0, variance.values[p] as number)) + FLAT)
  }
  return { width, height, values: out }
}
