/** Half-open run of rows [from, to). */
export interface Band {
  readonly from: number
  readonly to: number
}

/** Pixels in a band: enough that handing it out costs nothing, few enough that cancelling is prompt and threads end together. */
const BAND_PIXELS = 1 << 20

/**
 * Cuts `rows` rows of `width` pixels into bands for `threads` threads: whole rows, in order, none
 * empty, together every row once. At least one band a thread where there are rows enough.
 */
export function bandsOf(rows: number, width: number, threads: number): Band[] {
  const wanted = Math.max(Math.ceil((rows * width) / BAND_PIXELS), threads)
  // A multiple of the threads, so that none is left with one band more than the others.
  const count = Math.min(rows, Math.ceil(wanted / threads) * threads)
  return Array.from({ length: count }, (_, i) => ({ from: Math.floor((i * rows) / count), to: Math.floor(((i + 1) * rows) / count) }))
}
