import { bundleBench } from './bench-bundle.mjs'
import { ensureBuild } from './setup/build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { projectRoot } from './setup/paths.mjs'
import { finished, runTool, start } from './setup/processes.mjs'

// npm run soak                        100,000 photos with faults, 200 kills, 500 opens, a batch of 1,000: at most half an hour
// npm run soak -- --minutes 5         as much of it as goes into that time; the same command goes on where it ended
// npm run soak -- --anew --record     from the beginning; the result goes into test/bench/RESULTS.md
// npm run soak -- --seeds 10 --kills 20 --opens 100 --photos 100

await runTool(async () => {
  await ensureDependencies()
  await ensureBuild()
  const soak = await bundleBench('test/soak/index.ts')
  return finished(
    start(process.execPath, [soak, '--root', projectRoot, ...process.argv.slice(2)], {
      cwd: projectRoot,
      stdio: ['ignore', 'inherit', 'inherit'],
    }),
  )
})
