/**
 * The photos of the benchmark: one 24-megapixel pair, and single photos for the scale run. All are
 * made from the dandelion, resized and with seeded noise (a resized photo has none, and neither
 * compressors nor comparisons behave on it as on a real one). Made once, kept in out/bench.
 */
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { addNoise } from './noise'

/** The golden values' patch of the 5312 × 2988 photo: petals. */
const PATCH = { x: 3700, y: 1900, w: 200, h: 200 }
const SOURCE = { width: 5312, height: 2988 }
/** Raise it when the photos are made differently: older files are then left alone and made anew. */
const RECIPE = 1

export interface Photo {
  readonly path: string
  readonly width: number
  readonly height: number
  readonly patch: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
}

/** The photo that everything is made from, and the whole-process comparison opens. */
export const dandelion = (root: string): Photo => ({ path: join(root, 'test/fixtures/photos/dandelion-16mp.jpg'), ...SOURCE, patch: PATCH })

/** `seed` 1 is “before”, 2 is “after”: other noise, and a part of the picture made brighter. */
export async function photoOf(root: string, megapixels: number, seed: 1 | 2 = 1): Promise<Photo> {
  const { width, height } = sizeOf(megapixels)
  const path = join(root, 'out/bench', `${megapixels}mp-${seed}-v${RECIPE}.jpg`)
  if (!existsSync(path)) await make(root, path, width, height, seed)
  return { path, width, height, patch: scaledPatch(width, height) }
}

/** 3 : 2, whole hundreds of pixels: 24 gives 6000 × 4000. */
function sizeOf(megapixels: number): { width: number; height: number } {
  const unit = Math.round(Math.sqrt((megapixels * 1e6) / 6) / 10) * 10
  return { width: unit * 3, height: unit * 2 }
}

/** Where the patch lies after the photo was scaled to cover the new size, centred. */
function scaledPatch(width: number, height: number): Photo['patch'] {
  const scale = Math.max(width / SOURCE.width, height / SOURCE.height)
  const [left, top] = [(SOURCE.width * scale - width) / 2, (SOURCE.height * scale - height) / 2]
  return {
    x: Math.round(PATCH.x * scale - left),
    y: Math.round(PATCH.y * scale - top),
    w: Math.round(PATCH.w * scale),
    h: Math.round(PATCH.h * scale),
  }
}

async function make(root: string, path: string, width: number, height: number, seed: 1 | 2): Promise<void> {
  process.stderr.write(`Making ${width} × ${height} pixels, once.\n`)
  await mkdir(join(root, 'out/bench'), { recursive: true })
  // Read here: the engine's codec, in this same process, has closed sharp's doors to files.
  const resized = sharp(await readFile(dandelion(root).path)).resize(width, height, { fit: 'cover' })
  const pixels = await resized.removeAlpha().raw().toBuffer()
  addNoise(pixels, width, seed)
  if (seed === 2) brighten(pixels, width, scaledPatch(width, height))
  // Written under another name first: a run that is broken off must leave no half photo.
  const partial = `${path}.part`
  const raw = { raw: { width, height, channels: 3 as const }, limitInputPixels: false }
  await writeFile(partial, await sharp(pixels, raw).jpeg({ quality: 92, chromaSubsampling: '4:4:4' }).toBuffer())
  await rename(partial, path)
}

/** The change that a comparison is to find: as large as the patch, 400 pixels to its left. */
function brighten(pixels: Buffer, width: number, { x, y, w, h }: Photo['patch']): void {
  for (let row = y; row < y + h; row++) {
    for (let i = (row * width + x - 400) * 3; i < (row * width + x - 400 + w) * 3; i++) pixels[i] = Math.min(255, pixels[i]! + 60)
  }
}
