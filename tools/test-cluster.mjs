import { ensureBuild } from './setup/build.mjs'
import { ensureDependencies } from './setup/dependencies.mjs'
import { inProject, projectRoot } from './setup/paths.mjs'
import { finished, runTool, start } from './setup/processes.mjs'

// npm run test:cluster     a series over two Slurm nodes and over two SSH hosts, all on this machine. Needs the packages slurm-wlm, munge,
//                          parallel and openssh-server (and root, for Slurm); what is not installed is left out.

await runTool(async () => {
  await ensureDependencies()
  await ensureBuild()
  const words = [inProject('node_modules/vitest/vitest.mjs'), 'run', '--project=cluster', ...process.argv.slice(2)]
  return finished(start(process.execPath, words, { cwd: projectRoot, stdio: ['ignore', 'inherit', 'inherit'] }))
})
