/** Binary morphology on bytes of 0 and 1, by squares; the border repeats nothing: outside is 0 for dilation, 1 for erosion. */

/** 1 where any pixel (dilate), or every pixel (erode), within `radius` is 1; in place. */
function spread(mask: Uint8Array, width: number, height: number, radius: number, of: 0 | 1): void {
  const line = new Uint8Array(Math.max(width, height))
  const pass = (first: number, step: number, length: number) => {
    for (let i = 0; i < length; i++) line[i] = mask[first + i * step] as number
    // How far behind the last pixel of the wanted value lies, then how far ahead the next.
    let last = -Infinity
    for (let i = 0; i < length; i++) {
      if (line[i] === of) last = i
      if (i - last <= radius) mask[first + i * step] = of
    }
    last = Infinity
    for (let i = length - 1; i >= 0; i--) {
      if (line[i] === of) last = i
      if (last - i <= radius) mask[first + i * step] = of
    }
  }
  for (let y = 0; y < height; y++) pass(y * width, 1, width)
  for (let x = 0; x < width; x++) pass(x, width, height)
}

export const dilate = (mask: Uint8Array, width: number, height: number, radius: number): void => spread(mask, width, height, radius, 1)
export const erode = (mask: Uint8Array, width: number, height: number, radius: number): void => spread(mask, width, height, radius, 0)

/** Takes away what is thinner than the square. */
export function open(mask: Uint8Array, width: number, height: number, radius: number): void {
  erode(mask, width, height, radius)
  dilate(mask, width, height, radius)
}

/** Fills what is narrower than the square. */
export function close(mask: Uint8Array, width: number, height: number, radius: number): void {
  dilate(mask, width, height, radius)
  erode(mask, width, height, radius)
}
