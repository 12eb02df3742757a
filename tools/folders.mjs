import { readdir } from 'node:fs/promises'
import path from 'node:path'

import { inProject } from './setup/paths.mjs'

// Fails where a folder of sources holds more files than one look takes in.

const MOST = 25
const roots = ['contract', 'core', 'main', 'preload', 'renderer', 'test', 'tools']
/** Folders of data, whose files are not read one after the other. */
const data = new Set(['test/fixtures'])
/** Still to be cut into rooms. */
const later = new Set([
  'renderer/compare/components',
  'renderer/components',
  'renderer/composables',
  'renderer/stores',
  'test/e2e',
  'test/renderer',
])

/** @param {string} folder @returns {Promise<string[]>} a line for each folder that holds too many */
async function crowded(folder) {
  if (data.has(folder)) return []
  const entries = await readdir(inProject(folder), { withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).length
  const here = files > MOST && !later.has(folder) ? [`${folder} holds ${files} files; the most is ${MOST}.`] : []
  const inside = await Promise.all(entries.filter((entry) => entry.isDirectory()).map(({ name }) => crowded(path.posix.join(folder, name))))
  return [...here, ...inside.flat()]
}

const lines = (await Promise.all(roots.map(crowded))).flat()
for (const line of lines) console.error(line)
process.exitCode = lines.length > 0 ? 1 : 0
