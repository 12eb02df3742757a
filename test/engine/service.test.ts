import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import type { ExportOptions, Segmentation } from '../../contract/contract'
import { cutOf } from '../../core/kernels/score-map'
import { exportOptions } from '../fixtures/export-options'
import { bytes, Call, file, golden, newEngine, openAndRead, photo } from './harness'
import { fromFile, greyBytes, sharp } from './odd-photos'

const engine = newEngine()
const folder = mkdtempSync(join(tmpdir(), 'chromapatch-service-'))
afterAll(async () => {
  await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

const patch = { x: 400, y: 120, w: 60, h: 50, role: 'add' as const }
const like = (model: 'gaussian' | 'density', threshold: number): Segmentation => ({ model, parameters: {}, patches: [patch], threshold })
const asPng = exportOptions()

async function openPainting() {
  await engine.call('open', { document: 'p', source: file(photo('painting.jpg')), damaged: false }, new Call())
}

async function maskOf(segmentation: Segmentation): Promise<Buffer> {
  const target = join(folder, 'mask.png')
  const options: ExportOptions = { ...asPng, content: 'mask' }
  await engine.call('export', { document: 'p', segmentation, options, target, overwriteSource: false }, new Call())
  return await greyBytes(target)
}

describe('what the window sees is what it exports', () => {
  it('the score map, cut at its threshold, is the exported mask at every pixel', async () => {
    await openPainting()
    for (const segmentation of [like('gaussian', 0.05), like('gaussian', 0.8), like('density', 0.2), like('density', 200)]) {
      const call = new Call()
      const view = { level: 0, region: { x: 0, y: 0, w: 752, h: 600 } }
      const reply = await engine.call('segment', { document: 'p', segmentation, view }, call)
      const cut = cutOf(segmentation.threshold, reply.scale)
      const mask = await maskOf(segmentation)
      const seen = Buffer.from(call.received!.map((byte) => (byte >= cut ? 255 : 0)))
      expect(seen.equals(mask)).toBe(true)
      const { pixels } = await engine.call('measure', { document: 'p', segmentation }, new Call())
      expect(mask.reduce((sum, byte) => sum + (byte === 255 ? 1 : 0), 0)).toBe(pixels)
    }
  })

  it('any part of it is the same part of the whole', async () => {
    await openPainting()
    const segmentation = like('gaussian', 0.2)
    const whole = new Call()
    await engine.call('segment', { document: 'p', segmentation, view: { level: 1, region: { x: 0, y: 0, w: 376, h: 300 } } }, whole)
    await fc.assert(
      fc.asyncProperty(fc.nat(375), fc.nat(299), fc.nat(), fc.nat(), async (x, y, dw, dh) => {
        const region = { x, y, w: 1 + (dw % (376 - x)), h: 1 + (dh % (300 - y)) }
        const part = new Call()
        await engine.call('segment', { document: 'p', segmentation, view: { level: 1, region } }, part)
        const expected = new Uint8Array(region.w * region.h)
        for (let row = 0; row < region.h; row++) {
          expected.set(whole.received!.subarray((y + row) * 376 + x, (y + row) * 376 + x + region.w), row * region.w)
        }
        expect(Buffer.from(part.received!).equals(Buffer.from(expected))).toBe(true)
      }),
      { numRuns: 25 },
    )
  })

  it('histograms agree with numpy cell for cell', async () => {
    await openPainting()
    const { photo: whole, patch: small } = await engine.call('histograms', { document: 'p', patch, bins: 100 }, new Call())
    const known = JSON.parse(readFileSync(golden('segment-painting.json'), 'utf8')).chromaticity_histogram_100 as Record<
      string,
      [number, number, number][]
    >
    const along = (cells: [number, number, number][], axis: 0 | 1) =>
      cells.reduce((sum, cell) => ((sum[cell[axis]]! += cell[2]), sum), new Array<number>(100).fill(0))
    expect(whole.r).toEqual(along(known['image']!, 0))
    expect(whole.g).toEqual(along(known['image']!, 1))
    expect(small.r).toEqual(along(known['patch']!, 0))
    expect(small.g).toEqual(along(known['patch']!, 1))
  })
})

describe('exports', () => {
  it('a cut-out has the mask as its alpha, the photo under it, nothing elsewhere, and an sRGB profile', async () => {
    await openPainting()
    const mask = await maskOf(like('gaussian', 0.05))
    const { rgba } = await openAndRead(engine, file(photo('painting.jpg')))
    for (const format of ['png', 'webp', 'tiff'] as const) {
      const target = join(folder, `cut.${format}`)
      await engine.call(
        'export',
        { document: 'p', segmentation: like('gaussian', 0.05), options: { ...asPng, format }, target, overwriteSource: false },
        new Call(),
      )
      const read = await fromFile(target).raw().toBuffer({ resolveWithObject: true })
      expect(read.info.channels).toBe(4)
      expect((await fromFile(target).metadata()).hasProfile).toBe(true)
      const expected = Buffer.from(rgba.map((byte, i) => (mask[i >> 2] === 255 ? byte : 0)))
      expect(read.data.equals(expected), format).toBe(true)
    }
  })

  it('every colour goes out as it came in', async () => {
    // 4,096 × 64 pixels, each another colour, in every lossless format.
    const colours = Buffer.alloc(4096 * 64 * 3)
    for (let i = 0; i < 4096 * 64; i++) colours.set([(i * 64) >> 16, ((i * 64) >> 8) & 255, (i * 7) & 255], i * 3)
    const { encode } = await import('../../main/engine/codec/encode')
    for (const format of ['png', 'webp', 'tiff'] as const) {
      const target = join(folder, `colours.${format}`)
      writeFileSync(target, '')
      writeFileSync(
        target,
        await encode({ pixels: colours, width: 4096, height: 64, channels: 3 }, { format, quality: 90, lossless: true }),
      )
      expect((await fromFile(target).raw().toBuffer()).equals(colours), format).toBe(true)
    }
  })

  it('on a colour, JPEG too', async () => {
    await openPainting()
    const target = join(folder, 'matte.jpg')
    const options: ExportOptions = { ...asPng, format: 'jpeg', matte: [255, 255, 255], quality: 95 }
    await engine.call(
      'export',
      { document: 'p', segmentation: like('gaussian', 0.05), options, target, overwriteSource: false },
      new Call(),
    )
    const mask = await maskOf(like('gaussian', 0.05))
    const jpeg = await fromFile(target).raw().toBuffer()
    let [outside, white] = [0, 0]
    mask.forEach((inside, i) => {
      if (inside === 0) {
        outside++
        if (jpeg[i * 3]! > 200) white++
      }
    })
    expect(white / outside).toBeGreaterThan(0.9)
    await expect(
      engine.call(
        'export',
        { document: 'p', segmentation: like('gaussian', 0.05), options: { ...options, matte: null }, target, overwriteSource: false },
        new Call(),
      ),
    ).rejects.toMatchObject({ code: 'PARAMETER_INVALID' })
  })

  it('leaves camera data and place out unless asked, and the source alone unless told', async () => {
    const exif = {
      IFD0: { Make: 'Acme', Model: 'X100' },
      IFD2: { DateTimeOriginal: '2020:01:02 03:04:05', FNumber: '28/10', ExposureTime: '1/250' },
      IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 3230/100', GPSLongitudeRef: 'W', GPSLongitude: '0/1 7/1 4366/100' },
    }
    const source = join(folder, 'holiday.jpg')
    await fromFile(photo('painting.jpg')).withExif(exif).jpeg().toFile(source)
    const original = readFileSync(source)
    const info = await engine.call('open', { document: 'h', source: file(source), damaged: false }, new Call())
    expect([info.hasCameraData, info.hasLocation]).toEqual([true, true])
    const { default: exifReader } = await import('exif-reader')
    const written = async (keepCameraData: boolean, keepLocation: boolean) => {
      const target = join(folder, 'holiday.png')
      const options = { ...asPng, keepCameraData, keepLocation }
      await engine.call(
        'export',
        { document: 'h', segmentation: like('gaussian', 0.05), options, target, overwriteSource: false },
        new Call(),
      )
      const found = (await fromFile(target).metadata()).exif
      return found === undefined ? null : exifReader(found)
    }
    expect(await written(false, false)).toBeNull()
    const kept = await written(true, false)
    expect(kept?.Image).toMatchObject({ Make: 'Acme', Model: 'X100' })
    expect(kept?.Photo).toMatchObject({ FNumber: 2.8, ExposureTime: 0.004 })
    expect(kept?.GPSInfo).toBeUndefined()
    expect((await written(false, true))?.GPSInfo?.GPSLatitude).toEqual([51, 30, 32.3])
    await expect(
      engine.call(
        'export',
        {
          document: 'h',
          segmentation: like('gaussian', 0.05),
          options: { ...asPng, format: 'jpeg', matte: [0, 0, 0] },
          target: source,
          overwriteSource: false,
        },
        new Call(),
      ),
    ).rejects.toMatchObject({ code: 'OUTPUT_IS_SOURCE' })
    expect(readFileSync(source).equals(original)).toBe(true)
  })
})

describe('calls that end early', () => {
  it('a cancelled call rejects with its code and gives its memory back', async () => {
    await openPainting()
    const before = (await engine.call('memory', {}, new Call())).arena
    const call = new Call()
    const answer = engine.call('measure', { document: 'p', segmentation: like('gaussian', 0.05) }, call)
    call.abort.abort()
    await expect(answer).rejects.toMatchObject({ code: 'JOB_CANCELLED' })
    expect((await engine.call('memory', {}, new Call())).arena).toBe(before)
  })

  it('a cancelled export leaves no part of an output', async () => {
    await engine.call('open', { document: 'm', source: file(photo('mountains.jpg')), damaged: false }, new Call())
    const target = join(folder, 'never.png')
    const call = new Call()
    const answer = engine.call(
      'export',
      { document: 'm', segmentation: like('gaussian', 0.05), options: asPng, target, overwriteSource: false },
      call,
    )
    setTimeout(() => call.abort.abort(), 60)
    await expect(answer).rejects.toMatchObject({ code: 'JOB_CANCELLED' })
    expect(() => readFileSync(target)).toThrow('ENOENT')
    await engine.call('close', { document: 'm' }, new Call())
  })

  it('a photo closed under a running call stays readable until the call ends, and is then given back', async () => {
    await openPainting()
    const expected = await engine.call('measure', { document: 'p', segmentation: like('gaussian', 0.05) }, new Call())
    const answer = engine.call('measure', { document: 'p', segmentation: like('gaussian', 0.05) }, new Call())
    await engine.call('close', { document: 'p' }, new Call())
    expect(await answer).toEqual(expected)
    await expect(engine.call('probe', { document: 'p', x: 0, y: 0 }, new Call())).rejects.toMatchObject({ code: 'DOCUMENT_UNKNOWN' })
    await engine.call('close', { document: 'd1' }, new Call())
    await engine.call('close', { document: 'h' }, new Call())
    expect((await engine.call('memory', {}, new Call())).arena).toBe(0)
  })

  it('a patch outside, an all-black patch and a wrong parameter are said in words', async () => {
    await openPainting()
    const ask = (segmentation: Segmentation) => engine.call('measure', { document: 'p', segmentation }, new Call())
    await expect(ask({ ...like('gaussian', 0.05), patches: [{ ...patch, x: 740 }] })).rejects.toMatchObject({
      code: 'PATCH_OUTSIDE',
      message: expect.stringContaining('752 × 600'),
    })
    await expect(ask({ ...like('gaussian', 2) })).rejects.toMatchObject({
      code: 'PARAMETER_INVALID',
      message: expect.stringContaining('threshold'),
    })
    await expect(ask({ ...like('gaussian', 0.5), model: 'tea-leaves' })).rejects.toMatchObject({ code: 'PARAMETER_INVALID' })
    const black = await sharp({ create: { width: 20, height: 20, channels: 3, background: '#000' } })
      .png()
      .toBuffer()
    await engine.call('open', { document: 'b', source: bytes(black), damaged: false }, new Call())
    const segmentation = { ...like('gaussian', 0.05), patches: [{ x: 0, y: 0, w: 20, h: 20, role: 'add' as const }] }
    await expect(engine.call('measure', { document: 'b', segmentation }, new Call())).rejects.toMatchObject({ code: 'PATCH_UNUSABLE' })
  })
})

describe('warnings', () => {
  it('name the patches as they are called, whichever others are there', async () => {
    await openPainting()
    const tiny = (x: number) => ({ x, y: 120, w: 3, h: 3, role: 'add' as const })
    const segmentation = { ...like('gaussian', 0.2), patches: [tiny(400), tiny(500)] }
    const view = { level: 0, region: { x: 0, y: 0, w: 1, h: 1 } }
    const named = async (letters?: number[]) => {
      const { warnings } = await engine.call('segment', { document: 'p', segmentation, view, ...(letters && { letters }) }, new Call())
      return [...new Set(warnings.map((warning) => /Patch [A-Z]+/.exec(warning)?.[0]))]
    }
    expect([await named(), await named([1, 27])]).toEqual([
      ['Patch A', 'Patch B'],
      ['Patch B', 'Patch AB'],
    ])
  })
})
