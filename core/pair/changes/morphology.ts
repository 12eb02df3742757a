/** Binary morphology on bytes of 0 and 1, by squares, in place. What lies outside neither grows in nor eats in. */

/** Each pixel becomes `of` where any pixel of its row within `radius` is; then the same along columns. In place. */
function spread(mask: Uint8Array, width: number, height: number, radius: number, of: 0 | 1): void {
  // A picture without a pixel of the wanted kind stays as it is, and most rows have none.
  const line = new Uint8Array(width)
  const other = 1 - of
  for (let y = 0; y < height; y++) {
    const row = y * width
    const first = mask.subarray(row, row + width).indexOf(of)
    if (first < 0 || mask.subarray(row, row + width).indexOf(other) < 0) continue
    line.set(mask.subarray(row, row + width))
    for (let x = first; x < width; x++) {
      if (line[x] === of) mask.fill(of, row + Math.max(0, x - radius), row + Math.min(width, x + radius + 1))
    }
  }
  spreadDown(mask, width, height, radius, of)
}

/** Row by row, with what was last seen in each column: memory is walked along, never across. */
function spreadDown(mask: Uint8Array, width: number, height: number, radius: number, of: 0 | 1): void {
  const last = new Int32Array(width)
  const source = mask.slice()
  const walk = (from: number, to: number, step: 1 | -1) => {
    last.fill(radius + 1)
    for (let y = from; y !== to; y += step) {
      const row = y * width
      for (let x = 0; x < width; x++) {
        const since = source[row + x] === of ? 0 : (last[x] as number) + 1
        last[x] = since
        if (since <= radius) mask[row + x] = of
      }
    }
  }
  walk(0, height, 1)
  walk(height - 1, -1, -1)
}

export const dilate = (mask: Uint8Array, width: number, height: number, radius: number): void => spread(mask, width, height, radius, 1)
export const erode = (mask: Uint8Array, width: number, height: number, radius: number): void => spread(mask, width, height, radius, 0)

/** Takes away what is thinner than the square. */
export function open(mask: Uint8Array, width: number, height: number, radius: number): void {
  erode(mask, width, height, radius)
  dilate(mask, width, height, radius)
}

/** Fills what is narrower than the square. On a wider field, for what grows over the border must shrink back from beyond it. */
export function close(mask: Uint8Array, width: number, height: number, radius: number): void {
  const [w, h] = [width + 2 * radius, height + 2 * radius]
  const field = new Uint8Array(w * h)
  const inside = (y: number) => (y + radius) * w + radius
  for (let y = 0; y < height; y++) field.set(mask.subarray(y * width, (y + 1) * width), inside(y))
  dilate(field, w, h, radius)
  erode(field, w, h, radius)
  for (let y = 0; y < height; y++) mask.set(field.subarray(inside(y), inside(y) + width), y * width)
}
