/**
 * The five real photos and what numpy, scikit-image and OpenCV say of them (test/fixtures, each with
 * its origin), decoded to interleaved RGB the way the golden values were made.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import type sharpType from 'sharp'
import { createSharedMemory, RESERVED_BYTES } from '../../core/wasm'

const sharp = createRequire(import.meta.url)('sharp') as typeof sharpType
const fixtures = new URL('../fixtures/', import.meta.url)

export const PHOTOS = ['painting', 'brushes', 'bowl', 'mountains', 'dandelion-16mp'] as const
export type PhotoName = (typeof PHOTOS)[number]

interface Counted {
  threshold: number
  above: number
  'within_1e-4': number
}

/** The shape of test/fixtures/golden/segment-*.json, made by test/fixtures/oracle/oracle.py. */
export interface SegmentGolden {
  image: { width: number; height: number; sha256_rgb: string; black_pixels: number }
  patch: { x: number; y: number; w: number; h: number; pixels: number }
  statistics: { mean_r: number; mean_g: number; std_r: number; std_g: number; covariance: [[number, number], [number, number]] }
  chromaticity_histogram_100: { image: [number, number, number][]; patch: [number, number, number][] }
  density_r: { max: number; mean: number }
  density_g: { max: number; mean: number }
  density: { max: number; mean: number; counts: Counted[] }
  likelihood_independent: { mean: number; counts: Counted[] }
  likelihood_covariance: { mean: number; counts: Counted[] }
  space_64: { r_curve: number[]; g_curve: number[] }
  hue: {
    sha256: string
    back_projections: {
      histogram_of: 'image' | 'patch'
      bins: number
      counts: number[]
      normalized: number[]
      sha256: string
      sum: number
    }[]
  }
  rg_back_projections: { bins: number; nonzero_bins: number; pixels_above_0: number; pixels_at_least_128: number; mean: number }[]
}

export interface Photo {
  readonly name: PhotoName
  readonly width: number
  readonly height: number
  readonly count: number
  readonly rgb: Uint8Array
  readonly golden: SegmentGolden
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export function golden<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`golden/${name}.json`, fixtures), 'utf8')) as T
}

/** Decodes a photo to interleaved RGB bytes. */
export async function decode(path: string): Promise<{ width: number; height: number; rgb: Uint8Array }> {
  const { data, info } = await sharp(fileURLToPath(new URL(path, fixtures)))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, rgb: new Uint8Array(data.buffer, data.byteOffset, data.length) }
}

export async function photo(name: PhotoName): Promise<Photo> {
  const decoded = await decode(`photos/${name}.jpg`)
  return { name, count: decoded.width * decoded.height, golden: golden(`segment-${name}`), ...decoded }
}

export interface Loaded {
  readonly memory: WebAssembly.Memory
  /** Offsets for the kernels: the photo, and a plane of a byte per pixel after it. */
  readonly rgb: number
  readonly out: number
  readonly plane: () => Uint8Array
}

/** The photo in a shared memory of its own, `skew` bytes off any alignment. */
export function load(rgb: Uint8Array, skew = 0): Loaded {
  const count = rgb.length / 3
  const at = RESERVED_BYTES + skew
  const out = at + rgb.length
  const memory = createSharedMemory(out + count)
  new Uint8Array(memory.buffer).set(rgb, at)
  return { memory, rgb: at, out, plane: () => new Uint8Array(memory.buffer, out, count) }
}
