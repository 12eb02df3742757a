/** Which decoders and encoders run here, in which versions: read from what was loaded, not from what was asked for. */
import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { sha256Hex } from '../../disk/digest'
import { sharp, SHARP_BUILD } from './sharp'

export interface Versions {
  /** `electron`: the build that does not clash with Electron's GLib; `stock`: sharp as its authors build it. */
  readonly build: 'electron' | 'stock'
  readonly sharp: string
  readonly vips: string
  /** SHA-256 of the library of libvips and its codecs, hexadecimal; null where it is not a file of its own. */
  readonly librarySha256: string | null
  /** By the codec's name; a build that does not say one leaves it out. */
  readonly codecs: Readonly<Record<string, string>>
  /** Where the versions of codecs come from. */
  readonly said: 'by the build' | 'by marks in the library'
}

/** Marks that codecs leave in a library, as text before their version. */
const MARKS: Readonly<Record<string, string>> = {
  mozjpeg: 'mozjpeg version ',
  aom: 'AOMedia Project AV1 Decoder v',
  'libpng (compatible)': 'libpng version ',
  tiff: 'LIBTIFF, Version ',
}
const VERSION_MAX = 40

const load = createRequire(__filename)

export function versionsOf(): Versions {
  const { sharp: own, vips, ...codecs } = sharp.versions as Record<string, string | undefined>
  const library = libraryFile(SHARP_BUILD === 'electron' ? 'sharp' : 'sharp-upstream')
  const bytes = library === null ? null : readFileSync(library)
  const isSaid = Object.keys(codecs).length > 0
  return {
    build: SHARP_BUILD,
    sharp: own ?? 'unknown',
    vips: vips ?? 'unknown',
    librarySha256: bytes === null ? null : sha256Hex(bytes),
    codecs: { ...(isSaid ? (codecs as Record<string, string>) : bytes === null ? {} : marksIn(bytes)), ...packages() },
    said: isSaid ? 'by the build' : 'by marks in the library',
  }
}

function marksIn(bytes: Buffer): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [codec, mark] of Object.entries(MARKS)) {
    const at = bytes.indexOf(mark)
    if (at < 0) continue
    const from = at + mark.length
    const text = bytes.subarray(from, from + VERSION_MAX).toString('latin1')
    const end = [...text].findIndex((letter) => letter < ' ' || letter > '~')
    found[codec] = end < 0 ? text : text.slice(0, end)
  }
  return found
}

/** Decoders that are packages of their own. */
function packages(): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of ['libheif-js', 'libraw-wasm', '@jsquash/jxl']) {
    const file = packageFile(name)
    if (file === null) continue
    found[name] = (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
  }
  return found
}

/** A package may hide its own description from `require`: it is looked for where packages are looked for. */
function packageFile(name: string): string | null {
  for (const folder of load.resolve.paths(name) ?? []) {
    const file = join(folder, ...name.split('/'), 'package.json')
    try {
      readFileSync(file)
      return file
    } catch {
      // Further up.
    }
  }
  return null
}

/** The shared library of libvips under a package's folder, or in the package of its own that stock sharp has. */
function libraryFile(name: string): string | null {
  const own = packageFile(name)
  const platform = `${process.platform}-${process.arch}`
  const other = packageFile(`@img/sharp-libvips-${platform}`)
  const folders = [
    own !== null && SHARP_BUILD === 'electron' ? join(dirname(own), platform) : null,
    other === null ? null : join(dirname(other), 'lib'),
  ]
  for (const folder of folders) {
    if (folder === null) continue
    try {
      const found = filesIn(folder).find((file) => /libvips[^/\\]*\.(so|dylib|dll)[\d.]*$/.test(file))
      if (found !== undefined) return found
    } catch {
      // Not on this system.
    }
  }
  return null
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? filesIn(path) : [path]
  })
}
