import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExportOptions, Segmentation } from '../../contract/contract'
import { stepsFrom } from '../../main/cli/flags/clean-flags'
import { exportOptions } from '../fixtures/export-options'
import { Call, file, newEngine, photo } from './harness'
import { fromFile, greyBytes, sharp } from './odd-photos'

const engine = newEngine()
const folder = mkdtempSync(join(tmpdir(), 'chromapatch-exports-'))
afterAll(async () => {
  await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

const painting: Segmentation = {
  model: 'gaussian',
  parameters: {},
  patches: [{ x: 400, y: 120, w: 60, h: 50, role: 'add' }],
  threshold: 0.05,
}
const plain = exportOptions({ quality: 92 })
const open = (document: string, path: string) => engine.call('open', { document, source: file(path), damaged: false }, new Call())

async function write(name: string, options: Partial<ExportOptions>, segmentation = painting, document = 'p'): Promise<string> {
  const target = join(folder, name)
  const request = { document, segmentation, options: { ...plain, ...options }, target, overwriteSource: false }
  await engine.call('export', request, new Call())
  return target
}
const rgbOf = (path: string) => fromFile(path).removeAlpha().raw().toBuffer()

beforeAll(() => open('p', photo('painting.jpg')))

describe('masks', () => {
  it('of one bit are grey PNGs with the same pixels', async () => {
    const [eight, one] = [await write('8.png', { content: 'mask' }), await write('1.png', { content: 'mask', maskDepth: 1 })]
    const bytes = readFileSync(one)
    // Width, height, bit depth 1, colour type 0.
    expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20), bytes[24], bytes[25]]).toEqual([752, 600, 1, 0])
    expect((await greyBytes(one)).equals(await greyBytes(eight))).toBe(true)
    expect(bytes.length).toBeLessThan(readFileSync(eight).length)
  })

  it('of 16 bits are the soft mask in full, those of 8 its rounding, those of 1 its half', async () => {
    const soft = { ...painting, clean: stepsFrom('open 2, feather 2') }
    const wide = await write('wide.png', { content: 'mask', maskDepth: 16 }, soft)
    expect(await fromFile(wide).metadata()).toMatchObject({ depth: 'ushort', channels: 1 })
    const raw = await fromFile(wide).toColourspace('grey16').raw({ depth: 'ushort' }).toBuffer()
    const values = new Uint16Array(raw.buffer, raw.byteOffset, raw.length / 2)
    expect(new Set(values).size).toBeGreaterThan(1000)
    const eight = await greyBytes(await write('soft.png', { content: 'mask' }, soft))
    expect(eight.every((byte, i) => byte === Math.floor(values[i]! / 257 + 0.5))).toBe(true)
    const one = await greyBytes(await write('cut.png', { content: 'mask', maskDepth: 1 }, soft))
    expect(one.every((byte, i) => (byte === 255) === eight[i]! > 127)).toBe(true)
  })
})

describe('cut-outs', () => {
  it('with the rest without colour or out of focus: the photo in the mask, no transparency', async () => {
    const mask = await greyBytes(await write('mask.png', { content: 'mask' }))
    const all = await fromFile(photo('painting.jpg')).raw().toBuffer()
    const grey = await write('grey.png', { content: 'splash', rest: 'desaturated' })
    expect(await fromFile(grey).metadata()).toMatchObject({ channels: 3, hasAlpha: false, hasProfile: true })
    const splash = await rgbOf(grey)
    const expected = all.map((byte, i) => {
      const from = i - (i % 3)
      return mask[from / 3] ? byte : Math.round(0.2125 * all[from]! + 0.7154 * all[from + 1]! + 0.0721 * all[from + 2]!)
    })
    expect(splash.equals(Buffer.from(expected))).toBe(true)
    const [soft, softer] = [
      await rgbOf(await write('b1.jpg', { content: 'splash', rest: 'blurred', restBlur: 2, format: 'jpeg', quality: 100 })),
      await rgbOf(await write('b2.png', { content: 'splash', rest: 'blurred', restBlur: 8 })),
    ]
    expect(soft).toHaveLength(all.length)
    expect(softer.every((byte, i) => mask[Math.floor(i / 3)] === 0 || byte === all[i])).toBe(true)
    expect(softer.filter((byte, i) => byte !== all[i]).length).toBeGreaterThan(100_000)
  })

  it('cropped are the part of the whole around the mask', async () => {
    const small = { ...painting, clean: stepsFrom('open 6, keep 1') }
    const [whole, part] = [await write('whole.png', {}, small), await write('part.png', { crop: true }, small)]
    const mask = await greyBytes(await write('part-mask.png', { content: 'mask' }, small))
    const columns = Array.from(mask.keys()).filter((i) => mask[i]).map((i) => i % 752) // prettier-ignore
    const rows = Array.from(mask.keys()).filter((i) => mask[i]).map((i) => Math.floor(i / 752)) // prettier-ignore
    const [left, top] = [columns.reduce((a, b) => Math.min(a, b)), rows.reduce((a, b) => Math.min(a, b))]
    const [width, height] = [columns.reduce((a, b) => Math.max(a, b)) - left + 1, rows.reduce((a, b) => Math.max(a, b)) - top + 1]
    expect(await fromFile(part).metadata()).toMatchObject({ width, height })
    expect(width * height).toBeLessThan(752 * 600)
    expect(
      (await fromFile(part).raw().toBuffer()).equals(await fromFile(whole).extract({ left, top, width, height }).raw().toBuffer()),
    ).toBe(true)
    const bit = await write('part-bit.png', { content: 'mask', maskDepth: 1, crop: true }, small)
    expect(await fromFile(bit).metadata()).toMatchObject({ width, height })
    await expect(write('none.png', { crop: true }, { ...painting, threshold: 1 })).rejects.toMatchObject({
      code: 'PARAMETER_INVALID',
      message: expect.stringContaining('empty'),
    })
  })

  it('as AVIF keep their alpha, their size and sRGB; what no format can hold is refused', async () => {
    const avif = await write('a.avif', { format: 'avif', quality: 95 })
    expect(await fromFile(avif).metadata()).toMatchObject({ width: 752, height: 600, hasAlpha: true })
    const mask = await greyBytes(await write('mask.png', { content: 'mask' }))
    const alpha = await fromFile(avif).extractChannel('alpha').raw().toBuffer()
    expect(alpha.filter((byte, i) => Math.abs(byte - mask[i]!) > 64).length / mask.length).toBeLessThan(0.01)
    await expect(write('x.webp', { format: 'webp', depth: 16 })).rejects.toMatchObject({ code: 'PARAMETER_INVALID' })
    await expect(write('x.jpg', { format: 'jpeg' })).rejects.toMatchObject({ code: 'PARAMETER_INVALID' })
  })
})

describe('more of the photo than the screen shows', () => {
  /** Red to the left, green to the right, no two pixels alike, 16 bits; turned by its orientation when `turned`. */
  async function widePhoto(name: string, options: { profile?: string; orientation?: number } = {}) {
    const [width, height] = [40, 30]
    const values = new Uint16Array(width * height * 3)
    for (let i = 0; i < width * height; i++) {
      const red = i % width < 20
      values.set([red ? 50_001 + i * 7 : 5_003, red ? 5_003 : 50_001 + i * 7, 4_000 + i], i * 3)
    }
    const path = join(folder, name)
    const image = sharp(values, { raw: { width, height, channels: 3 } }).toColourspace('rgb16')
    const described = options.orientation ? image.withMetadata({ orientation: options.orientation }) : image
    writeFileSync(path, await (options.profile ? described.withIccProfile(options.profile) : described).png().toBuffer())
    return { path, values, width, height }
  }
  const red: Segmentation = { model: 'gaussian', parameters: {}, patches: [{ x: 2, y: 2, w: 10, h: 10, role: 'add' }], threshold: 1e-6 }
  const wideOf = async (path: string) => {
    const raw = await sharp(readFileSync(path), { ignoreIcc: true }).toColourspace('rgb16').raw({ depth: 'ushort' }).toBuffer()
    return new Uint16Array(raw.buffer, raw.byteOffset, raw.length / 2)
  }

  it.each(['png', 'tiff'] as const)('16 bits of a photo of 16 bits, as %s: its values in the mask, nothing elsewhere', async (format) => {
    const { path, values } = await widePhoto('w.png')
    await open('w', path)
    const target = await write(`w-out.${format}`, { depth: 16, format }, red, 'w')
    expect(await fromFile(target).metadata()).toMatchObject({ depth: 'ushort', channels: 4 })
    const found = await wideOf(target)
    let inside = 0
    for (let i = 0; i < found.length / 4; i++) {
      const pixel = Array.from(found.subarray(i * 4, i * 4 + 4))
      const isIn = pixel[3] !== 0
      inside += isIn ? 1 : 0
      expect(pixel).toEqual(isIn ? [...values.subarray(i * 3, i * 3 + 3), 65_535] : [0, 0, 0, 0])
    }
    expect(inside).toBeGreaterThan(300)
    expect(await fromFile(await write('w-8.png', {}, red, 'w')).metadata()).toMatchObject({ depth: 'uchar' })
  })

  it('upright, as the photo is shown', async () => {
    const { path, width, height } = await widePhoto('t.png', { orientation: 6 })
    const info = await open('t', path)
    expect([info.width, info.height]).toEqual([height, width])
    const target = await write('t-out.png', { depth: 16, matte: [0, 0, 0], profile: 'source' }, red, 't')
    const found = await wideOf(target)
    // Turned clockwise, the first pixel is the last of the first column.
    const first = (height - 1) * width * 3
    expect(Array.from(found.subarray(0, 3))).toEqual(Array.from((await wideOf(path)).subarray(first, first + 3)))
  })

  it('a photo of 16 bits with a profile opens as sRGB, and goes out as sRGB with 16', async () => {
    const { path, values } = await widePhoto('s.png')
    // The same colours as sRGB, once without a profile and once in Display P3.
    const p3 = join(folder, 's-p3.png')
    const eight = Buffer.from(values.map((value) => Math.round(value / 257)))
    const converted = await sharp(eight, { raw: { width: 40, height: 30, channels: 3 } })
      .withIccProfile('p3')
      .raw()
      .toBuffer()
    const wide = Uint16Array.from(converted, (byte) => byte * 257)
    writeFileSync(
      p3,
      await sharp(wide, { raw: { width: 40, height: 30, channels: 3 } })
        .toColourspace('rgb16')
        .withIccProfile('p3')
        .png()
        .toBuffer(),
    )
    const shown: number[][] = []
    for (const each of [path, p3]) {
      await open('s', each)
      const call = new Call()
      await engine.call('readView', { document: 's', view: { level: 0, region: { x: 0, y: 0, w: 1, h: 1 } } }, call)
      shown.push(Array.from(call.received!.subarray(0, 3)))
    }
    expect(shown[0]).toEqual([195, 19, 15])
    shown[1]!.forEach((byte, i) => expect(Math.abs(byte - shown[0]![i]!)).toBeLessThanOrEqual(2))
    await open('s', p3)
    const out = await wideOf(await write('s-out.png', { depth: 16 }, red, 's'))
    expect([0, 1, 2].every((c) => Math.abs(out[c]! - values[c]!) < 600)).toBe(true)
  })

  it.each([8, 16] as const)('its own profile and colours, %i bits a channel', async (depth) => {
    const { path } = await widePhoto('p3.png', { profile: 'p3' })
    await open('c', path)
    const target = await write('p3-out.png', { profile: 'source', depth }, red, 'c')
    const [before, after] = [await fromFile(path).metadata(), await fromFile(target).metadata()]
    expect(after.icc?.equals(before.icc!)).toBe(true)
    expect(after.depth).toBe(depth === 16 ? 'ushort' : 'uchar')
    const bits = depth === 16 ? 'ushort' : 'uchar'
    const read = (from: string) =>
      sharp(readFileSync(from), { ignoreIcc: true })
        .toColourspace(depth === 16 ? 'rgb16' : 'srgb')
        .raw({ depth: bits })
        .toBuffer()
    const [source, out] = [await read(path), await read(target)]
    const each = depth / 8
    // The first pixel is in the mask.
    expect(out.subarray(0, 3 * each).equals(source.subarray(0, 3 * each))).toBe(true)
    expect((await fromFile(await write('p3-srgb.png', {}, red, 'c')).metadata()).icc?.equals(before.icc!)).toBe(false)
  })

  it('of a file that was changed since is refused, and nothing is written', async () => {
    const { path } = await widePhoto('z.png')
    await open('z', path)
    writeFileSync(path, readFileSync(photo('painting.jpg')))
    await expect(write('z-out.png', { depth: 16 }, red, 'z')).rejects.toMatchObject({ code: 'PHOTO_CHANGED' })
    expect(() => readFileSync(join(folder, 'z-out.png'))).toThrow('ENOENT')
  })

  it('memory is as before when all are closed', async () => {
    for (const document of ['p', 'w', 't', 's', 'c', 'z']) await engine.call('close', { document }, new Call())
    expect((await engine.call('memory', {}, new Call())).arena).toBe(0)
  })
})
