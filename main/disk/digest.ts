/** SHA-256 of what is in memory and of what is on the disk, as 64 digits of base 16. */
import { createHash } from 'node:crypto'
import { createReadStream, promises as fs } from 'node:fs'

export const sha256Hex = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex')

/** SHA-256 of a regular file, read piece by piece. */
export async function fileDigest(path: string): Promise<string> {
  if (!(await fs.stat(path)).isFile()) throw Object.assign(new Error('not a file'), { code: 'EISDIR' })
  const hash = createHash('sha256')
  for await (const piece of createReadStream(path)) hash.update(piece as Buffer)
  return hash.digest('hex')
}
