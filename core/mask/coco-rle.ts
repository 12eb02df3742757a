/**
 * Run lengths of a mask as COCO has them: down the columns, ground first, and packed to text as pycocotools'
 * rleToString does (each count from the third on less the one before the last, 5 bits a character from '0').
 */
import { wordsOf } from './bit-mask'
import { runBuffer, runsOfRow } from './components'
import type { BitMask } from './morphology'

/** The same mask with columns for rows. */
export function transposed({ bits, width, height }: BitMask): BitMask {
  const [across, down] = [wordsOf(width), wordsOf(height)]
  const out = new Int32Array(down * width)
  const block = new Int32Array(32)
  for (let j = 0; j < down; j++) {
    for (let i = 0; i < across; i++) {
      for (let k = 0; k < 32; k++) block[k] = j * 32 + k < height ? bits[(j * 32 + k) * across + i]! : 0
      transposeBlock(block)
      for (let k = 0; k < 32 && i * 32 + k < width; k++) out[(i * 32 + k) * down + j] = block[k]!
    }
  }
  return { bits: out, width: height, height: width }
}

/** 32 × 32 bits, in place. Source: Hacker's Delight, 7-3, for rows whose first pixel is the lowest bit. */
function transposeBlock(a: Int32Array): void {
  for (let j = 16, m = 0x0000_ffff; j !== 0; j >>>= 1, m ^= m << j) {
    for (let k = 0; k < 32; k = (k + j + 1) & ~j) {
      const t = ((a[k]! >>> j) ^ a[k + j]!) & m
      a[k + j]! ^= t
      a[k]! ^= t << j
    }
  }
}

/** Lengths of ground and mask in turn, ground first (0 where the mask begins at once). */
export function cocoCounts(mask: BitMask): number[] {
  const columns = transposed(mask)
  const runs = runBuffer(columns.width)
  const counts: number[] = []
  let end = 0
  for (let x = 0; x < columns.height; x++) {
    const found = runsOfRow(columns, false, x, runs)
    for (let i = 0; i < found; i++) {
      const from = x * columns.width + runs[2 * i]!
      const length = runs[2 * i + 1]! - runs[2 * i]!
      // A run that ends with its column may go on at the top of the next.
      if (from === end && counts.length > 0) counts[counts.length - 1]! += length
      else counts.push(from - end, length)
      end = from + length
    }
  }
  const rest = mask.width * mask.height - end
  if (rest > 0 || counts.length === 0) counts.push(rest)
  return counts
}

export function cocoText(counts: readonly number[]): string {
  let text = ''
  counts.forEach((count, i) => {
    let x = i > 2 ? count - counts[i - 2]! : count
    for (let more = true; more;) {
      let c = x & 0x1f
      x >>= 5
      more = c & 0x10 ? x !== -1 : x !== 0
      if (more) c |= 0x20
      text += String.fromCharCode(c + 48)
    }
  })
  return text
}
