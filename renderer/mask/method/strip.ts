/** Small pictures of one score map cut at several thresholds, all in one pass over its bytes. Pure. */

export interface StripPicture {
  /** A byte a pixel: how much of it the mask covers. */
  readonly coverage: Uint8Array
  /** Of the whole map, 0..1. */
  readonly share: number
}

/** Sides of a picture of at most `most` pixels a side, in the map's proportions. */
export function stripSize(width: number, height: number, most: { readonly width: number; readonly height: number }) {
  const scale = Math.min(1, most.width / width, most.height / height)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** `score`: width × height bytes; a pixel is in the mask of a cut where byte >= cut. */
export function stripPictures(
  score: Uint8Array,
  width: number,
  height: number,
  cuts: readonly number[],
  out: { readonly width: number; readonly height: number },
): StripPicture[] {
  const counts = cuts.map(() => new Uint32Array(out.width * out.height))
  const all = new Uint32Array(out.width * out.height)
  const columns = Uint32Array.from({ length: width }, (_, x) => Math.floor((x * out.width) / width))
  for (let y = 0; y < height; y += 1) {
    const row = Math.floor((y * out.height) / height) * out.width
    for (let x = 0, at = y * width; x < width; x += 1, at += 1) {
      const to = row + columns[x]!
      const byte = score[at]!
      all[to]! += 1
      for (let i = 0; i < cuts.length; i += 1) if (byte >= cuts[i]!) counts[i]![to]! += 1
    }
  }
  return counts.map((found) => ({
    coverage: Uint8Array.from(found, (count, i) => Math.round((255 * count) / all[i]!)),
    share: found.reduce((sum, count) => sum + count, 0) / (width * height),
  }))
}
