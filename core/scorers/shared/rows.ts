/** @param rows `numbers` numbers a row. Added in the order of the rows, the sums are the same to the last bit on any number of threads. */
export function addedRows(rows: Float64Array, numbers: number): Float64Array {
  const sums = new Float64Array(numbers)
  for (let i = 0; i < rows.length; i++) sums[i % numbers]! += rows[i]!
  return sums
}
