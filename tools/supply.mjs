import { readFile, writeFile } from 'node:fs/promises'

import { inProject, projectRoot } from './setup/paths.mjs'
import { collect, runTool } from './setup/processes.mjs'

// npm run supply                what is installed: licences, programs that run at installation, direct packages, known advisories
// npm run supply -- --keep      also keeps the advisories that the registry told, for when it does not answer

/** Most packages that are named in package.json: each is a decision. */
const DIRECT_MAX = { dependencies: 10, devDependencies: 32 }
/** Licences of what is shipped, and of what is only a tool. */
const SHIPPED = new Set(['MIT', 'ISC', 'Apache-2.0', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'LGPL-3.0', 'LGPL-3.0-or-later'])
const TOOLS = new Set([...SHIPPED, 'BlueOak-1.0.0', 'CC0-1.0', 'CC-BY-4.0', 'MPL-2.0', 'OFL-1.1', 'Python-2.0', 'WTFPL'])
/** Packages that run a program when they are installed, by name: nothing is fetched by another one. */
const INSTALLING = new Set(['electron-winstaller'])
const ADVISORIES = 'tools/package/advisories.json'

/** @typedef {{ license?: string, dev?: boolean, hasInstallScript?: boolean, link?: boolean }} Locked */

await runTool(async () => {
  const lock = JSON.parse(await readFile(inProject('package-lock.json'), 'utf8'))
  /** @type {[string, Locked][]} */
  const packages = Object.entries(lock.packages)
  const installed = packages.filter(([place]) => place !== '')
  const faults = [...direct(lock.packages['']), ...installed.flatMap(licence), ...installed.flatMap(installs), ...(await advisories())]
  for (const fault of faults) console.error(fault)
  console.log(`${installed.length} packages, ${faults.length} faults`)
  return faults.length === 0 ? 0 : 1
})

/** @param {Record<string, Record<string, string> | undefined>} root @returns {string[]} */
function direct(root) {
  return Object.entries(DIRECT_MAX).flatMap(([kind, most]) => {
    const named = Object.entries(root[kind] ?? {})
    const loose = named
      .filter(([, version]) => !/^(npm:@?[\w./-]+@)?\d+\.\d+\.\d+[\w.-]*$/.test(version))
      .map(([name]) => `${name}: its version is not exact`)
    return named.length > most ? [...loose, `${named.length} ${kind}: at most ${most} were agreed on`] : loose
  })
}

/** @param {[string, Locked]} entry @returns {string[]} */
function licence([place, { license = 'none', dev = false }]) {
  const allowed = dev ? TOOLS : SHIPPED
  const isAllowed = license
    .replace(/[()]/g, '')
    .split(' OR ')
    .some((choice) => choice.split(' AND ').every((each) => allowed.has(each)))
  return isAllowed ? [] : [`${place}: the licence ${license} was not agreed on`]
}

/** @param {[string, Locked]} entry @returns {string[]} */
function installs([place, { hasInstallScript = false }]) {
  const name = place.split('node_modules/').at(-1) ?? place
  return hasInstallScript && !INSTALLING.has(name) ? [`${name}: runs a program when it is installed`] : []
}

/** As the registry tells them now; where it does not answer, as it told them last. @returns {Promise<string[]>} */
async function advisories() {
  const { output } = await collect(process.execPath, [await npm(), 'audit', '--json', '--audit=true'], { cwd: projectRoot })
  const told = found(output)
  if (told !== null) {
    console.log(`Advisories: as the registry tells them today, ${told.length}.`)
    if (process.argv.includes('--keep')) {
      await writeFile(
        inProject(ADVISORIES),
        `${JSON.stringify({ asked: new Date().toISOString().slice(0, 10), advisories: told }, null, 2)}\n`,
      )
    }
    return told
  }
  const kept = JSON.parse(await readFile(inProject(ADVISORIES), 'utf8'))
  if (kept.asked === null) console.log('Advisories: NOT CHECKED. The registry does not answer, and no list of it was kept yet.')
  else console.log(`Advisories: the registry does not answer; the list of ${kept.asked} is looked at instead.`)
  return kept.advisories
}

/** @param {string} output @returns {string[] | null} null where the registry did not answer with a list */
function found(output) {
  try {
    const { vulnerabilities } = JSON.parse(output.slice(output.indexOf('{')))
    if (vulnerabilities === undefined) return null
    return Object.entries(vulnerabilities).map(([name, { severity, range }]) => `${name} ${range}: a known weakness (${severity})`)
  } catch {
    return null
  }
}

/** npm's own program, beside Node's. @returns {Promise<string>} */
async function npm() {
  const given = process.env['npm_execpath']
  if (given !== undefined && given.endsWith('.js')) return given
  const { createRequire } = await import('node:module')
  return createRequire(process.execPath).resolve('../lib/node_modules/npm/bin/npm-cli.js')
}
