/** Viridis (Smith and van der Walt, CC0): even steps to the eye, with and without colour blindness. */
const VIRIDIS = [0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21918c, 0x22a884, 0x44bf70, 0x7ad151, 0xbddf26, 0xfde725]

/** The colour at 0..1, as red, green, blue. */
export function viridis(at: number): [number, number, number] {
  const place = Math.min(1, Math.max(0, at)) * (VIRIDIS.length - 1)
  const lower = Math.min(VIRIDIS.length - 2, Math.floor(place))
  const mix = (shift: number) => {
    const [a, b] = [(VIRIDIS[lower]! >> shift) & 255, (VIRIDIS[lower + 1]! >> shift) & 255]
    return Math.round(a + (b - a) * (place - lower))
  }
  return [mix(16), mix(8), mix(0)]
}
