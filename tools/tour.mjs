import { setUp } from './setup/index.mjs'
import { inProject, projectRoot } from './setup/paths.mjs'
import { finished, runTool, start } from './setup/processes.mjs'

// Drives the application through what it can do and leaves numbered screenshots in out/tour/.

await runTool(async () => {
  const stage = await setUp()
  const vitest = [inProject('node_modules/vitest/vitest.mjs'), 'run', '--project=tour', ...process.argv.slice(2)]
  const tour = start(process.execPath, vitest, { cwd: projectRoot, env: stage.env, stdio: ['ignore', 'inherit', 'inherit'] })
  const code = await finished(tour)
  await stage.stop()
  return code
})
