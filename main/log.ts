/**
 * The log: a file in the user's log folder, rotated at a megabyte, with one older file beside it. It names photos, never
 * their folders or contents. All four programs write to it: the engine and its threads by their standard error, the window
 * by its console.
 */
import { readFileSync } from 'node:fs'
import { release } from 'node:os'
import { join } from 'node:path'
import { app, type WebContents } from 'electron'
import log from 'electron-log/node'
import { withoutFolders, type WireError } from '../contract/errors'

const LINES = 40
const MAX_BYTES = 1024 * 1024

export type Level = 'info' | 'warn' | 'error'

/** Opens the log and hears what nothing else catches in this process. The folder is known once `userData` is set. */
export function startLog(): void {
  // The terminal that started it may be closed before the application is.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  const { file, console: terminal } = log.transports
  file.resolvePathFn = () => logFile()
  file.level = 'info'
  file.maxSize = MAX_BYTES
  file.format = '[{y}-{m}-{d} {h}:{i}:{s}] {level}: {text}'
  terminal.level = false
  for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.on(event, lastResort)
  note('info', `Chromapatch ${app.getVersion()} starts. ${system()}`)
}

/** The window goes on. Before there can be one, nobody would see that the program stands still: it ends. */
function lastResort(thrown: unknown): void {
  note('error', `main: ${reasonOf(thrown)}`)
  process.stderr.write(`${reasonOf(thrown)}\n`)
  if (!app.isReady()) app.exit(1)
}

export const logFile = (): string => join(app.getPath('logs'), 'chromapatch.log')

/** One line. Paths are shortened to the names of their files. */
export function note(level: Level, text: string): void {
  log[level](withoutFolders(text.trimEnd()))
}

/** A call that failed; one that the user cancelled is nothing to report. */
export function noteFailure({ code, where, message }: WireError): void {
  if (code !== 'JOB_CANCELLED') note('warn', `${where}: ${code} ${message}`)
}

/** Errors of a page, and its end. */
export function watchPage(contents: WebContents): void {
  contents.on('render-process-gone', (_, { reason, exitCode }) => note('error', `window: ${reason} (${exitCode})`))
  contents.on('unresponsive', () => note('warn', 'window: it does not answer'))
  contents.on('preload-error', (_, _path, error) => note('error', `preload: ${reasonOf(error)}`))
  // Electron 25 gives level, message; later ones an object. Level 3 is an error.
  contents.on('console-message', (event, level, message) => {
    const given = event as unknown as { readonly level?: unknown; readonly message?: unknown }
    if (level === 3) note('error', `window: ${message}`)
    else if (given.level === 'error') note('error', `window: ${String(given.message)}`)
  })
}

/** What somebody who helps needs to know of a failure: the program, the system, the code and the last lines of the log. */
export function reportOf({ code, where, message, hint }: WireError): string {
  const failure = [`${code} in ${where}`, message, hint].filter((line) => line !== '')
  return withoutFolders(
    [`Chromapatch ${app.getVersion()}`, system(), '', ...failure, '', 'Last lines of the log:', ...lastLines(), ''].join('\n'),
  )
}

function system(): string {
  const { electron, chrome, node } = process.versions
  return `Electron ${electron}, Chromium ${chrome}, Node ${node}; ${process.platform} ${release()} ${process.arch}.`
}

function lastLines(): string[] {
  try {
    return readFileSync(logFile(), 'utf8').trimEnd().split('\n').slice(-LINES)
  } catch {
    return ['(there is no log)']
  }
}

const reasonOf = (thrown: unknown) => (thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown))
