import { availableParallelism } from 'node:os'
import path from 'node:path'

import { inProject, projectRoot } from './setup/paths.mjs'
import { collect } from './setup/processes.mjs'

/** What holds for the text of the sources, before any test runs. */
const checks = [
  // The longest first. Each of the two asks the types of one program.
  { name: 'lint of the window', args: ['eslint/bin/eslint.js', '--max-warnings=0', 'renderer', 'test/renderer'] },
  {
    name: 'lint of all else',
    args: ['eslint/bin/eslint.js', '--max-warnings=0', '.', '--ignore-pattern', 'renderer/', '--ignore-pattern', 'test/renderer/'],
  },
  { name: 'formatting', args: ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'] },
  {
    name: 'who imports whom',
    args: [
      'dependency-cruiser/bin/dependency-cruise.mjs',
      '--config',
      '.dependency-cruiser.cjs',
      'contract',
      'core',
      'main',
      'preload',
      'renderer',
    ],
  },
  { name: 'files a folder', args: [inProject('tools/folders.mjs')] },
  { name: 'types of main and preload', args: ['vue-tsc/bin/vue-tsc.js', '--noEmit', '-p', 'tsconfig.node.json'] },
  { name: 'help pages', args: [inProject('tools/help.mjs'), '--check'] },
  { name: 'types of the renderer', args: ['vue-tsc/bin/vue-tsc.js', '--noEmit', '-p', 'tsconfig.web.json'] },
]

/**
 * Runs every check, prints a line for each and what a failed one said.
 * @returns {Promise<{ name: string, passed: boolean }[]>}
 */
export async function runChecks() {
  const results = []
  const left = [...checks]
  const runNext = async () => {
    const check = left.shift()
    if (check === undefined) return
    const { name, args } = check
    const [script, ...rest] = /** @type {[string, ...string[]]} */ (args)
    const began = Date.now()
    const { code, output } = await collect(process.execPath, [path.resolve(inProject('node_modules'), script), ...rest], {
      cwd: projectRoot,
    })
    const passed = code === 0
    console.log(`${passed ? '✓' : '✗'} ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
    if (!passed) console.log(output.trimEnd())
    results.push({ name, passed })
    await runNext()
  }
  // Each takes a processor and a gigabyte.
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, runNext))
  return results
}
