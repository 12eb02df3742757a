import { SetupError, start, stop } from './processes.mjs'
import { hasDisplay, onPath } from './system.mjs'

const screen = '1600x1000x24'
const startLimitMs = 20_000

/**
 * Gives Electron a screen. Where Linux has none, a virtual one is started, and stopped when this process ends.
 * @returns {Promise<{ env: Record<string, string>, stop: () => Promise<void> }>} env: what to add to the environment
 */
export async function ensureDisplay() {
  if (hasDisplay()) return { env: {}, stop: async () => {} }
  // The server looks for a free number itself and tells it on descriptor 3: no race for one with a neighbour.
  const server = ['Xvfb', '-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp', '-noreset']
  // Should we be killed outright, the kernel takes the server down, and with it every window on it.
  const bound = onPath('setpriv') ? ['setpriv', '--pdeathsig', 'KILL', ...server] : server
  const child = start(/** @type {string} */ (bound[0]), bound.slice(1), { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const number = await new Promise((resolve, reject) => {
    let text = ''
    const fail = (/** @type {string} */ why) => reject(new SetupError(`The virtual display did not start: ${why}.`))
    const timer = setTimeout(() => fail(`no answer within ${startLimitMs / 1000} s`), startLimitMs)
    child.once('error', (error) => fail(error.message))
    child.once('exit', (code) => fail(`Xvfb ended with code ${code}`))
    child.stdio[3]?.on('data', (/** @type {Buffer} */ chunk) => {
      text += chunk.toString()
      if (!text.includes('\n')) return
      clearTimeout(timer)
      resolve(text.trim())
    })
  })
  console.error(`There is no display: using a virtual one (Xvfb :${number}).`)
  return { env: { DISPLAY: `:${number}` }, stop: () => stop(child) }
}
