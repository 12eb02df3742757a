/** Where a photo comes from; `page`: which picture of the file, from 0. Only main and the command line make these; the window never does. */
export type PhotoSource =
  | { readonly kind: 'file'; readonly path: string; readonly name: string; readonly page?: number }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly name: string; readonly page?: number }

/** What a call may use while it runs. */
export interface CallContext {
  /** Aborted when the caller no longer wants the answer. */
  readonly signal: AbortSignal
  /** `fraction` 0..1 of the whole call. */
  readonly progress: (stage: string, fraction: number) => void
  /** Sends the call's pixels; `bytes` is not used by the engine afterwards. */
  readonly pixels: (bytes: Uint8Array) => void
}
