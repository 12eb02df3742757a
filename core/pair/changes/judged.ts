/** The pair as it is judged: aligned, its light taken out. RGB bytes. */
export interface JudgedPair {
  readonly before: Uint8Array
  readonly after: Uint8Array
  readonly width: number
  readonly height: number
}
