import { spawn, spawnSync } from 'node:child_process'
import { constants } from 'node:os'

/**
 * Every process the tools start is started here, so that one place can end them all, grandchildren included: on POSIX
 * each child leads a process group of its own, on Windows taskkill walks the tree.
 */

/** A failure that is explained by its message alone: shown without a stack. */
export class SetupError extends Error {}

/** @type {Map<import('node:child_process').ChildProcess, boolean>} child, and whether it leads a group */
const running = new Map()
const windows = process.platform === 'win32'
const graceMs = 4000

/**
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { group?: boolean }} [options] group: false leaves the child in
 *   our own process group, for one that may read the terminal
 */
export function start(command, args, { group = true, ...options } = {}) {
  const child = spawn(command, args, { stdio: ['ignore', 2, 2], ...options, detached: group && !windows })
  running.set(child, group && !windows)
  child.once('exit', () => {
    // The leader is gone; whoever is left of its group has nobody to answer to.
    if (running.get(child)) signalTree(child, 'SIGKILL')
    running.delete(child)
  })
  child.once('error', () => running.delete(child))
  return child
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>} its exit code; 128 + the signal's number when a signal ended it, as shells count
 */
export function finished(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? 128 + (constants.signals[/** @type {NodeJS.Signals} */ (signal)] ?? 0)))
  })
}

/**
 * Runs a command to its end and collects what it prints.
 * @param {string} command
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number, output: string, timedOut: boolean }>}
 */
export async function collect(command, args, { timeoutMs = 0, ...options } = {}) {
  const child = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  let timedOut = false
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => (output += text))
  }
  const timer = timeoutMs
    ? setTimeout(() => {
        timedOut = true
        signalTree(child, 'SIGKILL')
      }, timeoutMs)
    : undefined
  try {
    return { code: await finished(child), output, timedOut }
  } catch (error) {
    return { code: 127, output: `${output}${/** @type {Error} */ (error).message}\n`, timedOut }
  } finally {
    clearTimeout(timer)
  }
}

/** @param {import('node:child_process').ChildProcess} child @param {NodeJS.Signals} signal */
function signalTree(child, signal) {
  if (!child.pid) return
  try {
    if (windows) spawnSync('taskkill', ['/pid', String(child.pid), '/t', '/f'], { stdio: 'ignore' })
    else process.kill(running.get(child) ? -child.pid : child.pid, signal)
  } catch {
    // It has ended by itself in the meantime.
  }
}

/** @param {import('node:child_process').ChildProcess} child */
export async function stop(child) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = new Promise((resolve) => child.once('exit', resolve))
  signalTree(child, 'SIGTERM')
  const timer = setTimeout(() => signalTree(child, 'SIGKILL'), graceMs)
  await ended
  clearTimeout(timer)
}

/** @type {Set<() => void>} */
const onEnd = new Set()

/** Runs when this process ends in any way it can notice. @param {() => void} action must be synchronous */
export const atEnd = (action) => onEnd.add(action)

let ending = false

/** @param {NodeJS.Signals} signal */
function end(signal) {
  if (ending) return
  ending = true
  const code = 128 + constants.signals[signal]
  for (const child of running.keys()) signalTree(child, signal)
  const deadline = Date.now() + graceMs
  // Wait for what was asked to end, so that the prompt comes back only when nothing is left.
  const wait = setInterval(() => {
    if (running.size > 0 && Date.now() < deadline) return
    clearInterval(wait)
    process.exit(code)
  }, 50)
}

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => end(signal))

// A signal sent to npm ends npm and the shell it started, and never reaches us: what we notice is a new parent.
const parent = process.ppid
if (process.env.npm_lifecycle_event) {
  setInterval(() => {
    if (process.ppid !== parent) end('SIGTERM')
  }, 500).unref()
}

process.on('exit', () => {
  for (const child of running.keys()) signalTree(child, 'SIGKILL')
  for (const action of onEnd) action()
})

/**
 * Runs a tool's main function; its result is the exit code.
 * @param {() => Promise<number>} main
 */
export async function runTool(main) {
  try {
    const code = await main()
    // An interrupted child also settles main; the signal's own handler then decides when and how we exit.
    // Written out first: where stdout is a pipe, an exit may cut off what it still holds.
    if (!ending) process.stdout.write('', () => process.exit(code))
  } catch (error) {
    if (ending) return
    console.error(error instanceof SetupError ? error.message : error)
    process.exit(1)
  }
}
