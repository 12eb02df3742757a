import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { inProject, projectRoot } from './paths.mjs'
import { SetupError, collect, finished, start } from './processes.mjs'

const stampFile = inProject('out', '.stamp')
const sourceFolders = ['contract', 'core', 'main', 'preload', 'renderer', 'assets']
const sourceFiles = ['electron.vite.config.ts', 'package.json', 'package-lock.json', 'tools/kernels.mjs']

/**
 * Builds when a source has changed since the last build.
 * @param {{ quiet?: boolean }} [options] quiet says nothing at all unless the build fails
 */
export async function ensureBuild({ quiet = false } = {}) {
  const sources = await sourcesDigest()
  const built = await readFile(stampFile, 'utf8').catch(() => '')
  if (built === sources && existsSync(inProject('out/main/index.cjs'))) return
  if (!quiet) console.error('Building Chromapatch.')
  await build({ show: false })
}

/** @param {{ show: boolean }} options show lets the compilers speak; otherwise they are heard only on failure */
export async function build({ show }) {
  // Taken before, so that a file saved while the build runs makes the next one run again.
  const sources = await sourcesDigest()
  await rm(stampFile, { force: true })
  if (existsSync(inProject('tools/kernels.mjs'))) await step('The kernels', ['tools/kernels.mjs'], show)
  await step('The application', ['node_modules/electron-vite/bin/electron-vite.js', 'build'], show)
  await mkdir(path.dirname(stampFile), { recursive: true })
  await writeFile(stampFile, sources)
}

/** @param {string} what @param {string[]} args @param {boolean} show */
async function step(what, args, show) {
  const options = { cwd: projectRoot }
  const { code, output } = show
    ? { code: await finished(start(process.execPath, args, options)), output: '' }
    : await collect(process.execPath, args, options)
  if (code !== 0) throw new SetupError(`${output}${what} could not be built (exit code ${code}).`)
}

/** @returns {Promise<string>} one digest over the paths and contents of every source */
async function sourcesDigest() {
  const files = sourceFiles.filter((file) => existsSync(inProject(file)))
  files.push(...(await readdir(projectRoot)).filter((name) => /^tsconfig.*\.json$/.test(name)))
  for (const folder of sourceFolders) {
    if (!existsSync(inProject(folder))) continue
    for (const entry of await readdir(inProject(folder), { recursive: true, withFileTypes: true })) {
      if (entry.isFile()) files.push(path.relative(projectRoot, path.join(entry.parentPath, entry.name)))
    }
  }
  const digest = createHash('sha256')
  for (const file of files.filter((name) => !isGenerated(name)).sort()) {
    digest.update(`${file}\0`).update(
      createHash('sha256')
        .update(await readFile(inProject(file)))
        .digest(),
    )
  }
  return digest.digest('hex')
}

/** The kernels' compiler writes beside its sources: its product must not count as a change of them. @param {string} file */
function isGenerated(file) {
  return /[\\/](build|generated)[\\/]/.test(file) || /\.(wasm|generated\.ts)$/.test(file)
}
