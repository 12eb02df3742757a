/** Every format of a cut-out, written and read again: alpha, profile, orientation, bits a channel, metadata, and no place unless asked. */
import exifReader from 'exif-reader'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExportOptions, Segmentation } from '../../contract/contract'
import { exportOptions } from '../fixtures/export-options'
import { Call, file, newEngine } from './harness'
import { sharp } from './odd-photos'

const engine = newEngine()
const folder = mkdtempSync(join(tmpdir(), 'chromapatch-read-back-'))
afterAll(async () => {
  await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

/** As it is shown: 30 wide and 40 high, red above and green below, no two pixels of a row alike. Stored, it lies on its side. */
const [WIDTH, HEIGHT] = [30, 40]
const EXIF = {
  IFD0: { Make: 'Makers', Model: 'Model 1', Copyright: 'Somebody' },
  IFD2: { ExposureTime: '1/250', FNumber: '28/10', ISOSpeedRatings: '200', DateTimeOriginal: '2026:03:09 16:05:59' },
  IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '52/1 31/1 0/1', GPSLongitudeRef: 'E', GPSLongitude: '13/1 24/1 0/1' },
}
const segmentation: Segmentation = {
  model: 'gaussian',
  parameters: {},
  patches: [{ x: 4, y: 2, w: 20, h: 14, role: 'add' }],
  threshold: 1e-9,
}

beforeAll(async () => {
  const upright = new Uint16Array(WIDTH * HEIGHT * 3)
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    const isRed = i < (WIDTH * HEIGHT) / 2
    upright.set(isRed ? [50_001 + (i % WIDTH) * 7, 5_003, 4_001] : [5_003, 50_001 + (i % WIDTH) * 7, 4_001], i * 3)
  }
  // Turned back by a quarter: orientation 6 is a quarter clockwise.
  const stored = new Uint16Array(upright.length)
  for (let y = 0; y < HEIGHT; y++)
    for (let x = 0; x < WIDTH; x++) {
      const from = (y * WIDTH + x) * 3
      stored.set(upright.subarray(from, from + 3), ((WIDTH - 1 - x) * HEIGHT + y) * 3)
    }
  const image = sharp(stored, { raw: { width: HEIGHT, height: WIDTH, channels: 3 } }).toColourspace('rgb16')
  const path = join(folder, 'photo.png')
  const described = image.withMetadata({ orientation: 6 }).withExifMerge(EXIF).withIccProfile('p3')
  writeFileSync(path, await described.png().toBuffer())
  const info = await engine.call('open', { document: 'p', source: file(path), damaged: false }, new Call())
  expect(info).toMatchObject({ width: WIDTH, height: HEIGHT, hasCameraData: true, hasLocation: true })
})

const plain = exportOptions({ quality: 95 })
async function written(change: Partial<ExportOptions>): Promise<Buffer> {
  const options = { ...plain, ...(change.format === 'jpeg' ? { matte: [0, 0, 0] as [number, number, number] } : {}), ...change }
  const target = join(folder, `out.${options.format}`)
  await engine.call('export', { document: 'p', segmentation, options, target, overwriteSource: false }, new Call())
  return readFileSync(target)
}
/** What EXIF says; empty where there is none. */
async function exifOf(bytes: Buffer): Promise<Partial<ReturnType<typeof exifReader>>> {
  // A TIFF is EXIF's own form.
  if (bytes.toString('latin1', 0, 2) === 'II') return exifReader(bytes)
  const { exif } = await sharp(bytes).metadata()
  return exif === undefined ? {} : exifReader(exif)
}

const FORMATS = ['png', 'webp', 'avif', 'tiff', 'jpeg'] as const

describe.each(FORMATS)('%s', (format) => {
  it('is upright, says so or says nothing, and has alpha where it can', async () => {
    const bytes = await written({ format })
    const found = await sharp(bytes).metadata()
    expect(found).toMatchObject({ width: WIDTH, height: HEIGHT, hasAlpha: format !== 'jpeg', depth: 'uchar' })
    expect([undefined, 1]).toContain(found.orientation)
    const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true })
    const at = (x: number, y: number) => [...data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 4)]
    const [inside, outside] = [at(10, 5), at(10, 35)]
    expect(inside[0]!).toBeGreaterThan(170)
    expect(inside[1]!).toBeLessThan(60)
    expect(inside[3]).toBe(255)
    if (format === 'jpeg') expect(outside.slice(0, 3).every((value) => value < 12)).toBe(true)
    else expect(outside[3]).toBeLessThan(8)
  })

  it('is in sRGB, or in the photo’s own profile', async () => {
    const [srgb, own] = [
      await sharp(await written({ format })).metadata(),
      await sharp(await written({ format, profile: 'source' })).metadata(),
    ]
    const photo = await sharp(readFileSync(join(folder, 'photo.png'))).metadata()
    expect(own.icc?.equals(photo.icc!)).toBe(true)
    expect(srgb.icc).toBeDefined()
    expect(srgb.icc!.equals(photo.icc!)).toBe(false)
  })

  it('carries nothing, or the camera without the place, or all', async () => {
    const none = await exifOf(await written({ format }))
    expect([none.Image?.['Make'], none.Photo?.['ExposureTime'], none.GPSInfo]).toEqual([undefined, undefined, undefined])
    const camera = await exifOf(await written({ format, keepCameraData: true }))
    expect(camera.Image).toMatchObject({ Make: 'Makers', Model: 'Model 1', Copyright: 'Somebody' })
    expect(camera.Photo).toMatchObject({ ExposureTime: 1 / 250, FNumber: 2.8, ISOSpeedRatings: 200 })
    expect(camera.GPSInfo).toBeUndefined()
    expect(camera.Image?.['GPSTag']).toBeUndefined()
    const all = await exifOf(await written({ format, keepCameraData: true, keepLocation: true }))
    expect(all.GPSInfo).toMatchObject({ GPSLatitude: [52, 31, 0], GPSLongitudeRef: 'E' })
    expect([undefined, 1]).toContain(all.Image?.['Orientation'])
  })

  it('has 16 bits a channel where it can, in either profile, and says where it cannot', async () => {
    if (format !== 'png' && format !== 'tiff') {
      await expect(written({ format, depth: 16 })).rejects.toMatchObject({ code: 'PARAMETER_INVALID' })
      return
    }
    for (const profile of ['srgb', 'source'] as const) {
      const bytes = await written({ format, depth: 16, profile, keepCameraData: true })
      expect(await sharp(bytes).metadata()).toMatchObject({ depth: 'ushort', channels: 4, width: WIDTH, height: HEIGHT })
      expect((await exifOf(bytes)).Image).toMatchObject({ Make: 'Makers' })
    }
  })
})

it('a TIFF that was written opens again with its camera and place', async () => {
  const path = join(folder, 'again.tif')
  writeFileSync(path, await written({ format: 'tiff', keepCameraData: true, keepLocation: true, matte: [0, 0, 0] }))
  const info = await engine.call('open', { document: 'again', source: file(path), damaged: false }, new Call())
  expect(info).toMatchObject({ width: WIDTH, height: HEIGHT, hasCameraData: true, hasLocation: true })
  await engine.call('close', { document: 'again' }, new Call())
})

it('masks carry neither metadata nor a profile', async () => {
  for (const maskDepth of [1, 8, 16] as const) {
    const bytes = await written({ content: 'mask', maskDepth, keepCameraData: true, keepLocation: true })
    const { icc, width, height, depth } = await sharp(bytes).metadata()
    expect({ icc, width, height, depth }).toEqual({
      icc: undefined,
      width: WIDTH,
      height: HEIGHT,
      depth: maskDepth === 16 ? 'ushort' : 'uchar',
    })
  }
})
