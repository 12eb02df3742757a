import { bundleBench } from './bench-bundle.mjs'
import { ensureBuild } from './setup/build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { inProject, projectRoot } from './setup/paths.mjs'
import { finished, runTool, start } from './setup/processes.mjs'

// npm run bench                        our operations and everybody else's on one pair of photos: a table
// npm run --silent bench -- --json     the same as JSON; `-- gaussian-mask hue` measures these works alone
// npm run bench -- --scale             time per pixel and memory at 10, 24, 100 and 200 megapixels
// npm run bench -- --previews          how soon a changed clean-up step is on the screen, step by step
// npm run bench -- --record            all of it, and the window too, into test/bench/RESULTS.md

await runTool(async () => {
  const args = process.argv.slice(2)
  await ensureDependencies()
  await ensureBuild()
  const bench = await bundleBench('test/bench/index.ts')
  const run = (/** @type {string[]} */ words) =>
    finished(start(process.execPath, words, { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'] }))
  const whole = args.includes('--record') && args.length === 1
  const steps = whole ? [['--record'], ['--scale', '--record']] : [args]
  for (const step of steps) {
    const code = await run([bench, '--root', projectRoot, ...step])
    if (code !== 0) return code
  }
  return whole ? run([inProject('tools/bench-ui.mjs'), '--record']) : 0
})
