/**
 * Gives back what large buffers held as soon as nobody needs them. V8 collects by the size of its own heap, which knows little of a
 * decoder's gigabyte: without this, a photo's decoded copy still lies there while the same photo is exported.
 */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Under so many bytes a collection is not worth its few milliseconds. */
const WORTH_BYTES = 64e6
let collect: (() => void) | undefined

/** To be called after `bytes` of buffers were let go. */
export function letGo(bytes: number): void {
  if (bytes < WORTH_BYTES) return
  if (collect === undefined) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as () => void
  }
  collect()
}
