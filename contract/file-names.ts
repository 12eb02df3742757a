/** Names of exported files from a template: what its fields stand for, and how a name becomes one that every system takes. */

/** What `{field}` stands for, as the window's help says it. */
export const NAME_FIELDS = {
  name: 'The photo’s name without its ending',
  content: 'What the file holds: cut-out, splash, mask, score, contours …',
  model: 'The model that made the mask',
  coverage: 'The coverage in per cent; the threshold of models that have no coverage',
  width: 'The photo’s width in pixels',
  height: 'The photo’s height in pixels',
  date: 'Today, such as 2026-03-09',
  time: 'The time now, such as 16-05-59',
  number: 'The photo’s place among several, from 1 on',
} as const
export type NameField = keyof typeof NAME_FIELDS
export type NameValues = Readonly<Record<NameField, string>>

export const DEFAULT_TEMPLATE = '{name}-{content}'

/** Room for a number and an ending within the 255 bytes that file systems allow. */
const BYTES_MAX = 200
/** Names of devices on Windows. */
const RESERVED = /^(con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(\.|$)/i
/** Separators and what Windows refuses; controls, line separators, and marks that turn or hide parts of a name. */
const UNFIT = /[\u0000-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff/\\:*?"<>|]/g

/** Fields that the template asks for and nobody knows, such as `{nmae}`. */
export function unknownFields(template: string): string[] {
  return [...template.matchAll(/\{(\w*)\}/g)].map((match) => match[1]!).filter((field) => !Object.hasOwn(NAME_FIELDS, field))
}

/** The file's name without its ending. Fields that are not known stay as they were typed. */
export function fileNameFrom(template: string, values: Partial<NameValues>): string {
  return sanitised(template.replace(/\{(\w+)\}/g, (typed, field: string) => (values as Record<string, string | undefined>)[field] ?? typed))
}

/** What Windows, macOS and Linux all take for a file's name; never empty, never a path, never hidden, never like an option. */
export function sanitised(name: string): string {
  return plainName(name.normalize('NFC'), BYTES_MAX)
}

/** As `sanitised`, at most so many bytes long; accents stay as they are put together. */
export function plainName(name: string, most: number): string {
  const plain = trimmed(name.replace(UNFIT, '-'))
  const short = trimmed(within(plain, most))
  if (short === '') return 'untitled'
  return RESERVED.test(short) ? `_${short}` : short
}

/** Whether a name is one that `plainName` leaves as it is. */
export const isPlainName = (name: string): boolean => plainName(name, 255) === name

/** Without blanks and dots around it, and without dashes before it. */
function trimmed(name: string): string {
  let [from, to] = [0, name.length]
  while (from < to && /[\s.-]/.test(name[from]!)) from++
  while (to > from && /[\s.]/.test(name[to - 1]!)) to--
  return name.slice(from, to)
}

/** Cut between characters, never within one. */
export function within(text: string, most: number): string {
  const encoder = new TextEncoder()
  let [kept, bytes] = ['', 0]
  for (const character of text) {
    bytes += encoder.encode(character).length
    if (bytes > most) break
    kept += character
  }
  return kept
}

/** `2026-03-09` and `16-05-59`, by this computer's clock. */
export function dateFields(now: Date): Pick<NameValues, 'date' | 'time'> {
  const two = (value: number) => String(value).padStart(2, '0')
  return {
    date: `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`,
    time: `${two(now.getHours())}-${two(now.getMinutes())}-${two(now.getSeconds())}`,
  }
}

/** `x.png`, `x-2.png`, `x-3.png`: the first that is not taken. */
export function freeName(name: string, ending: string, isTaken: (file: string) => boolean): string {
  for (let n = 1; ; n++) {
    const file = `${n === 1 ? name : `${name}-${n}`}.${ending}`
    if (!isTaken(file)) return file
  }
}
