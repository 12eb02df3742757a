/** Whole processes, from a shell's point of view: the 16-megapixel JPEG in, the masked photo as PNG out. */
import { spawn } from 'node:child_process'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { timed, type Contestant, type Who } from './measure'
import { dandelion } from './photos'
import type { Python } from './python'
import { DENSITY } from './works'

const WORK = 'file-to-mask'

export async function fileToMask(root: string, python: Python | null, threadCounts: readonly number[]): Promise<Contestant[]> {
  const folder = join(root, 'out/bench')
  await mkdir(folder, { recursive: true })
  const { path, patch } = dandelion(root)
  const { x, y, w, h } = patch
  const program = (who: Who, threads: number, command: string, words: (out: string) => string[]): Contestant => {
    const out = join(folder, `masked-${who}.png`)
    let check: number | undefined
    const run = async () => {
      const { ms } = await timed(() => ended(command, words(out)))
      // Once is enough: a program gives the same file every time.
      check ??= await litPixels(out)
      return { ms, check }
    }
    return { work: WORK, who, threads, run }
  }
  const cli = (threads: number) => {
    const choice = ['--model', 'density', '--threshold', String(DENSITY), '--matte', '#000000', '--threads', String(threads)]
    const words = (out: string) => [
      join(root, 'out/main/chromapatch.cjs'),
      'segment',
      path,
      '--patch',
      `${x},${y},${w},${h}`,
      ...choice,
      '--out',
      out,
    ]
    return program('chromapatch', threads, process.execPath, words)
  }
  const contestants = threadCounts.map(cli)
  const script =
    (name: string, more: string[] = []) =>
    (out: string) => [join(root, 'test/bench', name), path, ...[x, y, w, h].map(String), out, ...more]
  const threads = Math.max(...threadCounts)
  if (python?.hasSkimage === true) contestants.push(program('published', 1, python.command, script('segment_published.py')))
  // At its own default OpenCV compresses least; at level 6 it writes what ours and the published code write.
  if (python?.hasOpencv === true) {
    contestants.push(program('opencv', threads, python.command, script('segment_opencv.py')))
    contestants.push({ ...program('opencv', threads, python.command, script('segment_opencv.py', ['6'])), work: `${WORK}-level-6` })
  }
  return contestants
}

async function ended(command: string, words: readonly string[]): Promise<number> {
  const child = spawn(command, words, { stdio: ['ignore', 'ignore', 'inherit'] })
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done))
  if (code !== 0) throw new Error(`${[command, ...words].join(' ')} ended with code ${code}`)
  return 0
}

/** Pixels of the file that are not black. */
async function litPixels(path: string): Promise<number> {
  const rgb = await sharp(await readFile(path))
    .removeAlpha()
    .raw()
    .toBuffer()
  let lit = 0
  for (let i = 0; i < rgb.length; i += 3) if (rgb[i]! + rgb[i + 1]! + rgb[i + 2]! > 0) lit++
  return lit
}
