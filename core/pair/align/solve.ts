/** Small dense linear algebra for the fits: at most ten unknowns. */

/** Solves A · x = b for a square A (row by row), by elimination with pivoting; null where A is singular. A and b are used up. */
export function solve(A: Float64Array, b: Float64Array): Float64Array | null {
  const n = b.length
  for (let column = 0; column < n; column++) {
    let pivot = column
    for (let row = column + 1; row < n; row++)
      if (Math.abs(A[row * n + column] as number) > Math.abs(A[pivot * n + column] as number)) pivot = row
    const largest = A[pivot * n + column] as number
    if (Math.abs(largest) < 1e-12) return null
    if (pivot !== column) {
      for (let k = 0; k < n; k++) swap(A, pivot * n + k, column * n + k)
      swap(b, pivot, column)
    }
    for (let row = column + 1; row < n; row++) {
      const factor = (A[row * n + column] as number) / largest
      if (factor === 0) continue
      for (let k = column; k < n; k++) A[row * n + k] = (A[row * n + k] as number) - factor * (A[column * n + k] as number)
      b[row] = (b[row] as number) - factor * (b[column] as number)
    }
  }
  for (let row = n - 1; row >= 0; row--) {
    let sum = b[row] as number
    for (let k = row + 1; k < n; k++) sum -= (A[row * n + k] as number) * (b[k] as number)
    b[row] = sum / (A[row * n + row] as number)
  }
  return b
}

function swap(values: Float64Array, i: number, k: number): void {
  const kept = values[i] as number
  values[i] = values[k] as number
  values[k] = kept
}

/** Numbers 0..1 that are the same on every run (mulberry32): what is drawn by lot must not change a result. */
export function lottery(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
