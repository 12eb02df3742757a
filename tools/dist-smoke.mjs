import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import path from 'node:path'

import { fuseFaults } from './package/fuses.mjs'
import { runSmoke } from './smoke.mjs'
import { ensureDisplay } from './setup/display.mjs'
import { inProject } from './setup/paths.mjs'
import { SetupError, runTool } from './setup/processes.mjs'
import { electronFlags, ensureSystem } from './setup/system.mjs'

// Does what was packaged really start? And are its fuses as they should be?

await runTool(async () => {
  const executable = await packagedExecutable()
  await ensureSystem(executable)
  const flags = await electronFlags(executable)
  const display = await ensureDisplay()
  const code = await runSmoke(executable, [...flags, '--smoke'], { env: { ...process.env, ...display.env }, limitMs: 60_000 })
  await display.stop()

  const faults = await fuseFaults(executable)
  for (const fault of faults) console.error(fault)
  return code !== 0 ? code : faults.length > 0 ? 1 : 0
})

/** electron-builder names its folder by platform and, off x64, by architecture. */
async function packagedExecutable() {
  const inside = { darwin: 'Chromapatch.app/Contents/MacOS/Chromapatch', win32: 'Chromapatch.exe' }[
    /** @type {string} */ (process.platform)
  ]
  const folders = await readdir(inProject('dist')).catch(() => [])
  const candidates = folders.map((folder) => path.join(inProject('dist'), folder, inside ?? 'chromapatch'))
  const found = candidates.find((file) => existsSync(file))
  if (!found) throw new SetupError('There is no packaged application in dist/. Make it first: npm run dist')
  return found
}
