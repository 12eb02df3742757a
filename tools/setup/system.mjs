import { existsSync } from 'node:fs'
import { readFile, stat, statfs } from 'node:fs/promises'
import path from 'node:path'

import { SetupError, collect, finished, start } from './processes.mjs'

/** What Electron and a virtual display need of Debian 12; Ubuntu 24.04 has some of them as `<name>t64`. */
const debianPackages = [
  'xvfb',
  'xauth',
  'libnss3',
  'libgtk-3-0',
  'libasound2',
  'libgbm1',
  'libatk-bridge2.0-0',
  'libxss1',
  'libxtst6',
  'libdrm2',
  'fonts-dejavu-core',
]
export const isRoot = process.getuid?.() === 0

export const hasDisplay = () => process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/**
 * Sees to it that Linux has the libraries Electron is linked to, and a virtual display where there is no real one.
 * @param {string} executable Electron's
 */
export async function ensureSystem(executable) {
  if (process.platform !== 'linux') return
  const missing = await missingParts(executable)
  if (missing.length === 0) return

  if (!onPath('apt-get')) {
    throw new SetupError(`Chromapatch needs what this system lacks: ${missing.join(', ')}. Please install it.`)
  }
  if (!isRoot) {
    const packages = await candidates(debianPackages)
    throw new SetupError(
      `Chromapatch needs what this system lacks: ${missing.join(', ')}. Please run\n` +
        `  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}`,
    )
  }
  console.error(`Installing the system packages that Electron needs (missing: ${missing.join(', ')}).`)
  await apt(['update', '-q'])
  await apt(['install', '-y', '-q', '--no-install-recommends', ...(await candidates(debianPackages))])
  const still = await missingParts(executable)
  if (still.length > 0) throw new SetupError(`After installing the packages, this is still missing: ${still.join(', ')}.`)
}

/** @param {string} executable @returns {Promise<string[]>} */
async function missingParts(executable) {
  const { output } = await collect('ldd', [executable], { env: { ...process.env, LC_ALL: 'C' } })
  const missing = [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '')
  if (!hasDisplay() && !onPath('Xvfb')) missing.push('Xvfb')
  return [...new Set(missing)]
}

/** @param {string} name a command's */
export function onPath(name) {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, name)))
}

/** @param {string[]} names @returns {Promise<string[]>} each under the name by which it can be installed here */
async function candidates(names) {
  const installable = async (/** @type {string} */ name) =>
    /Candidate: (?!\(none\))/.test((await collect('apt-cache', ['policy', name], { env: { ...process.env, LC_ALL: 'C' } })).output)
  const found = []
  for (const name of names) {
    if (await installable(name)) found.push(name)
    else if (await installable(`${name}t64`)) found.push(`${name}t64`)
    else found.push(name)
  }
  return found
}

/** @param {string[]} args */
export async function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const code = await finished(start('apt-get', args, { env }))
  if (code !== 0) throw new SetupError(`apt-get ${args[0]} failed (exit code ${code}).`)
}

/**
 * The switches without which Electron would not start on this machine.
 * @param {string} executable
 * @returns {Promise<string[]>}
 */
export async function electronFlags(executable) {
  if (process.platform !== 'linux') return []
  const flags = []
  if (isRoot) flags.push('--no-sandbox')
  else if (!(await sandboxPossible(executable))) {
    console.error('This system lets no ordinary user make a sandbox: Electron runs without its own for this session.')
    flags.push('--no-sandbox')
  }
  // Containers give /dev/shm 64 MB; Chromium crashes when a picture does not fit.
  const shared = await statfs('/dev/shm').catch(() => undefined)
  if (!shared || shared.blocks * shared.bsize < 512 * 2 ** 20) flags.push('--disable-dev-shm-usage')
  return flags
}

/** @param {string} executable either its helper is set-uid root, or the kernel allows user name spaces */
async function sandboxPossible(executable) {
  const helper = await stat(path.join(path.dirname(executable), 'chrome-sandbox')).catch(() => undefined)
  if (helper?.uid === 0 && helper.mode & 0o4000) return true
  const setting = (/** @type {string} */ name) => readFile(`/proc/sys/${name}`, 'utf8').catch(() => '')
  const refused =
    (await setting('kernel/apparmor_restrict_unprivileged_userns')).trim() === '1' ||
    (await setting('kernel/unprivileged_userns_clone')).trim() === '0' ||
    (await setting('user/max_user_namespaces')).trim() === '0'
  return !refused
}
