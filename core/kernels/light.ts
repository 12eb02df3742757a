/** Takes a light out of a picture, in place: byte → (byte - bias) / gain, rounded and kept within 0..255. */

/**
 * @param gains R, G, B for each of the `count` pixels.
 * @param bias R, G, B, in bytes.
 */
export function unlightRow(
  bytes: Uint8Array,
  rgb: number,
  count: number,
  gains: Float32Array,
  bias: readonly [number, number, number],
): void {
  for (let i = 0; i < count * 3; i++) {
    const value = ((bytes[rgb + i] as number) - (bias[(i % 3) as 0] as number)) / (gains[i] as number) + 0.5
    bytes[rgb + i] = value < 0 ? 0 : value > 255 ? 255 : value
  }
}

/** The same for a light that is even: three tables of 256 bytes, R, G, B. */
export function unlightTable(gain: readonly number[], bias: readonly number[]): Uint8Array {
  return Uint8Array.from({ length: 768 }, (_, i) => {
    const channel = i >> 8
    return Math.max(0, Math.min(255, Math.floor(((i & 255) - (bias[channel] as number)) / (gain[channel] as number) + 0.5)))
  })
}

export function unlightByTable(bytes: Uint8Array, rgb: number, count: number, table: Uint8Array): void {
  for (let i = rgb; i < rgb + count * 3; i += 3) {
    bytes[i] = table[bytes[i] as number] as number
    bytes[i + 1] = table[256 + (bytes[i + 1] as number)] as number
    bytes[i + 2] = table[512 + (bytes[i + 2] as number)] as number
  }
}
