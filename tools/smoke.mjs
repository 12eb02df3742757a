import { createInterface } from 'node:readline'

import { SetupError, finished, start } from './setup/processes.mjs'

/**
 * Starts the application with --smoke among its arguments: it says on stdout, in one line of JSON, that its window is
 * ready, and ends. That line alone is passed on to our stdout.
 * @param {string} executable
 * @param {string[]} args
 * @param {{ env: NodeJS.ProcessEnv, limitMs: number }} options
 * @returns {Promise<number>} the application's exit code
 */
export async function runSmoke(executable, args, { env, limitMs }) {
  const child = start(executable, args, { env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = finished(child)
  const limit = setTimeout(() => {
    console.error(`Not ready and ended within ${limitMs / 1000} s: the smoke test failed.`)
    process.exit(1)
  }, limitMs)
  let ready = false
  for await (const line of createInterface({ input: /** @type {import('node:stream').Readable} */ (child.stdout) })) {
    if (!ready && isReport(line)) {
      ready = true
      console.log(line)
    } else {
      console.error(line)
    }
  }
  const code = await ended
  clearTimeout(limit)
  if (code === 0 && !ready) throw new SetupError('The application ended without saying that it was ready.')
  return code
}

/** @param {string} line */
function isReport(line) {
  try {
    const report = JSON.parse(line)
    return typeof report === 'object' && report !== null
  } catch {
    return false
  }
}
