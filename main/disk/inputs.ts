/** The files that a run reads: no output of it may take the place of one, whatever it is called. */
import { promises as fs } from 'node:fs'
import { basename, dirname, join, resolve } from 'node:path'
import { ChromapatchError } from '../../contract/errors'

/** Names that differ by case or by how accents are put together are one file on many disks. */
const sameName = (path: string): string => path.normalize('NFC').toLowerCase()

export class Inputs {
  /** Of every path, as given and without links, whether a file is there or not. */
  readonly #paths = new Set<string>()
  /** Device and number of every file that is there: hard links have the same. */
  readonly #files = new Set<string>()

  static async of(paths: readonly string[]): Promise<Inputs> {
    const inputs = new Inputs()
    for (const path of paths) await inputs.#add(path)
    return inputs
  }

  async #add(path: string): Promise<void> {
    for (const each of [resolve(path), await realPath(path)]) this.#paths.add(sameName(each))
    const file = await fileNumber(path)
    if (file !== null) this.#files.add(file)
  }

  /** @throws ChromapatchError OUTPUT_IS_SOURCE */
  async refuse(target: string): Promise<void> {
    const file = await fileNumber(target)
    const isInput = [resolve(target), await realPath(target)].some((path) => this.#paths.has(sameName(path)))
    if (!isInput && (file === null || !this.#files.has(file))) return
    throw new ChromapatchError('OUTPUT_IS_SOURCE', `“${basename(target)}” is one of the files that are read; it was left as it is.`, {
      hint: 'Choose another folder for the outputs, or other names in the recipe.',
    })
  }
}

/** Device and number of a file, the same for all of its names; null where none is there. */
export async function fileNumber(path: string): Promise<string | null> {
  const stats = await fs.stat(path, { bigint: true }).catch(() => null)
  return stats === null || stats.ino === 0n ? null : `${stats.dev}:${stats.ino}`
}

/** Without links; of a file that is not there, its folder's. */
async function realPath(path: string): Promise<string> {
  const folder = () => fs.realpath(dirname(resolve(path))).then((real) => join(real, basename(path)))
  return await fs.realpath(path).catch(() => folder().catch(() => resolve(path)))
}
