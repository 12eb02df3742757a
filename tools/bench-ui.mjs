import { bundleBench } from './bench-bundle.mjs'
import { setUp } from './setup/index.mjs'
import { projectRoot } from './setup/paths.mjs'
import { finished, runTool, start } from './setup/processes.mjs'

// npm run bench:ui                       how fast the real window is: a table
// npm run --silent bench:ui -- --json    the same as JSON
// npm run bench:ui -- --compare          the sliders of the compare workspace alone
// npm run bench:ui -- --record           the table into test/bench/RESULTS.md

await runTool(async () => {
  const stage = await setUp()
  const bench = await bundleBench('test/bench/ui/index.ts')
  const words = [bench, '--root', projectRoot, ...process.argv.slice(2)]
  const code = await finished(start(process.execPath, words, { cwd: projectRoot, env: stage.env, stdio: ['ignore', 'inherit', 'inherit'] }))
  await stage.stop()
  return code
})
