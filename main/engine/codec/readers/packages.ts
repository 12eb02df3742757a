/** Where the WebAssembly decoders lie: files of their own beside the program, so that each can be replaced by another build of it. */
import { createRequire } from 'node:module'
import { promises as fs } from 'node:fs'
import { dirname, join, sep } from 'node:path'

const load = createRequire(__filename)

/** A file of an installed package, outside of the archive that the application is packed into. */
export function packageFile(name: string, manifest: string, ...parts: readonly string[]): string {
  const folder = dirname(load.resolve(`${name}/${manifest}`))
  return join(folder, ...parts).replace(`${sep}app.asar${sep}`, `${sep}app.asar.unpacked${sep}`)
}

export const loadFile = (file: string): unknown => load(file)
export const wasmOf = (file: string): Promise<Uint8Array> => fs.readFile(file)
