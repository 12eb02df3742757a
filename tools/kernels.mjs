/**
 * Compiles core/wasm/assembly to one WebAssembly module and writes it, as base64, beside its
 * caller: core/wasm/assembly.generated.ts. A string in a bundle is found from every process and
 * packaged app alike, where a file would need a path.
 */
import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import asc from 'assemblyscript/asc'

const folder = path.resolve(import.meta.dirname, '..', 'core', 'wasm')
/** As many pages as RESERVED_BYTES in core/memory.ts; any memory that the engine makes has more. */
const RESERVED_PAGES = '320'

const files = new Map()
const { error, stderr } = await asc.main(
  // prettier-ignore
  [
    'index.ts', '--baseDir', path.join(folder, 'assembly'), '--outFile', 'kernels.wasm',
    '--enable', 'simd', '--enable', 'threads', '--runtime', 'stub', '-O3', '--noAssert',
    '--importMemory', '--sharedMemory', '--noExportMemory', '--initialMemory', RESERVED_PAGES, '--maximumMemory', '65536',
    // The stamps of the scratch slots are first; static data, should there ever be any, comes after.
    '--memoryBase', '32768',
  ],
  {
    readFile: (name, base) => readFile(path.resolve(base, name), 'utf8').catch(() => null),
    writeFile: (name, contents) => void files.set(name, contents),
    listFiles: () => [],
  },
)
if (error) {
  console.error(stderr.toString())
  throw error
}

const base64 = Buffer.from(files.get('kernels.wasm')).toString('base64')
const target = path.join(folder, 'assembly.generated.ts')
const text = `/** core/wasm/assembly, compiled by tools/kernels.mjs: not to be edited. */\nexport const assembly =\n  '${base64}'\n`
// Left alone where nothing changed, so that watchers and incremental builds stay still.
if ((await readFile(target, 'utf8').catch(() => '')) !== text) await writeFile(target, text)
