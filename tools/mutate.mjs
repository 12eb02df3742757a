import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, sep } from 'node:path'

import { setUp } from './setup/index.mjs'
import { inProject, projectRoot } from './setup/paths.mjs'
import { runTool } from './setup/processes.mjs'

// npm run mutate                    breaks the product line by line; each break must be noticed by the test named beside it
// npm run mutate -- --changed REF   only breaks of files, or of tests, that changed since REF
// npm run mutate -- --only WORD     only breaks whose name has the word
//
// All of it happens in a copy of the tree in the temporary folder. The list is test/mutations/list.json.

/** @typedef {{ name: string, file: string, from: string, to: string, test: string, built?: boolean }} Mutation */

const args = process.argv.slice(2)
const valueOf = (/** @type {string} */ flag) => (args.includes(flag) ? args[args.indexOf(flag) + 1] : undefined)

await runTool(async () => {
  const stage = await setUp()
  const copy = copyOfTree()
  try {
    /** @type {Mutation[]} */
    const all = JSON.parse(readFileSync(inProject('test/mutations/list.json'), 'utf8'))
    const faults = all.filter((each) => !fits(each)).map(({ name, file }) => `${name}: the line is not in ${file} once`)
    for (const fault of faults) console.error(fault)
    const wanted = chosen(all.filter(fits))
    // Tests that fail unbroken would notice anything.
    const sound = new Set([...new Set(wanted.map(({ test }) => test))].filter((test) => passes(copy, [test], stage.env)))
    const unsound = wanted.filter(({ test }) => !sound.has(test))
    for (const { name, test } of unsound) console.error(`${name}: ${test} fails before anything is broken`)
    let noticed = 0
    for (const mutation of wanted.filter(({ test }) => sound.has(test))) {
      const isNoticed = isNoticedBy(copy, mutation, stage.env)
      noticed += isNoticed ? 1 : 0
      console.log(`${isNoticed ? 'noticed    ' : 'NOT NOTICED'} ${mutation.name}`)
    }
    console.log(`${noticed} of ${wanted.length} breaks are noticed`)
    return noticed === wanted.length && faults.length === 0 ? 0 : 1
  } finally {
    rmSync(copy, { recursive: true, force: true })
    await stage.stop()
  }
})

/** A break must be of one line that is there, and there once. @param {Mutation} mutation */
function fits({ file, from, to }) {
  const text = existsSync(inProject(file)) ? readFileSync(inProject(file), 'utf8') : ''
  return from !== to && text.split(from).length === 2
}

/** @param {readonly Mutation[]} mutations @returns {Mutation[]} */
function chosen(mutations) {
  const [since, word] = [valueOf('--changed'), valueOf('--only')]
  const named = mutations.filter(({ name }) => word === undefined || name.includes(word))
  if (since === undefined) return [...named]
  const changed = spawnSync('git', ['diff', '--name-only', since], { cwd: projectRoot, encoding: 'utf8' })
  if (changed.status !== 0) throw new Error(`git diff ${since}: ${changed.stderr}`)
  const files = new Set(changed.stdout.split('\n'))
  return named.filter(({ file, test }) => files.has(file) || files.has(test))
}

/** Sources and what was built of them; the packages are linked. */
function copyOfTree() {
  const copy = mkdtempSync(join(tmpdir(), 'chromapatch-mutate-'))
  const left = new Set(['node_modules', '.git', '.cache', 'dist'])
  cpSync(projectRoot, copy, { recursive: true, filter: (from) => !(left.has(basename(from)) && from.split(sep).length === projectRoot.split(sep).length + 1) }) // prettier-ignore
  symlinkSync(inProject('node_modules'), join(copy, 'node_modules'), 'junction')
  return copy
}

/** @param {string} copy @param {Mutation} mutation @param {NodeJS.ProcessEnv} env */
function isNoticedBy(copy, { file, from, to, test, built = false }, env) {
  const path = join(copy, file)
  const text = readFileSync(path, 'utf8')
  writeFileSync(
    path,
    text.replace(from, () => to),
  )
  try {
    // What cannot be built is noticed, too.
    return (built && !build(copy, env)) || !passes(copy, [test], env)
  } finally {
    writeFileSync(path, text)
    if (built) build(copy, env)
  }
}

/** @param {string} copy @param {NodeJS.ProcessEnv} env */
function build(copy, env) {
  return run(copy, ['node_modules/electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'error'], env)
}

/** @param {string} copy @param {readonly string[]} tests @param {NodeJS.ProcessEnv} env */
function passes(copy, tests, env) {
  return run(copy, ['node_modules/vitest/vitest.mjs', 'run', '--reporter=dot', '--project=unit', '--project=e2e', ...tests], env)
}

/** @param {string} copy @param {readonly [string, ...string[]]} words the first is a program of the copy's @param {NodeJS.ProcessEnv} env */
function run(copy, [program, ...words], env) {
  const ended = spawnSync(process.execPath, [join(copy, program), ...words], { cwd: copy, env, stdio: 'ignore', timeout: 600_000 })
  return ended.status === 0
}
