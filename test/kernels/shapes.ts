/** Other programs' side of contours and run lengths, as the tests draw them again. */

/** Fills rings by the even-odd rule, at pixel centres. */
export function filled(all: readonly (readonly number[])[], width: number, height: number): Uint8Array {
  const out = new Uint8Array(width * height)
  for (const corners of all) {
    for (let i = 0; i < corners.length; i += 2) {
      const next = (i + 2) % corners.length
      if (corners[i] !== corners[next]) continue
      const [from, to] = [corners[i + 1]!, corners[next + 1]!].sort((a, b) => a - b) as [number, number]
      for (let y = from; y < to; y++) for (let x = corners[i]!; x < width; x++) out[y * width + x]! ^= 255
    }
  }
  return out
}

/** pycocotools' rleFrString and rleDecode. */
export function decoded(text: string, width: number, height: number): Uint8Array {
  const counts: number[] = []
  for (let p = 0; p < text.length;) {
    let [x, k, more] = [0, 0, true]
    while (more) {
      const c = text.charCodeAt(p++) - 48
      x |= (c & 0x1f) << (5 * k++)
      more = (c & 0x20) !== 0
      if (!more && c & 0x10) x |= -1 << (5 * k)
    }
    counts.push(counts.length > 2 ? x + counts[counts.length - 2]! : x)
  }
  const columns = new Uint8Array(width * height)
  let at = 0
  counts.forEach((count, i) => {
    columns.fill(i % 2 === 1 ? 255 : 0, at, at + count)
    at += count
  })
  if (at !== width * height) throw new Error(`run lengths of ${at} pixels, not ${width * height}`)
  return columns.map((_, i) => columns[(i % width) * height + Math.floor(i / width)]!)
}
