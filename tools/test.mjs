import { mkdir, readFile, rm } from 'node:fs/promises'

import { runChecks } from './checks.mjs'
import { setUp } from './setup/index.mjs'
import { inProject, projectRoot } from './setup/paths.mjs'
import { ensurePython } from './setup/python.mjs'
import { SetupError, finished, runTool, start } from './setup/processes.mjs'

// npm test                      the checks, then every test; the last line on stdout is the count
// npm test -- test/engine ...   only these tests (any arguments of vitest), without the checks

const resultsFile = inProject('out', 'test-results.json')
const args = process.argv.slice(2)

await runTool(async () => {
  const stage = await setUp().catch((/** @type {unknown} */ error) => {
    console.error(error instanceof SetupError ? error.message : error)
  })
  // Whoever reads only the count must not miss that nothing could be tested.
  if (!stage) return report({ passed: 0, failed: 1, skipped: 0 })
  await ensurePython()
  const checks = args.length > 0 ? [] : await runChecks()
  const tests = await runTests(stage.env)
  await stage.stop()

  return report({
    passed: tests.passed + checks.filter((check) => check.passed).length,
    failed: tests.failed + checks.filter((check) => !check.passed).length,
    skipped: tests.skipped,
  })
})

/** @param {{ passed: number, failed: number, skipped: number }} counts @returns {number} the exit code */
function report({ passed, failed, skipped }) {
  if (passed + failed === 0) console.error('No test ran.')
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`)
  return failed > 0 || passed === 0 ? 1 : 0
}

/** @param {NodeJS.ProcessEnv} env */
async function runTests(env) {
  await mkdir(inProject('out'), { recursive: true })
  // What an earlier run left must not be counted for a run that broke off.
  await rm(resultsFile, { force: true })
  // The tour is no test: it takes pictures (`npm run tour`). A cluster wants packages and root (`npm run test:cluster`).
  const projects = args.some((arg) => arg.startsWith('--project')) ? [] : ['--project=unit', '--project=e2e']
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${resultsFile}`]
  const vitest = start(process.execPath, [inProject('node_modules/vitest/vitest.mjs'), 'run', ...reporters, ...projects, ...args], {
    cwd: projectRoot,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const code = await finished(vitest)
  const counts = await readCounts()
  // An error outside every test, a worker that crashed: vitest fails while each test it knows of has passed.
  if (code !== 0 && counts.failed === 0) {
    console.error(`vitest ended with code ${code} though no test failed: counted as one failure.`)
    counts.failed = 1
  }
  return counts
}

async function readCounts() {
  /** @type {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] } | undefined} */
  const results = await readFile(resultsFile, 'utf8').then(JSON.parse, () => undefined)
  if (!results) return { passed: 0, failed: 0, skipped: 0 }
  // A file that could not be loaded, or whose set-up failed, has no failed test of its own.
  const broken = results.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some(({ status }) => status === 'failed'),
  )
  return {
    passed: results.numPassedTests,
    failed: results.numFailedTests + broken.length,
    skipped: results.numPendingTests + results.numTodoTests,
  }
}
