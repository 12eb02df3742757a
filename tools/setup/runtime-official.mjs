import { existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'

import { cacheFolder, inProject, projectRoot } from './paths.mjs'
import { collect } from './processes.mjs'

const packageFolder = inProject('node_modules', 'electron')
const downloadLimitMs = 120_000
const rememberedMs = 24 * 60 * 60 * 1000

/**
 * The binary that the `electron` package's own installer fetches.
 * @param {{ rememberFailure: boolean }} options where there is another runtime to use, an unreachable download site is
 *   not asked again for a day
 * @returns {Promise<string | undefined>} the folder of the distribution
 */
export async function officialRuntime({ rememberFailure }) {
  const { version } = JSON.parse(await readFile(path.join(packageFolder, 'package.json'), 'utf8'))
  const folder = path.join(packageFolder, 'dist')
  if (await isInstalled(folder, version)) return folder

  const failure = path.join(cacheFolder(), `electron-${version}-unreachable.json`)
  const mirror = process.env.ELECTRON_MIRROR ?? ''
  if (rememberFailure && (await failedLately(failure, mirror))) return undefined

  console.error(`Downloading Electron ${version}.`)
  const installer = path.join(packageFolder, 'install.js')
  const { code, output, timedOut } = await collect(process.execPath, [installer], {
    cwd: projectRoot,
    timeoutMs: downloadLimitMs,
  })
  if (code === 0 && (await isInstalled(folder, version))) {
    await rm(failure, { force: true })
    return folder
  }
  const why = timedOut ? `no answer within ${downloadLimitMs / 1000} s` : (output.trim().split('\n')[0] ?? '').replace(/^\w*Error: /, '')
  console.error(`The download of Electron ${version} failed: ${why}.`)
  if (rememberFailure) {
    await mkdir(path.dirname(failure), { recursive: true })
    await writeFile(failure, JSON.stringify({ at: Date.now(), mirror, why }))
  }
  return undefined
}

/** @param {string} folder @param {string} version the installer writes `path.txt` last, after all is unpacked */
async function isInstalled(folder, version) {
  const unpacked = await readFile(path.join(folder, 'version'), 'utf8').catch(() => '')
  return unpacked.trim().replace(/^v/, '') === version && existsSync(path.join(packageFolder, 'path.txt'))
}

/** @param {string} file @param {string} mirror another mirror is another try */
async function failedLately(file, mirror) {
  try {
    const failure = JSON.parse(await readFile(file, 'utf8'))
    return failure.mirror === mirror && Date.now() - failure.at < rememberedMs
  } catch {
    return false
  }
}
