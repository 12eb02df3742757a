import path from 'node:path'

import { setUp } from './setup/index.mjs'
import { projectRoot, userFolder } from './setup/paths.mjs'
import { finished, runTool, start } from './setup/processes.mjs'
import { runSmoke } from './smoke.mjs'

// npm start [-- photo.jpg ...]   opens the window
// npm start -- --smoke           starts, prints one line of JSON on stdout when the window is ready, and ends

// Counted from Electron's start: what a first set-up takes depends on the network and says nothing about the application.
const smokeLimitMs = 120_000
const args = process.argv.slice(2).map((arg) => (arg.startsWith('-') ? arg : path.resolve(userFolder, arg)))

await runTool(async () => {
  const { runtime, flags, env, stop } = await setUp()
  const electronArgs = [...flags, projectRoot, ...args]
  const code = args.includes('--smoke')
    ? await runSmoke(runtime.executable, electronArgs, { env, limitMs: smokeLimitMs })
    : await finished(start(runtime.executable, electronArgs, { env, stdio: 'inherit' }))
  await stop()
  return code
})
