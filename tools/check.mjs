import { runChecks } from './checks.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { runTool } from './setup/processes.mjs'

await runTool(async () => {
  await ensureDependencies()
  const results = await runChecks()
  return results.every(({ passed }) => passed) ? 0 : 1
})
