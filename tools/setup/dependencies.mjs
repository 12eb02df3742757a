import { createHash } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'

import { inProject, npmCommand, projectRoot } from './paths.mjs'
import { SetupError, finished, start } from './processes.mjs'

const stampFile = inProject('node_modules', '.chromapatch-lock')

/** Installs what package-lock.json names, unless exactly that is installed. */
export async function ensureDependencies() {
  const lock = await readFile(inProject('package-lock.json'), 'utf8')
  const wanted = createHash('sha512').update(lock).digest('hex')
  const installed = await readFile(stampFile, 'utf8').catch(() => '')
  if (installed === wanted) return
  if (!(await npmInstalled(lock))) await install()
  await writeFile(stampFile, wanted)
}

async function install() {
  console.error('Installing the packages that package-lock.json names; this takes a minute the first time.')
  const npm = npmCommand()
  // Development packages are part of the set-up whatever NODE_ENV says, and `npm --silent` must not swallow an error.
  const args = [...npm.args, 'ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']
  const code = await finished(start(npm.command, args, { cwd: projectRoot, shell: npm.shell }))
  if (code === 0) return
  throw new SetupError(`npm ci failed (exit code ${code}): the packages could not be installed. What it said stands above.`)
}

/**
 * Somebody may have run npm by hand. It notes in node_modules what it put there: the same packages as in the lock file,
 * but for optional ones that are for another platform.
 * @param {string} lock
 */
async function npmInstalled(lock) {
  /** @typedef {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }>} Packages */
  /** @type {Packages | undefined} */
  const present = await readFile(inProject('node_modules/.package-lock.json'), 'utf8').then(
    (text) => JSON.parse(text).packages,
    () => undefined,
  )
  if (!present) return false
  const wanted = /** @type {{ packages: Packages }} */ (JSON.parse(lock)).packages
  return Object.entries(wanted).every(([folder, { version, integrity, optional, devOptional }]) => {
    // The project itself.
    if (folder === '') return true
    const found = present[folder]
    return found ? found.version === version && found.integrity === integrity : Boolean(optional || devOptional)
  })
}
