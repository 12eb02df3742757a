/** Words of the command line → checked values. Every mistake is a USAGE error that says what was expected. */
import { existsSync } from 'node:fs'
import { extname } from 'node:path'
import { parseArgs, type ParseArgsConfig } from 'node:util'
import type { Patch } from '../../contract/contract'
import { ChromapatchError } from '../../contract/errors'
import { FORMATS, holdsComparisons, type FormatId } from '../../core/formats'
import type { PictureFormat } from '../../core/formats/define-format'

export function usage(message: string): ChromapatchError {
  return new ChromapatchError('USAGE', message, { hint: 'See chromapatch --help.' })
}

/** node:util's parser, with its complaints as ours. */
export function parse<T extends NonNullable<ParseArgsConfig['options']>>(words: readonly string[], options: T) {
  try {
    return parseArgs({ args: joinNegative(asFiles(words, options)), options, allowPositionals: true, strict: true })
  } catch (thrown) {
    throw usage(thrown instanceof Error ? thrown.message : String(thrown))
  }
}

/** `*.jpg` gives `-name.jpg` too: a file that is there and no flag of this command is a file. */
function asFiles(words: readonly string[], options: object): string[] {
  const isFlag = (word: string) => word === '--' || word === '-' || Object.hasOwn(options, word.replace(/^--/, '').split('=')[0]!)
  return words.map((word) => (word.startsWith('-') && !isFlag(word) && existsSync(word) ? `./${word}` : word))
}

/** `--patch -5,0,10,10` is a patch outside of the photo, not an unknown flag. */
function joinNegative(words: readonly string[]): string[] {
  const joined: string[] = []
  for (const word of words) {
    const before = joined.at(-1)
    if (/^-\d/.test(word) && before !== undefined && /^--[a-z-]+$/.test(before)) joined[joined.length - 1] = `${before}=${word}`
    else joined.push(word)
  }
  return joined
}

export function onePhoto(positionals: readonly string[]): string {
  if (positionals.length !== 1) throw usage(`Expected one photo but received ${positionals.length}.`)
  return positionals[0]!
}

export function patchFrom(text: string, role: Patch['role']): Patch {
  const parts = text.split(',').map((part) => (/^-?\d{1,5}$/.test(part.trim()) ? Number(part) : Number.NaN))
  const [x, y, w, h] = parts
  if (parts.length !== 4 || parts.some(Number.isNaN)) throw usage(`Expected X,Y,W,H in whole pixels for a patch but received “${text}”.`)
  return { x: x!, y: y!, w: w!, h: h!, role }
}

export function numberFrom(text: string, flag: string, min: number, max: number): number {
  const value = text.trim() === '' ? Number.NaN : Number(text)
  if (!(value >= min && value <= max)) throw usage(`Expected a number from ${min} to ${max} for ${flag} but received “${text}”.`)
  return value
}

export function wholeFrom(text: string, flag: string, min: number, max: number): number {
  const value = numberFrom(text, flag, min, max)
  if (!Number.isInteger(value)) throw usage(`Expected a whole number for ${flag} but received “${text}”.`)
  return value
}

/** `--page`, from 1 → from 0. @throws ChromapatchError USAGE */
export const pageFrom = (text: string | undefined): number => (text === undefined ? 0 : wholeFrom(text, '--page', 1, 10_000) - 1)

/** The formats of pictures by the endings that name them. */
/** The formats of pictures by their endings, with the dot. */
export const CUT_OUT_FORMATS = byEnding(FORMATS)
export const COMPARISON_FORMATS = byEnding(FORMATS.filter(holdsComparisons))

function byEnding<Id extends FormatId>(list: readonly PictureFormat<Id>[]): Readonly<Record<string, Id>> {
  return Object.fromEntries(list.flatMap(({ id, endings }) => endings.map((ending): [string, Id] => [`.${ending}`, id])))
}

/** The format that a file's ending names, one of `formats`. @throws ChromapatchError OUTPUT_UNKNOWN_FORMAT */
export function formatOf<F extends string>(path: string, formats: Readonly<Record<string, F>>): F {
  const ending = extname(path).toLowerCase()
  if (Object.hasOwn(formats, ending)) return formats[ending]!
  throw new ChromapatchError('OUTPUT_UNKNOWN_FORMAT', `The ending of “${path}” names no format to write.`, {
    hint: `Use one of ${Object.keys(formats).join(', ')}.`,
  })
}

export function matteFrom(text: string): [number, number, number] {
  if (text === 'black') return [0, 0, 0]
  if (text === 'white') return [255, 255, 255]
  const hex = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text)
  if (hex === null) throw usage(`Expected black, white or #rrggbb for --matte but received “${text}”.`)
  return [Number.parseInt(hex[1]!, 16), Number.parseInt(hex[2]!, 16), Number.parseInt(hex[3]!, 16)]
}
