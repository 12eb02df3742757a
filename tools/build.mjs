import { build } from './setup/build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { runTool } from './setup/processes.mjs'

await runTool(async () => {
  await ensureDependencies()
  await build({ show: true })
  return 0
})
