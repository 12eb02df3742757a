import { ensureBuild } from './setup/build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { inProject, userFolder } from './setup/paths.mjs'
import { finished, runTool, start } from './setup/processes.mjs'

// The command line from a clone: npm run --silent cli -- segment photo.jpg ...
// stdout belongs to the command alone; the set-up speaks on stderr, and only when it has something to do.

await runTool(async () => {
  await ensureDependencies()
  await ensureBuild({ quiet: true })
  const command = start(process.execPath, [inProject('out/main/chromapatch.cjs'), ...process.argv.slice(2)], {
    cwd: userFolder,
    stdio: 'inherit',
    group: false,
  })
  return finished(command)
})
