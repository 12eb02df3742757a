/** Where one run of pixels lies in the shared memory; offsets are bytes. */
export interface CutOutRun {
  readonly rgb: number
  /** A byte per pixel, 0..255. */
  readonly mask: number
  /** A byte per pixel, or -1 where the photo has no alpha. */
  readonly alpha: number
  /** RGBA (4 bytes a pixel) without a matte, RGB (3 bytes) on one. */
  readonly out: number
  readonly count: number
  readonly matte: readonly [number, number, number] | null
}

/**
 * The cut-out: the photo where the mask is, and nothing or the matte elsewhere. Alpha is straight.
 * What the mask leaves out is written as 0, not merely made transparent: whoever cuts something
 * away expects that it is gone from the file. The photo's own alpha is kept under the mask.
 */
export function cutOut(bytes: Uint8Array, { rgb, mask, alpha, out, count, matte }: CutOutRun): void {
  if (matte === null) {
    for (let i = 0; i < count; i++) {
      const cover = multiply(bytes[mask + i]!, alpha < 0 ? 255 : bytes[alpha + i]!)
      const from = rgb + i * 3
      const to = out + i * 4
      if (cover === 0) {
        bytes[to] = bytes[to + 1] = bytes[to + 2] = bytes[to + 3] = 0
        continue
      }
      bytes[to] = bytes[from]!
      bytes[to + 1] = bytes[from + 1]!
      bytes[to + 2] = bytes[from + 2]!
      bytes[to + 3] = cover
    }
    return
  }
  const [red, green, blue] = matte
  for (let i = 0, from = rgb, to = out; i < count; i++, from += 3, to += 3) {
    const cover = multiply(bytes[mask + i]!, alpha < 0 ? 255 : bytes[alpha + i]!)
    if (cover === 0) {
      bytes[to] = red
      bytes[to + 1] = green
      bytes[to + 2] = blue
    } else {
      bytes[to] = over(bytes[from]!, red, cover)
      bytes[to + 1] = over(bytes[from + 1]!, green, cover)
      bytes[to + 2] = over(bytes[from + 2]!, blue, cover)
    }
  }
}

/** A channel of the photo over what lies behind it. */
const over = (front: number, behind: number, cover: number): number =>
  cover === 255 ? front : behind + Math.round(((front - behind) * cover) / 255)

/** Product of two coverages 0..255, rounded; exact at 0 and 255. */
function multiply(a: number, b: number): number {
  return a === 255 ? b : b === 255 ? a : Math.round((a * b) / 255)
}

/** The byte after the last that a run reads or writes. */
export function endOfCutOut({ rgb, mask, alpha, out, count, matte }: CutOutRun): number {
  return Math.max(rgb + count * 3, mask + count, alpha + count, out + count * (matte === null ? 4 : 3))
}
