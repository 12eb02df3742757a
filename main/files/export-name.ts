/** What an exported file is called, and whether it would replace the photo it was made from. */
import { realpath, stat } from 'node:fs/promises'
import { extname, parse } from 'node:path'
import type { ExportOptions } from '../../preload/contract'

export type ExportFormat = ExportOptions['format']

/** The first is the one that is proposed. */
export const FORMAT_ENDINGS: Readonly<Record<ExportFormat, readonly [string, ...string[]]>> = {
  png: ['png'],
  webp: ['webp'],
  tiff: ['tif', 'tiff'],
  jpeg: ['jpg', 'jpeg', 'jpe'],
  avif: ['avif'],
}
export const FORMAT_NAMES: Readonly<Record<ExportFormat, string>> = { png: 'PNG', webp: 'WebP', tiff: 'TIFF', jpeg: 'JPEG', avif: 'AVIF' }

const SUFFIXES: Readonly<Record<ExportOptions['content'], string>> = { cutout: 'masked', mask: 'mask', score: 'score' }

/** `photo.jpg` → `photo-masked.png`, `photo-mask.png` or `photo-score.png`. */
export function proposedName(photo: string, { content, format }: Pick<ExportOptions, 'content' | 'format'>): string {
  return `${parse(photo).name}-${SUFFIXES[content]}.${FORMAT_ENDINGS[format][0]}`
}

/** The path with the format's ending; unchanged where it has one of them. */
export function withEnding(path: string, format: ExportFormat): string {
  const ending = extname(path).slice(1).toLowerCase()
  return FORMAT_ENDINGS[format].includes(ending) ? path : `${path}.${FORMAT_ENDINGS[format][0]}`
}

/** Links and other spellings included. False where either does not exist. */
export async function isSameFile(a: string, b: string): Promise<boolean> {
  try {
    const [fileA, fileB] = await Promise.all([stat(a, { bigint: true }), stat(b, { bigint: true })])
    if (fileA.ino !== 0n || fileB.ino !== 0n) return fileA.dev === fileB.dev && fileA.ino === fileB.ino
    return (await realpath(a)) === (await realpath(b))
  } catch {
    return false
  }
}
