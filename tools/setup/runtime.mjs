import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'

import { officialRuntime } from './runtime-official.mjs'
import { packagedRuntime, packagedRuntimeFits } from './runtime-packaged.mjs'
import { SetupError, collect } from './processes.mjs'

/**
 * @typedef {object} Runtime
 * @property {string} executable
 * @property {string} folder the folder that ELECTRON_OVERRIDE_DIST_PATH would name
 * @property {string} version
 * @property {boolean} shippable false for the old runtime that serves development and tests alone
 */

/** @returns {Promise<Runtime>} */
export async function ensureRuntime() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (override) return describe(path.resolve(override), { name: 'ELECTRON_OVERRIDE_DIST_PATH' })
  const official = await officialRuntime({ rememberFailure: packagedRuntimeFits })
  if (official) return describe(official, { name: 'The electron package' })
  if (packagedRuntimeFits) return packagedRuntime()
  throw new SetupError(
    'Electron could not be downloaded. Check the network, or let ELECTRON_MIRROR name a mirror or ' +
      'ELECTRON_OVERRIDE_DIST_PATH a folder that holds Electron.',
  )
}

/** @param {string} folder @returns {string} where Electron's executable lies in a distribution */
function executableIn(folder) {
  const name = { darwin: 'Electron.app/Contents/MacOS/Electron', win32: 'electron.exe' }[/** @type {string} */ (process.platform)]
  return path.join(folder, name ?? 'electron')
}

/** @param {string} folder @param {{ name: string }} origin @returns {Promise<Runtime>} */
async function describe(folder, { name }) {
  const executable = executableIn(folder)
  if (!existsSync(executable)) throw new SetupError(`${name} gives ${folder}, but there is no ${executable}.`)
  const version = (await readFile(path.join(folder, 'version'), 'utf8').catch(() => askVersion(executable))).trim().replace(/^v/, '')
  return { executable, folder, version, shippable: !existsSync(path.join(folder, 'prepared.json')) }
}

/** @param {string} executable */
async function askVersion(executable) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  const { code, output } = await collect(executable, ['-p', 'process.versions.electron'], { env, timeoutMs: 20_000 })
  if (code !== 0) throw new SetupError(`${executable} does not say its version:\n${output}`)
  return output
}
