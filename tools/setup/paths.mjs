import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of package.json. */
export const projectRoot = path.resolve(fileURLToPath(new URL('../../', import.meta.url)))

/** @param {...string} parts @returns {string} */
export const inProject = (...parts) => path.join(projectRoot, ...parts)

/**
 * Where things that can be fetched again are kept. Outside the project, so that a second clone needs no second download.
 * @returns {string}
 */
export function cacheFolder() {
  const base =
    process.env.XDG_CACHE_HOME ||
    (process.platform === 'win32' && process.env.LOCALAPPDATA) ||
    (process.platform === 'darwin' && path.join(homedir(), 'Library', 'Caches')) ||
    path.join(homedir(), '.cache')
  return path.join(base, 'chromapatch')
}

/** The folder in which the user typed the command: npm moves into the project's, and tells so. */
export const userFolder = process.env.INIT_CWD ?? process.cwd()

/**
 * How to call npm without a shell: the npm that runs us, or the one beside this Node. Only where neither is found is
 * the command's name left, which on Windows is a script and needs a shell.
 * @returns {{ command: string, args: string[], shell: boolean }}
 */
export function npmCommand() {
  const beside = path.dirname(process.execPath)
  const found = [
    process.env.npm_execpath,
    path.join(beside, 'node_modules/npm/bin/npm-cli.js'),
    path.join(beside, '../lib/node_modules/npm/bin/npm-cli.js'),
  ].find((file) => file && path.basename(file) === 'npm-cli.js' && existsSync(file))
  if (found) return { command: process.execPath, args: [found], shell: false }
  return process.platform === 'win32' ? { command: 'npm.cmd', args: [], shell: true } : { command: 'npm', args: [], shell: false }
}
