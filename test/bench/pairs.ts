/**
 * Pairs of photos with known truth, at any size: a clean one (edits alone, without loss) and one as two shots by hand are
 * (edits, then another noise, a small camera move and another light; JPEG). Made once from a test photo, kept in out/bench.
 */
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import sharp from 'sharp'
import type { Matrix } from '../../core/pair/align/geometry'
import { warpRows } from '../../core/pair/warp'
import type { Box } from '../../contract/comparison'
import { addNoise } from './noise'

/** Raise it when the pairs are made differently: older files are then left alone. */
const RECIPE = 1
export type PairKind = 'clean' | 'handheld'

export interface MadePair {
  readonly before: string
  readonly after: string
  readonly width: number
  readonly height: number
  /** Where something was changed, in before's pixels. */
  readonly edits: readonly Box[]
  /** Pixel centres of before to those of after. */
  readonly move: Matrix
}

/** Half a degree, four thousandths of scale, and a shift of a 90th of the width. */
function moveOf(width: number, height: number): Matrix {
  const [angle, scale] = [0.009, 1.004]
  const [c, s] = [scale * Math.cos(angle), scale * Math.sin(angle)]
  const [x, y] = [width / 2, height / 2]
  return [c, -s, x + width / 90 - c * x + s * y, s, c, y - width / 130 - s * x - c * y, 0, 0, 1]
}

const GAIN = [0.94, 0.98, 0.9] as const
const BIAS = [3, -2, 4] as const

/** @param source a photo of test/fixtures/photos; it is resized to cover `megapixels` in its own proportions. */
export async function pairOf(root: string, source: string, megapixels: number, kind: PairKind): Promise<MadePair> {
  const read = sharp(await readFile(source))
  const size = await read.metadata()
  const scale = Math.sqrt((megapixels * 1e6) / (size.width * size.height))
  const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)]
  const ending = kind === 'clean' ? 'png' : 'jpg'
  const path = (of: string) =>
    join(root, 'out/bench', `pair-${basename(source, '.jpg')}-${megapixels}mp-${kind}-v${RECIPE}-${of}.${ending}`)
  const edits = editsOf(width, height)
  const made = {
    before: path('before'),
    after: path('after'),
    width,
    height,
    edits,
    move: kind === 'clean' ? IDENTITY : moveOf(width, height),
  }
  if (existsSync(made.after)) return made
  process.stderr.write(`Making a ${kind} pair of ${width} × ${height} pixels, once.\n`)
  const before = await read.resize(width, height, { fit: 'fill' }).removeAlpha().raw().toBuffer()
  const edited = Buffer.from(before)
  edits.forEach((box, i) => edit(edited, width, box, i))
  addNoise(before, width, 1)
  // A clean pair is one photo, noise and all, and the same photo edited.
  const after = kind === 'clean' ? Buffer.from(before) : seenThrough(edited, width, height, made.move)
  if (kind === 'clean') edits.forEach((box, i) => edit(after, width, box, i))
  else {
    for (let i = 0; i < after.length; i++)
      after[i] = Math.max(0, Math.min(255, Math.round(after[i]! * GAIN[(i % 3) as 0] + BIAS[(i % 3) as 0])))
    addNoise(after, width, 2)
  }
  await mkdir(join(root, 'out/bench'), { recursive: true })
  await write(made.before, before, width, height)
  await write(made.after, after, width, height)
  return made
}

const IDENTITY: Matrix = [1, 0, 0, 0, 1, 0, 0, 0, 1]

/** Six of them, apart from each other and from the border; sides of a 24th of the width. */
function editsOf(width: number, height: number): Box[] {
  const side = Math.round(width / 24)
  const places = [[0.18, 0.22], [0.48, 0.3], [0.76, 0.2], [0.24, 0.66], [0.54, 0.74], [0.8, 0.6]] as const // prettier-ignore
  return places.map(([x, y]) => ({ x: Math.round(x * width), y: Math.round(y * height), w: side, h: side }))
}

/** In turn: a disc of one colour, channels exchanged, and 60 brighter. */
function edit(pixels: Uint8Array, width: number, { x, y, w, h }: Box, kind: number): void {
  for (let row = 0; row < h; row++) {
    for (let column = 0; column < w; column++) {
      if ((row - h / 2) ** 2 + (column - w / 2) ** 2 > (w / 2) ** 2) continue
      const i = ((y + row) * width + x + column) * 3
      const [r, g, b] = [pixels[i]!, pixels[i + 1]!, pixels[i + 2]!]
      const changed = [[200, 40, 60], [255 - r, b, 255 - g], [r, g, b].map((value) => Math.min(255, value + 60))][kind % 3]!
      pixels.set(changed, i)
    }
  }
}

/** The photo as a camera that made `move` would have it; beyond its border its nearest pixel. */
function seenThrough(rgb: Uint8Array, width: number, height: number, [a, b, c, d, e, f]: Matrix): Buffer {
  // What lies at a place of after is looked up in before: the inverse of the move, which has no perspective.
  const k = 1 / (a * e - b * d)
  const move = [e * k, -b * k, (b * f - c * e) * k, -d * k, a * k, (c * d - a * f) * k, 0, 0, 1]
  const memory = new Uint8Array(rgb.length * 2 + width * height)
  memory.set(rgb)
  const job = { source: 0, sourceWidth: width, sourceHeight: height, move, out: rgb.length, covered: rgb.length * 2, width }
  warpRows(memory, job, 0, height)
  return Buffer.from(memory.buffer, rgb.length, rgb.length)
}

/** Under another name first: a run that is broken off must leave no half photo. */
async function write(path: string, pixels: Buffer, width: number, height: number): Promise<void> {
  const picture = sharp(pixels, { raw: { width, height, channels: 3 }, limitInputPixels: false })
  const encoded = path.endsWith('.png') ? picture.png({ compressionLevel: 3 }) : picture.jpeg({ quality: 92, chromaSubsampling: '4:4:4' })
  await writeFile(`${path}.part`, await encoded.toBuffer())
  await rename(`${path}.part`, path)
}
