/**
 * A mask as one bit per pixel, 32 pixels to a word: neighbourhoods of a whole word at once, so that
 * the contour of 1.5 megapixels costs a millisecond or two instead of twenty. Bit 0 is the leftmost pixel;
 * each row begins a new word, and the bits beyond the row's end are 0.
 */
export interface MaskBits {
  readonly width: number
  readonly height: number
  /** Words per row. */
  readonly stride: number
  readonly words: Int32Array
}

export function createMaskBits(width: number, height: number): MaskBits {
  const stride = Math.ceil(width / 32)
  return { width, height, stride, words: new Int32Array(stride * height) }
}

/** 1 where byte >= cut. */
export function packMask(score: Uint8Array, cut: number, out: MaskBits): void {
  const { width, height, stride, words } = out
  const below = cut - 1
  const full = width >> 5
  for (let y = 0; y < height; y += 1) {
    let i = y * width
    const row = y * stride
    for (let k = 0; k < full; k += 1) {
      let word = 0
      // The sign bit of below - byte is 1 where the byte reaches the cut; no branch for the processor to guess.
      for (let end = i + 32; i < end; i += 1) word = (word >>> 1) | ((below - score[i]!) & 0x80000000)
      words[row + k] = word
    }
    if (full === stride) continue
    let word = 0
    const rest = width & 31
    for (let b = 0; b < rest; b += 1) word |= ((below - score[i + b]!) >>> 31) << b
    words[row + full] = word
  }
}

/** As `packMask`, for another grid: `columns` and `rows` say which byte of the map is nearest to each of its pixels. */
export function packSampled(
  score: Uint8Array,
  mapWidth: number,
  { columns, rows }: { readonly columns: Int32Array; readonly rows: Int32Array },
  cut: number,
  out: MaskBits,
): void {
  const { width, height, stride, words } = out
  const below = cut - 1
  for (let y = 0; y < height; y += 1) {
    const row = rows[y]! * mapWidth
    for (let k = 0; k < stride; k += 1) {
      const x0 = k * 32
      const count = Math.min(32, width - x0)
      let word = 0
      for (let x = x0; x < x0 + count; x += 1) word = (word >>> 1) | ((below - score[row + columns[x]!]!) & 0x80000000)
      words[y * stride + k] = count === 32 ? word : word >>> (32 - count)
    }
  }
}

/**
 * The majority of each 3 × 3 neighbourhood, 32 at a time: sums of one-bit numbers, written as
 * the logic of adders. Beyond the border is no mask: a run along it is a speck like any other.
 */
export function majority(mask: MaskBits, out: MaskBits): void {
  const { height, stride, words } = mask
  // Of three pixels side by side: ones, and twos. Each row's are made once and used by three rows.
  const [ones, twos] = [new Int32Array(stride * 3), new Int32Array(stride * 3)]
  for (let y = -1; y < height; y += 1) {
    const next = ((y + 1) % 3) * stride
    if (y + 1 < height) {
      const row = (y + 1) * stride
      for (let k = 0; k < stride; k += 1) {
        const here = words[row + k]!
        const left = (here << 1) | (k > 0 ? words[row + k - 1]! >>> 31 : 0)
        const right = (here >>> 1) | (k < stride - 1 ? words[row + k + 1]! << 31 : 0)
        const half = left ^ right
        ones[next + k] = half ^ here
        twos[next + k] = (left & right) | (half & here)
      }
    } else {
      ones.fill(0, next, next + stride)
      twos.fill(0, next, next + stride)
    }
    if (y < 0) continue
    const row = y * stride
    for (let k = 0; k < stride; k += 1) {
      const [a, b, c] = [ones[k]!, ones[stride + k]!, ones[2 * stride + k]!]
      const [d, e, f] = [twos[k]!, twos[stride + k]!, twos[2 * stride + k]!]
      // The ones of the three rows, and their carry, a two.
      const low = a ^ b ^ c
      const carry = (a & b) | (c & (a ^ b))
      // The four twos: their parity, and whether there are two or four of them.
      const [ef, cd] = [e ^ f, carry ^ d]
      const odd = ef ^ cd
      const [efBoth, cdBoth] = [e & f, carry & d]
      const fours = efBoth ^ cdBoth ^ (ef & cd)
      const eight = efBoth & cdBoth
      // 5 or more of 9: eight, or four and at least one more.
      out.words[row + k] = eight | (fours & (odd | low))
    }
  }
  setBeyond(out, false)
}

/** The mask and its four neighbours. */
export function grow(mask: MaskBits, out: MaskBits): void {
  const { height, stride, words } = mask
  setBeyond(mask, false)
  for (let y = 0; y < height; y += 1) {
    const row = y * stride
    for (let k = 0; k < stride; k += 1) {
      const here = words[row + k]!
      const left = (here << 1) | (k > 0 ? words[row + k - 1]! >>> 31 : 0)
      const right = (here >>> 1) | (k < stride - 1 ? words[row + k + 1]! << 31 : 0)
      const above = y > 0 ? words[row + k - stride]! : 0
      const under = y < height - 1 ? words[row + k + stride]! : 0
      out.words[row + k] = here | left | right | above | under
    }
  }
}

/** Writes `line` to every pixel along the mask's edge: on its inner side, and with `both` on its outer side too. The border is no edge. */
export function edgePixels(mask: MaskBits, both: boolean, line: number, out: Int32Array): void {
  const { width, height, stride, words } = mask
  setBeyond(mask, true)
  for (let y = 0; y < height; y += 1) {
    const row = y * stride
    const up = y > 0 ? row - stride : row
    const down = y < height - 1 ? row + stride : row
    for (let k = 0; k < stride; k += 1) {
      const here = words[row + k]!
      const left = (here << 1) | (k > 0 ? words[row + k - 1]! >>> 31 : here & 1)
      const right = (here >>> 1) | (k < stride - 1 ? words[row + k + 1]! << 31 : here & 0x80000000)
      const above = words[up + k]!
      const under = words[down + k]!
      let edge = here & ~(left & right & above & under)
      if (both) edge |= ~here & (left | right | above | under)
      const base = y * width + k * 32
      const room = width - k * 32
      while (edge !== 0) {
        const bit = 31 - Math.clz32(edge & -edge)
        if (bit >= room) break
        out[base + bit] = line
        edge &= edge - 1
      }
    }
  }
}

/** The bits beyond each row's end: 0, or as the row's last pixel. */
function setBeyond({ width, height, stride, words }: MaskBits, repeat: boolean): void {
  const rest = width & 31
  if (rest === 0) return
  const beyond = -1 << rest
  for (let at = stride - 1; at < stride * height; at += stride) {
    const word = words[at]! & ~beyond
    words[at] = repeat && (word >>> (rest - 1)) & 1 ? word | beyond : word
  }
}
