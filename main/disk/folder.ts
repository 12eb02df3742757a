/** Folders for outputs. */
import { promises as fs } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { outputError } from './output-error'

const codeOf = (thrown: unknown): unknown => (thrown instanceof Error && 'code' in thrown ? thrown.code : undefined)

/**
 * Makes a folder and those above it. Node's own recursive form never ends where the system refuses a folder with ENOENT, as
 * below /proc.
 * @throws ChromapatchError OUTPUT_*
 */
export async function makeFolder(path: string): Promise<void> {
  const missing: string[] = []
  for (let at = resolve(path); ; at = dirname(at)) {
    const stats = await fs.stat(at).catch((thrown: unknown) => {
      if (codeOf(thrown) !== 'ENOENT') throw outputError(thrown, path)
      return null
    })
    if (stats?.isDirectory() === true) break
    if (stats !== null) throw outputError(Object.assign(new Error('not a folder'), { code: 'ENOTDIR' }), path)
    missing.push(at)
  }
  for (const each of missing.reverse()) {
    await fs.mkdir(each).catch(async (thrown: unknown) => {
      // Another process may have made it since.
      if (codeOf(thrown) !== 'EEXIST' || !(await fs.stat(each)).isDirectory()) throw outputError(thrown, path)
    })
  }
}
