/** Comparison tools of npm, as their users call them. Each is left out, and said to be missing, where it is not installed. */
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { timed, type Contestant } from './measure'

export interface Pair {
  /** Interleaved RGB. */
  readonly before: Uint8Array
  readonly after: Uint8Array
  readonly width: number
  readonly height: number
}

const WORK = 'changed-pixels'

export async function comparers(root: string, pair: Pair): Promise<Contestant[]> {
  const { width, height } = pair
  const [a, b] = [withAlpha(pair.before), withAlpha(pair.after)]
  const found: Contestant[] = []
  const pixelmatch = await import('pixelmatch').catch(() => null)
  if (pixelmatch) {
    const run = () => timed(() => pixelmatch.default(a, b, undefined, width, height, { threshold: 0.1 }))
    found.push({ work: WORK, who: 'pixelmatch', threads: 1, run })
  }
  const blazediff = await import('@blazediff/core').catch(() => null)
  if (blazediff) {
    const run = () => timed(() => blazediff.diff(a, b, undefined, width, height, { threshold: 0.1 }))
    found.push({ work: WORK, who: 'blazediff', threads: 1, run })
  }
  const odiff = await odiffContestant(root, pair).catch(() => null)
  if (odiff) found.push(odiff)
  return found
}

/** What odiff says, of its own types. */
interface OdiffAnswer {
  readonly match: boolean
  readonly reason?: string
  readonly diffCount?: number
}

/** odiff is a program that reads and writes PNG files. */
async function odiffContestant(root: string, { before, after, width, height }: Pair): Promise<Contestant> {
  // Not among the project's packages: not every registry holds its parts for all platforms, and the lock file must install
  // everywhere. `npm install --no-save odiff-bin` adds it; without it the table says that it is missing.
  const name = 'odiff-bin'
  const { compare } = (await import(name)) as { compare: (...files: [string, string, string, object]) => Promise<OdiffAnswer> }
  const folder = join(root, 'out/bench')
  await mkdir(folder, { recursive: true })
  const [from, to, out] = ['odiff-before.png', 'odiff-after.png', 'odiff-out.png'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  for (const [path, pixels] of [[from, before], [to, after]] as const) await asPng(path, pixels, width, height) // prettier-ignore
  const run = () =>
    timed(async () => {
      const answer = await compare(from, to, out, { threshold: 0.1, antialiasing: true })
      return answer.match || answer.reason !== 'pixel-diff' ? 0 : (answer.diffCount ?? 0)
    })
  // Installed, and does its program run here?
  await run()
  return { work: WORK, who: 'odiff', threads: 1, run }
}

async function asPng(path: string, pixels: Uint8Array, width: number, height: number): Promise<void> {
  const digest = `${path}.of`
  const stamp = `${width}x${height} ${Buffer.from(pixels.subarray(0, 3000)).toString('base64')}`
  const made = await readFile(digest, 'utf8').catch(() => '')
  if (made === stamp && (await stat(path).catch(() => null)) !== null) return
  await writeFile(
    path,
    await sharp(pixels, { raw: { width, height, channels: 3 } })
      .png({ compressionLevel: 6 })
      .toBuffer(),
  )
  await writeFile(digest, stamp)
}

function withAlpha(rgb: Uint8Array): Uint8Array {
  const rgba = new Uint8Array((rgb.length / 3) * 4)
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from]!
    rgba[to + 1] = rgb[from + 1]!
    rgba[to + 2] = rgb[from + 2]!
    rgba[to + 3] = 255
  }
  return rgba
}

/** `memcpy`: C's own, by way of a Buffer. It is what reading and writing the photo costs at the least. */
export function memcpy(work: string, pixels: Uint8Array): Contestant {
  const from = Buffer.from(pixels)
  const to = Buffer.alloc(from.length, 1)
  return { work, who: 'memcpy', threads: 1, run: () => timed(() => from.copy(to)) }
}
