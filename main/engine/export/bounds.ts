import type { Region } from '../../../contract/contract'

/** The rectangle around everything that is not 0; null where all is. `bytes` is a byte a pixel. */
export function boundsOf(bytes: Uint8Array, width: number, height: number): Region | null {
  let [left, right, top, bottom] = [width, -1, height, -1]
  for (let y = 0; y < height; y++) {
    const row = bytes.subarray(y * width, (y + 1) * width)
    let first = 0
    while (first < width && row[first] === 0) first++
    if (first === width) continue
    let last = width - 1
    while (row[last] === 0) last--
    left = Math.min(left, first)
    right = Math.max(right, last)
    top = Math.min(top, y)
    bottom = y
  }
  return right < 0 ? null : { x: left, y: top, w: right - left + 1, h: bottom - top + 1 }
}
