import { bundleBench } from './bench-bundle.mjs'
import { ensureBuild } from './setup/build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { projectRoot, userFolder } from './setup/paths.mjs'
import { finished, runTool, start } from './setup/processes.mjs'

// npm run survey [-- PHOTO...]        how well changes are found over many pairs made from these photos; see test/operations/compare-survey.ts
// npm run survey -- --odd FOLDER      how odd photos open; see test/bench/odd-survey.ts

await runTool(async () => {
  await ensureDependencies()
  await ensureBuild()
  const survey = await bundleBench(process.argv.includes('--odd') ? 'test/bench/odd-survey.ts' : 'test/operations/compare-survey.ts')
  const words = [survey, '--root', projectRoot, ...process.argv.slice(2)]
  return finished(start(process.execPath, words, { cwd: userFolder, stdio: ['ignore', 'inherit', 'inherit'] }))
})
