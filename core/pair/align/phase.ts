/** Phase correlation: the translation between two small pictures of one scale (Kuglin and Hines, 1975). */
import type { Plane } from './plane'

/** In-place radix-2 transform of `n` complex values, `stride` cells apart. */
function transform(re: Float64Array, im: Float64Array, first: number, stride: number, n: number, inverse: boolean): void {
  for (let i = 1, k = 0; i < n; i++) {
    let bit = n >> 1
    for (; k & bit; bit >>= 1) k ^= bit
    k ^= bit
    if (i >= k) continue
    exchange(re, first + i * stride, first + k * stride)
    exchange(im, first + i * stride, first + k * stride)
  }
  for (let size = 2; size <= n; size <<= 1) {
    const angle = ((inverse ? 2 : -2) * Math.PI) / size
    const half = size >> 1
    for (let k = 0; k < half; k++) {
      const [c, s] = [Math.cos(angle * k), Math.sin(angle * k)]
      for (let start = k; start < n; start += size) {
        const [a, b] = [first + start * stride, first + (start + half) * stride]
        const x = (re[b] as number) * c - (im[b] as number) * s
        const y = (re[b] as number) * s + (im[b] as number) * c
        re[b] = (re[a] as number) - x
        im[b] = (im[a] as number) - y
        re[a] = (re[a] as number) + x
        im[a] = (im[a] as number) + y
      }
    }
  }
}

function exchange(values: Float64Array, i: number, k: number): void {
  const kept = values[i] as number
  values[i] = values[k] as number
  values[k] = kept
}

function transform2(re: Float64Array, im: Float64Array, n: number, inverse: boolean): void {
  for (let y = 0; y < n; y++) transform(re, im, y * n, 1, n, inverse)
  for (let x = 0; x < n; x++) transform(re, im, x, n, n, inverse)
}

/** The plane in the middle of an n × n field, faded to 0 at its border. */
function windowed({ width, height, values }: Plane, n: number): Float64Array {
  const out = new Float64Array(n * n)
  const fade = (i: number, length: number) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (i + 0.5)) / length)
  for (let y = 0; y < Math.min(n, height); y++) {
    const vertical = fade(y, height)
    for (let x = 0; x < Math.min(n, width); x++) out[y * n + x] = (values[y * width + x] as number) * vertical * fade(x, width)
  }
  return out
}

/** The whole-pixel shift [x, y] that takes before to after, from planes of at most 256 × 256 pixels. */
export function phaseShift(before: Plane, after: Plane): [number, number] {
  let n = 16
  while (n < Math.max(before.width, before.height, after.width, after.height) && n < 256) n *= 2
  const [ar, br] = [windowed(before, n), windowed(after, n)]
  const [ai, bi] = [new Float64Array(n * n), new Float64Array(n * n)]
  transform2(ar, ai, n, false)
  transform2(br, bi, n, false)
  for (let i = 0; i < n * n; i++) {
    const re = (br[i] as number) * (ar[i] as number) + (bi[i] as number) * (ai[i] as number)
    const im = (bi[i] as number) * (ar[i] as number) - (br[i] as number) * (ai[i] as number)
    const size = Math.sqrt(re * re + im * im) + 1e-9
    ar[i] = re / size
    ai[i] = im / size
  }
  transform2(ar, ai, n, true)
  let best = 0
  for (let i = 1; i < n * n; i++) if ((ar[i] as number) > (ar[best] as number)) best = i
  const [x, y] = [best % n, Math.floor(best / n)]
  return [x > n / 2 ? x - n : x, y > n / 2 ? y - n : y]
}
