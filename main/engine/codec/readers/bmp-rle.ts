/** Run lengths of a BMP. Source: Microsoft, Windows GDI, "Bitmap Compression". */

/** @returns an index a pixel, rows from the bottom up; `isWhole` is false where the data end before their end mark and their rows. */
export function unpackRle(body: Uint8Array, width: number, height: number, isNibbles: boolean): { indices: Uint8Array; isWhole: boolean } {
  const indices = new Uint8Array(width * height)
  let [x, y, at] = [0, 0, 0]
  const put = (index: number) => {
    if (x < width && y < height) indices[y * width + x] = index
    x++
  }
  while (at + 1 < body.length) {
    const [count, value] = [body[at]!, body[at + 1]!]
    at += 2
    if (count > 0) {
      for (let i = 0; i < count; i++) put(isNibbles ? (i % 2 === 0 ? value >> 4 : value & 15) : value)
    } else if (value === 0) [x, y] = [0, y + 1]
    else if (value === 1) return { indices, isWhole: true }
    else if (value === 2) {
      x += body[at] ?? 0
      y += body[at + 1] ?? 0
      at += 2
    } else {
      for (let i = 0; i < value; i++) {
        const byte = body[at + (isNibbles ? i >> 1 : i)] ?? 0
        put(isNibbles ? (i % 2 === 0 ? byte >> 4 : byte & 15) : byte)
      }
      const bytes = isNibbles ? (value + 1) >> 1 : value
      at += bytes + (bytes & 1)
    }
  }
  // The end mark alone may be missing.
  return { indices, isWhole: y >= height || (y === height - 1 && x >= width) }
}
