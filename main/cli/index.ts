#!/usr/bin/env node
/** `chromapatch`: the engine under a command line, in plain Node, without a display. */
import { ChromapatchError, toWireError, type ErrorCode } from '../../contract/errors'
import { abandoned } from '../engine/codec/limits'
import { endInterrupted, interrupted, watchSignals } from './interrupt'

/** Each is loaded when it is asked for: what is refused by its first bytes needs no decoder. */
const commands = {
  segment: async () => (await import('./segment')).segment,
  learn: async () => (await import('./learn')).learn,
  run: async () => (await import('./run')).run,
  gather: async () => (await import('./gather')).gather,
  difference: async () => (await import('./difference')).difference,
  histogram: async () => (await import('./histogram')).histogram,
  info: async () => (await import('./info')).info,
} as const
const help = () => import('./help')

/** Exit codes; scripts rely on them. */
const EXIT_DONE = 0
const EXIT_OTHER = 1
const EXIT_USAGE = 2
const EXIT_PHOTO = 3
const EXIT_OUTPUT = 4

function exitCodeOf(code: ErrorCode): number {
  if (code === 'USAGE' || code === 'PATCH_OUTSIDE' || code === 'PARAMETER_INVALID' || code === 'OUTPUT_UNKNOWN_FORMAT') return EXIT_USAGE
  if (code.startsWith('PHOTO_') || code.startsWith('RECIPE_')) return EXIT_PHOTO
  if (code.startsWith('OUTPUT_')) return EXIT_OUTPUT
  return EXIT_OTHER
}

async function main(words: readonly string[]): Promise<number> {
  const [command, ...rest] = words
  if (command === '--version') return print((await import('./version')).versionText(rest))
  if (command === undefined || command === '--help' || command === '-h' || command === 'help')
    return print(rest[0] === undefined ? (await help()).overview() : (await help()).helpFor(rest[0]))
  if (!Object.hasOwn(commands, command))
    throw new ChromapatchError('USAGE', `There is no command “${command}”.`, { hint: 'See chromapatch --help.' })
  if (rest.includes('--help') || rest.includes('-h')) return print((await help()).helpFor(command))
  const perform = await commands[command as keyof typeof commands]()
  const report = await perform(rest)
  if (typeof report === 'string') return print(report)
  print(report.text)
  return report.code
}

function print(text: string): number {
  // Whoever reads may have had enough, as `head` does.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? EXIT_DONE : EXIT_OUTPUT))
  process.stdout.write(text.endsWith('\n') ? text : `${text}\n`)
  return EXIT_DONE
}

/** A decoder that is still at it in native code would keep the process: a second for what is being written, then it is ended. */
function endLateDecoders(): void {
  if (abandoned.count > 0) setTimeout(() => process.kill(process.pid, 'SIGKILL'), 1000).unref()
}

watchSignals()
main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
    endLateDecoders()
    if (interrupted.aborted) endInterrupted()
  },
  (thrown: unknown) => {
    const { code, message, hint } = toWireError(thrown, 'chromapatch')
    // One line, whatever a file is called.
    const sentence = [message, hint]
      .filter(Boolean)
      .join(' ')
      .replace(/\s*\n\s*/g, ' ')
    process.stderr.write(`chromapatch: ${code}: ${sentence}\n`)
    process.exitCode = exitCodeOf(code)
    endLateDecoders()
    if (interrupted.aborted) endInterrupted()
  },
)
