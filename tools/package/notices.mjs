import { existsSync } from 'node:fs'
import { readFile, readdir } from 'node:fs/promises'
import path from 'node:path'

import { inProject } from '../setup/paths.mjs'

/**
 * The licence texts of everything that is shipped: what main loads at run time, what Vite bundled into the renderer, and
 * Electron itself.
 * @param {string} electronFolder
 * @returns {Promise<string>}
 */
export async function thirdPartyNotices(electronFolder) {
  const manifest = JSON.parse(await readFile(inProject('package.json'), 'utf8'))
  const bundled = await importedBy(inProject('renderer'), Object.keys(manifest.devDependencies))
  const packages = await closure([...Object.keys(manifest.dependencies), ...bundled])
  const parts = ['Chromapatch contains the following software of others, under the terms that follow each name.']
  for (const folder of [...packages].sort()) parts.push(await notice(folder))
  parts.push(await electronNotice(electronFolder))
  return `${parts.join(`\n\n${'-'.repeat(100)}\n\n`)}\n`
}

/** Which of the packages the sources name in an import; what is only a tool stays out. @param {string} folder @param {string[]} names */
async function importedBy(folder, names) {
  const found = new Set()
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(ts|vue|css)$/.test(entry.name)) continue
    const text = await readFile(path.join(entry.parentPath, entry.name), 'utf8')
    for (const [, specifier = ''] of text.matchAll(/(?:from|import|url\()\s*\(?['"]([^'"]+)['"]/g)) {
      const name = names.find((candidate) => specifier === candidate || specifier.startsWith(`${candidate}/`))
      if (name) found.add(name)
    }
  }
  return found
}

/** @param {Iterable<string>} roots @returns {Promise<Set<string>>} the folders of the packages and of all they depend on */
async function closure(roots) {
  const folders = new Set()
  const visit = async (/** @type {string} */ name, /** @type {string} */ from) => {
    const folder = locate(name, from)
    // An optional dependency for another platform is not installed.
    if (!folder || folders.has(folder) || name.startsWith('@types/')) return
    folders.add(folder)
    const manifest = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'))
    for (const next of Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies })) await visit(next, folder)
  }
  for (const name of roots) await visit(name, inProject())
  return folders
}

/** Node's own search: the nearest node_modules upwards. @param {string} name @param {string} from */
function locate(name, from) {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name)
    if (existsSync(path.join(candidate, 'package.json'))) return candidate
    if (path.dirname(folder) === folder) return undefined
  }
}

/** @type {Readonly<Record<string, string>>} what a package carries and does not name in its own licence */
const CARRIED = {
  'libraw-wasm': '\nCarries LibRaw, copyright LibRaw LLC, under the LGPL 2.1 or the CDDL 1.0: https://www.libraw.org',
  'libheif-js':
    '\nCarries libheif and libde265, copyright struktur AG and Dirk Farin, under the LGPL 3.0: https://github.com/strukturag/libheif',
  '@jsquash/jxl':
    '\nCarries libjxl, copyright the JPEG XL Project Authors, under the BSD 3-clause licence: https://github.com/libjxl/libjxl',
}

/** @param {string} folder */
async function notice(folder) {
  const { name, version, license, homepage } = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'))
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)/i.test(file))
  // libvips lists the libraries it carries, and their licences, in its readme alone.
  if (files.length === 0 || name.includes('libvips')) files.push('README.md')
  // The licence of the library that the package carries lies beside it.
  if (name === 'libheif-js') files.push('libheif-wasm/LICENSE')
  const texts = await Promise.all(files.map((file) => readFile(path.join(folder, file), 'utf8').catch(() => '')))
  return [
    `${name} ${version} (${license})${homepage ? `\n${homepage}` : ''}${CARRIED[name] ?? ''}`,
    ...texts.map((text) => text.trim()),
  ].join('\n\n')
}

/** @param {string} folder */
async function electronNotice(folder) {
  const own = [path.join(folder, 'LICENSE'), path.join(folder, 'LICENSE.electron.txt'), inProject('node_modules/electron/LICENSE')]
  const file = own.find((candidate) => existsSync(candidate))
  const text = file ? (await readFile(file, 'utf8')).trim() : 'MIT'
  return `Electron\n\n${text}\n\nThe licences of Chromium and its parts are in LICENSES.chromium.html beside the application.`
}
