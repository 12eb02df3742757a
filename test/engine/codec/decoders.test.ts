/** The WebAssembly decoders: camera RAW from a DNG made here, JPEG XL by its own encoder, and the limit of time. */
import { afterAll, describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { abandoned, inTime } from '../../../main/engine/codec/limits'
import { bytes, newEngine, openAndRead } from '../harness'
import { sharp } from '../odd-photos'
import { tiffOf } from './odd-tiff'

const engine = newEngine(1)
afterAll(() => engine.close())

/** Linear light of the four quarters of the picture, for a camera that sees as sRGB does. */
const QUARTERS = [[0.8, 0.2, 0.1], [0.1, 0.6, 0.2], [0.15, 0.2, 0.9], [0.9, 0.9, 0.9]] as const // prettier-ignore
const [W, H] = [160, 120]
const quarterAt = (x: number, y: number) => QUARTERS[(x < W / 2 ? 0 : 1) + (y < H / 2 ? 0 : 2)]!

/** A mosaic of red, green, green, blue; 16 bits, uncompressed. Source: Adobe, DNG 1.4. */
function dng(): Buffer {
  const [BYTE, SHORT, LONG, RATIONAL, SIGNED] = [1, 3, 4, 5, 10]
  // From XYZ (D65) to the camera: the inverse of sRGB's own.
  const matrix = [3.2405, -1.5371, -0.4985, -0.9693, 1.876, 0.0416, 0.0556, -0.204, 1.0572]
  const text = (words: string) => [...Buffer.from(`${words}\0`)]
  return tiffOf({
    ...{ width: W, height: H, samples: 1, bits: 16, photometric: 32_803 },
    value: (x, y) => Math.round(quarterAt(x, y)[(x & 1) + (y & 1)]! * 60_000),
    tags: [
      [254, LONG, [0]], [271, 2, text('Makers')], [272, 2, text('Test')], [50_706, BYTE, [1, 4, 0, 0]], [50_708, 2, text('Makers Test')],
      [33_421, SHORT, [2, 2]], [33_422, BYTE, [0, 1, 1, 2]], [50_714, LONG, [0]], [50_717, LONG, [60_000]], [50_721, SIGNED, matrix],
      [50_728, RATIONAL, [1, 1, 1]], [50_778, SHORT, [21]],
    ],
  }) // prettier-ignore
}

describe('camera RAW', () => {
  it('a DNG is developed: hues of the scene, upright, with what was done', async () => {
    const { info, rgba } = await openAndRead(engine, bytes(dng(), 'a.dng'))
    expect([info.format, info.damaged]).toEqual(['RAW', false])
    expect(Math.abs(info.width - W) + Math.abs(info.height - H)).toBeLessThanOrEqual(16)
    expect(info.notes.join(' ')).toMatch(/Developed from the raw data/)
    const at = (x: number, y: number) =>
      [...rgba.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 3)] as [number, number, number]
    const [red, green, blue, white] = [at(30, 25), at(120, 25), at(30, 95), at(120, 95)]
    expect([red.indexOf(Math.max(...red)), green.indexOf(Math.max(...green)), blue.indexOf(Math.max(...blue))]).toEqual([0, 1, 2])
    expect(Math.max(...white) - Math.min(...white)).toBeLessThanOrEqual(6)
    // Encoded as sRGB, brightened alike: the ratio of light between two channels is the scene's.
    const light = (value: number) => (value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4)
    expect(light(red[0]) / light(red[1])).toBeGreaterThan(3.7)
    expect(light(red[0]) / light(red[1])).toBeLessThan(4.3)
  })

  it('one that is cut is damage', async () => {
    const whole = dng()
    // The directory lies behind the pixels: a copy of it in front, and half of the pixels.
    const moved = Buffer.from(whole)
    const directory = moved.readUInt32LE(4)
    const strip = [...Array(moved.readUInt16LE(directory)).keys()]
      .map((i) => directory + 2 + i * 12)
      .find((at) => moved.readUInt16LE(at) === 273)!
    moved.writeUInt32LE(moved.length - 1000, strip + 8)
    await expect(openAndRead(engine, bytes(moved, 'a.dng'))).rejects.toMatchObject({ code: 'PHOTO_DAMAGED' })
  })
})

describe('JPEG XL', () => {
  it('is decoded as it was encoded, and a cut one is damage', async () => {
    const folder = dirname(createRequire(import.meta.url).resolve('@jsquash/jxl/package.json'))
    const { default: factory } = (await import(pathToFileURL(join(folder, 'codec/enc/jxl_enc.js')).href)) as {
      default: (options: object) => Promise<{ encode(data: Uint8Array, width: number, height: number, options: object): Uint8Array | null }>
    }
    const encoder = await factory({ noInitialRun: true, wasmBinary: readFileSync(join(folder, 'codec/enc/jxl_enc.wasm')) })
    const { data } = await sharp(Buffer.from(Array.from({ length: 40 * 30 * 3 }, (_, i) => (i * 7) & 255)), {
      raw: { width: 40, height: 30, channels: 3 },
    })
      .ensureAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const options = {
      effort: 3,
      quality: 100,
      progressive: false,
      epf: -1,
      lossyPalette: false,
      decodingSpeedTier: 0,
      photonNoiseIso: 0,
      lossyModular: false,
      lossless: true,
    }
    const file = Buffer.from(encoder.encode(data, 40, 30, options)!)
    const { info, rgba } = await openAndRead(engine, bytes(file, 'a.jxl'))
    expect([info.format, info.width, info.height]).toEqual(['JPEG XL', 40, 30])
    expect(Buffer.compare(rgba, data)).toBe(0)
    await expect(openAndRead(engine, bytes(file.subarray(0, file.length >> 1), 'a.jxl'))).rejects.toMatchObject({ code: 'PHOTO_DAMAGED' })
  })
})

describe('a decoder that does not end', () => {
  it('is given up with a code, and its answer is nobody’s any more', async () => {
    let finish: () => void = () => undefined
    const stuck = new Promise<void>((resolve) => (finish = resolve))
    await expect(inTime('slow.jpg', 0.02, stuck)).rejects.toMatchObject({
      code: 'JOB_TIMED_OUT',
      message: expect.stringContaining('slow.jpg'),
    })
    expect(abandoned.count).toBe(1)
    finish()
    await stuck
    await Promise.resolve()
    expect(abandoned.count).toBe(0)
  })
})
