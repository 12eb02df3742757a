/** Removal of what is only ours to tidy up. */
import { rmSync } from 'node:fs'

/** A file or a folder with all that is in it. What another program holds, as Windows minds, stays: whoever sweeps next removes it. */
export function removeQuietly(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true })
  } catch {
    // Nothing that anybody asked for has failed.
  }
}
