#!/usr/bin/env node
/** `chromapatch`: the engine under a command line, in plain Node, without a display. */
import { ChromapatchError, toWireError, type ErrorCode } from '../../contract/errors'
import { version } from '../../package.json'
import { difference } from './difference'
import { helpFor, overview } from './help'
import { histogram } from './histogram'
import { info } from './info'
import { endInterrupted, interrupted, watchSignals } from './interrupt'
import { run } from './run'
import { segment } from './segment'

const commands = { segment, run, difference, histogram, info } as const

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
  if (command === '--version') return print(version)
  if (command === undefined || command === '--help' || command === '-h' || command === 'help')
    return print(rest[0] === undefined ? overview() : helpFor(rest[0]))
  if (!Object.hasOwn(commands, command))
    throw new ChromapatchError('USAGE', `There is no command “${command}”.`, { hint: 'See chromapatch --help.' })
  if (rest.includes('--help') || rest.includes('-h')) return print(helpFor(command))
  const report = await commands[command as keyof typeof commands](rest)
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

watchSignals()
main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code
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
    if (interrupted.aborted) endInterrupted()
  },
)
