/** What a file that was written looks like: decoded again from its bytes, so that what compression does to it is seen. */
import { promises as fs } from 'node:fs'
import type { Look, PreparedFile } from '../../../contract/exports'
import { readBack } from '../codec/read-back'

/** As many characters of a file of text as are read before it is saved. */
const TEXT_SHOWN = 1_600

/** A file that was written, without its name and size. */
export type Looked = Omit<PreparedFile, 'name' | 'bytes'>

export async function lookAtPicture(path: string, look: Look, pixels: (bytes: Uint8Array) => void): Promise<Looked> {
  const { bytes, ...shown } = await readBack(await fs.readFile(path), look)
  pixels(bytes)
  return { ...shown, text: null }
}

export async function lookAtText(path: string, pixels: (bytes: Uint8Array) => void): Promise<Looked> {
  const text = await fs.readFile(path, 'utf8')
  pixels(new Uint8Array(4))
  const part = { x: 0, y: 0, w: 1, h: 1 }
  return { fileWidth: 0, fileHeight: 0, width: 1, height: 1, part, text: text.slice(0, TEXT_SHOWN) }
}
