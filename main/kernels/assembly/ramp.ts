/**
 * The soft threshold, see ../ramp.ts, of pixels that masks leave open: from their distance, the score by a table of the
 * exponential and three terms of its series. What lies too near to a half, for that, is left to the definition.
 */
import { exactDistance, MODELS, TOTAL } from './ellipses'

/** The slot's layout, that of ../simd-ramp.ts: models as in ellipses.ts; the table, from whose last entry on all is 0. */
const FROM: usize = 8128
const STEP: usize = 8136
const STEPS: usize = 8144
const ENTRIES: usize = 8152
const GROUND: usize = 8160
const DOUBT: usize = 8168
const TABLE: usize = 8192

/** The distance from the slot's only model, to within what float64 rounds: never of a black pixel, which is in no mask. */
// @ts-ignore: decorator
@inline function distanceOfOne(rgb: usize, slot: usize): f64 {
  const R = <f64>load<u8>(rgb)
  const G = <f64>load<u8>(rgb, 1)
  const share = 1 / (R + G + <f64>load<u8>(rgb, 2))
  const dr = R * share - load<f64>(slot, MODELS)
  const dg = G * share - load<f64>(slot, MODELS + 8)
  return (load<f64>(slot, MODELS + 16) * dr + load<f64>(slot, MODELS + 24) * dg) * dr + load<f64>(slot, MODELS + 32) * dg * dg
}

/**
 * `some`, `full`: a byte a pixel, 0 or 255; 0 in `some` is 0, 255 in `full` is 65535. Writes 16 bits a pixel to `out`; to `left`,
 * 32 bits each, which pixels it did not write. Returns how many those are.
 */
export function rampBetween(rgb: usize, count: i32, some: usize, full: usize, out: usize, left: usize, slot: usize): i32 {
  const from = load<f64>(slot, FROM)
  const steps = load<f64>(slot, STEPS)
  const step = load<f64>(slot, STEP)
  const entries = load<f64>(slot, ENTRIES)
  const ground = load<f64>(slot, GROUND)
  const doubt = load<f64>(slot, DOUBT)
  const one = load<i32>(slot, TOTAL) == 1
  let found = 0
  for (let first = 0; first < count; first += 16) {
    const pixels = min(16, count - first)
    let open: i32
    if (pixels == 16) {
      const inside = v128.load(full + <usize>first)
      const to = out + (<usize>first << 1)
      v128.store(to, i16x8.extend_low_i8x16_s(inside))
      v128.store(to, i16x8.extend_high_i8x16_s(inside), 16)
      open = i8x16.bitmask(v128.andnot(v128.load(some + <usize>first), inside))
    } else {
      open = 0
      for (let k = 0; k < pixels; k++) {
        const at = <usize>(first + k)
        store<u16>(out + (at << 1), <u16>(load<u8>(full + at) == 0 ? 0 : 65535))
        if (load<u8>(full + at) == 0 && load<u8>(some + at) != 0) open |= 1 << k
      }
    }
    for (; open != 0; open &= open - 1) {
      const i = <usize>(first + ctz(open))
      const at = ((one ? distanceOfOne(rgb + i * 3, slot) : exactDistance(rgb + i * 3, slot)) - from) * steps
      if (at >= entries) continue
      let value: f64 = 65535
      if (at >= 0) {
        const whole = <i32>at
        // exp(-x / 2) = 1 - x / 2 + x² / 8 - …
        const x = (at - <f64>whole) * step
        value = load<f64>(slot + TABLE + (<usize>whole << 3)) * (1 + x * (0.125 * x - 0.5)) - ground
      }
      value = max<f64>(0, min<f64>(65535, value)) + 0.5
      const rounded = <i32>value
      const part = value - <f64>rounded
      if (part < doubt || part > 1 - doubt) {
        store<u32>(left + (<usize>found << 2), <u32>i)
        found++
      } else store<u16>(out + (i << 1), <u16>rounded)
    }
  }
  return found
}
