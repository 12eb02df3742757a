import { ensureBuild } from './build.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { ensureDisplay } from './display.mjs'
import { ensureRuntime } from './runtime.mjs'
import { electronFlags, ensureSystem } from './system.mjs'

/**
 * Everything between a fresh clone and a window, each part only where it is missing.
 * @typedef {object} Stage
 * @property {import('./runtime.mjs').Runtime} runtime
 * @property {string[]} flags switches to put before the application's folder
 * @property {NodeJS.ProcessEnv} env the environment for Electron and for whatever starts it; names the executable as
 *   CHROMAPATCH_ELECTRON and the switches as CHROMAPATCH_ELECTRON_FLAGS, separated by spaces
 * @property {() => Promise<void>} stop takes the virtual display down
 *
 * @returns {Promise<Stage>}
 */
export async function setUp() {
  await ensureDependencies()
  const runtime = await ensureRuntime()
  await ensureSystem(runtime.executable)
  await ensureBuild()
  const flags = await electronFlags(runtime.executable)
  const display = await ensureDisplay()
  /** @type {NodeJS.ProcessEnv} */
  const env = {
    ...process.env,
    ...display.env,
    CHROMAPATCH_ELECTRON: runtime.executable,
    CHROMAPATCH_ELECTRON_FLAGS: flags.join(' '),
  }
  // Set by a terminal inside another Electron application, it would turn ours into plain Node.
  delete env.ELECTRON_RUN_AS_NODE
  return { runtime, flags, env, stop: display.stop }
}
