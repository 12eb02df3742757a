/** Run lengths of Apple, as TIFF and Photoshop use them. Source: TIFF 6.0, section 9. */

/** Fills `out`. @returns how many of its bytes were filled. */
export function unpackBits(bytes: Uint8Array, out: Uint8Array): number {
  let [at, to] = [0, 0]
  while (at < bytes.length && to < out.length) {
    const head = bytes[at++]!
    if (head === 128) continue
    const isRun = head > 128
    const length = Math.min(isRun ? 257 - head : head + 1, out.length - to)
    if (isRun) {
      if (at >= bytes.length) break
      out.fill(bytes[at++]!, to, to + length)
      to += length
    } else {
      const held = Math.min(length, bytes.length - at)
      out.set(bytes.subarray(at, at + held), to)
      at += held
      to += held
    }
  }
  return to
}
