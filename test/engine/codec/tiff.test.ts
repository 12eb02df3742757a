import { afterAll, describe, expect, it } from 'vitest'
import { bytes, newEngine, openAndRead } from '../harness'
import { sharp } from '../odd-photos'
import { tiffOf, type TiffOptions } from './odd-tiff'

const engine = newEngine(1)
afterAll(() => engine.close())

const [W, H] = [20, 12]
/** Uses the whole range of 8 bits, no two neighbours alike. */
const rgb = (x: number, y: number, c: number) =>
  [(x * 255) / (W - 1), (y * 255) / (H - 1), ((x + y) * 255) / (W + H - 2)].map(Math.round)[c] ?? 0
const base = { width: W, height: H, samples: 3, bits: 8, photometric: 2, value: rgb } as const

async function expectPicture(options: Partial<TiffOptions>, tolerance = 1, line = /^/): Promise<string[]> {
  const { info, rgba } = await openAndRead(engine, bytes(tiffOf({ ...base, ...options }), 'a.tif'))
  expect([info.format, info.width, info.height, info.damaged]).toEqual(['TIFF', W, H, false])
  const isGrey = (options.samples ?? 3) < 3
  for (let y = 0; y < H; y++) {
    for (let x = 0; x < W; x++) {
      for (let c = 0; c < 3; c++) {
        expect(Math.abs(rgba[(y * W + x) * 4 + c]! - rgb(x, y, isGrey ? 0 : c)), `${x},${y} channel ${c}`).toBeLessThanOrEqual(tolerance)
      }
    }
  }
  expect(info.notes.join(' ')).toMatch(line)
  return info.notes
}

describe('a TIFF of any kind of number is the picture that it is', () => {
  const grey = { samples: 1, photometric: 1 } as const

  it('8 and 16 bits, whole range: as before', async () => {
    await expectPicture({}, 0)
    await expectPicture({ bits: 16, value: (x, y, c) => rgb(x, y, c) * 257 }, 0)
  })

  it.each([10, 12, 14])('%i bits in samples of that size', async (bits) => {
    await expectPicture({ bits, value: (x, y, c) => Math.round((rgb(x, y, c) * (2 ** bits - 1)) / 255) })
    await expectPicture({ ...grey, bits, value: (x, y, c) => Math.round((rgb(x, y, c) * (2 ** bits - 1)) / 255) })
  })

  it.each([
    [16, 12],
    [64, 14],
  ])('8 bits times %i in samples of 16: read as %i bits, and said', async (times, bits) => {
    await expectPicture({ bits: 16, value: (x, y, c) => rgb(x, y, c) * times }, 1, new RegExp(`read as ${bits} bits`))
    await expectPicture({ ...grey, bits: 16, value: (x, y, c) => rgb(x, y, c) * times }, 1, new RegExp(`read as ${bits} bits`))
  })

  it('a largest number that the file declares', async () => {
    const tags = [[281, 3, [1000, 1000, 1000]]] as const
    await expectPicture({ bits: 16, tags, value: (x, y, c) => Math.round((rgb(x, y, c) * 1000) / 255) }, 1, /0 to 1000, as the file says/)
  })

  it('floats of 0 to 1, 0 to 255 and of 64 bits; signed numbers; numbers of 32 bits', async () => {
    await expectPicture({ bits: 32, format: 3, value: (x, y, c) => rgb(x, y, c) / 255 }, 1, /0 to 1/)
    await expectPicture({ bits: 32, format: 3, value: rgb }, 1, /0 to 255/)
    await expectPicture({ ...grey, bits: 64, format: 3, isDeflated: true, value: rgb }, 1, /0 to 255/)
    await expectPicture({ bits: 16, format: 2, value: (x, y, c) => Math.round((rgb(x, y, c) * 32_767) / 255) })
    await expectPicture({ ...grey, bits: 16, format: 2, value: (x, y, c) => rgb(x, y, c) - 128 }, 1, /-128 to 127, measured/)
    await expectPicture({ bits: 32, value: (x, y, c) => Math.round((rgb(x, y, c) * 4_294_967_295) / 255) })
  })

  it('planes, tiles, tiles of planes, alpha and further channels', async () => {
    for (const isPlanar of [false, true])
      for (const tile of [undefined, 16])
        for (const isDeflated of [false, true]) await expectPicture({ isPlanar, isDeflated, ...(tile === undefined ? {} : { tile }) }, 0)
    await expectPicture({ samples: 5, extra: [2, 0], value: (x, y, c) => (c === 3 ? 255 : rgb(x, y, c)) }, 0, /One more channel/)
    await expectPicture({ samples: 7, extra: [0, 0, 0, 0] }, 0, /4 more channels/)
  })

  it('Lab of 8 bits', async () => {
    // L 100, a 0, b 0 is white; L 53.24, a 80.09, b 67.2 is red.
    const lab = tiffOf({ ...base, photometric: 8, value: (x, _, c) => (x < 10 ? [255, 0, 0] : [136, 80, 67])[c]! })
    const { info, rgba } = await openAndRead(engine, bytes(lab, 'a.tif'))
    expect([...rgba.subarray(0, 3)].every((value) => value >= 253)).toBe(true)
    const [r, g, b] = rgba.subarray(15 * 4, 15 * 4 + 3)
    expect([r! > 248, g! < 14, b! < 14]).toEqual([true, true, true])
    expect(info.notes).toContain('Lab converted to sRGB.')
  })

  it('LZW as libtiff writes it, read by our own reader', async () => {
    const { unpackLzw } = await import('../../../main/engine/codec/tiff/decompress')
    const { TiffFile } = await import('../../../main/engine/codec/tiff/directory')
    const plain = Buffer.from(Array.from({ length: 200 * 100 }, (_, i) => (i * i * 7 + (i >> 3)) & 255))
    const tiff = await sharp(plain, { raw: { width: 200, height: 100, channels: 1 } })
      .toColourspace('b-w')
      .tiff({ compression: 'lzw', predictor: 'none' })
      .toBuffer()
    const file = new TiffFile(tiff)
    const entries = file.entries(file.pages()[0]!)
    const [offsets, counts] = [file.numbers(entries.get(273)), file.numbers(entries.get(279))]
    const rows = file.numbers(entries.get(278))[0]!
    const strips = offsets.map((at, i) => unpackLzw(tiff.subarray(at, at + counts[i]!), 200 * Math.min(rows, 100 - i * rows)))
    expect(Buffer.compare(Buffer.concat(strips), plain)).toBe(0)
  })

  it('what does not open is told by its name, and a cut one is damage', async () => {
    for (const [compression, name] of [
      [34_925, 'LZMA'],
      [6, 'old-style JPEG'],
    ] as const) {
      await expect(openAndRead(engine, bytes(tiffOf({ ...base, compression }), 'a.tif'))).rejects.toMatchObject({
        code: 'PHOTO_UNSUPPORTED_FORMAT',
        message: expect.stringContaining(name),
      })
    }
    const float = tiffOf({ ...base, bits: 32, format: 3 })
    // Its strip lies beyond the end.
    const directory = float.readUInt32LE(4)
    const strip = [...Array(float.readUInt16LE(directory)).keys()]
      .map((i) => directory + 2 + i * 12)
      .find((at) => float.readUInt16LE(at) === 273)!
    const moved = Buffer.from(float)
    moved.writeUInt32LE(float.length - 40, strip + 8)
    await expect(openAndRead(engine, bytes(moved, 'a.tif'))).rejects.toMatchObject({ code: 'PHOTO_DAMAGED' })
  })
})

describe('pages', () => {
  const three = tiffOf(
    base,
    { ...base, value: (x, y, c) => 255 - rgb(x, y, c) },
    { ...base, width: 7, height: 5, bits: 32, format: 3, value: () => 0.5 },
  )

  it('each is opened by its number, whatever it is made of', async () => {
    const first = await openAndRead(engine, bytes(three, 'a.tif'))
    expect([first.info.pages, first.info.page]).toEqual([3, 1])
    const second = await openAndRead(engine, { ...bytes(three, 'a.tif'), page: 1 })
    expect([second.info.page, second.rgba[0], second.rgba[1]]).toEqual([2, 255 - rgb(0, 0, 0), 255 - rgb(0, 0, 1)])
    expect(second.info.notes).toContain('Picture 2 of 3 in the file.')
    const third = await openAndRead(engine, { ...bytes(three, 'a.tif'), page: 2 })
    expect([third.info.width, third.info.height, third.info.pages, third.info.page]).toEqual([7, 5, 3, 3])
  })

  it('one that is not there is said', async () => {
    await expect(openAndRead(engine, { ...bytes(three, 'a.tif'), page: 3 })).rejects.toMatchObject({
      code: 'PARAMETER_INVALID',
      message: expect.stringContaining('3 pictures'),
    })
    await expect(openAndRead(engine, { ...bytes(tiffOf(base), 'a.tif'), page: 1 })).rejects.toMatchObject({ code: 'PARAMETER_INVALID' })
  })

  it('frames of a GIF', async () => {
    const frames = Buffer.concat([10, 120, 240].map((value) => Buffer.alloc(4 * 4 * 3, value)))
    const gif = await sharp(frames, { raw: { width: 4, height: 12, channels: 3, pageHeight: 4 } })
      .gif()
      .toBuffer()
    const { info, rgba } = await openAndRead(engine, { ...bytes(gif, 'a.gif'), page: 2 })
    expect([info.width, info.height, info.page, info.pages, rgba[0]]).toEqual([4, 4, 3, 3, 240])
  })
})

describe('colours that are told by numbers', () => {
  /** A PNG of one grey value with these chunks before its pixels. */
  async function pngWith(...chunks: Buffer[]): Promise<Buffer> {
    const png = await sharp(Buffer.alloc(8 * 8 * 3, 128), { raw: { width: 8, height: 8, channels: 3 } })
      .png()
      .toBuffer()
    return Buffer.concat([png.subarray(0, 33), ...chunks, png.subarray(33)])
  }
  const numbers = (...values: number[]) => {
    const out = Buffer.alloc(values.length * 4)
    values.forEach((value, i) => out.writeUInt32BE(value, i * 4))
    return out
  }

  it('gAMA: light is what counts', async () => {
    const { chunk } = await import('../../../main/engine/codec/png/png-chunks')
    // Linear 128 / 255 is 188 in sRGB; 1 / 2.2 stands for sRGB itself.
    const linear = await openAndRead(engine, bytes(await pngWith(chunk('gAMA', numbers(100_000))), 'a.png'))
    expect(Math.abs(linear.rgba[0]! - 188)).toBeLessThanOrEqual(1)
    expect(linear.info.notes.join(' ')).toMatch(/Gamma 1\.00 converted/)
    expect((await openAndRead(engine, bytes(await pngWith(chunk('gAMA', numbers(45_455))), 'a.png'))).rgba[0]).toBe(128)
  })

  it('cICP comes before the others; sRGB before gAMA', async () => {
    const { chunk } = await import('../../../main/engine/codec/png/png-chunks')
    const srgb = await openAndRead(engine, bytes(await pngWith(chunk('sRGB', Buffer.of(0)), chunk('gAMA', numbers(100_000))), 'a.png'))
    expect(srgb.rgba[0]).toBe(128)
    const cicp = await openAndRead(
      engine,
      bytes(await pngWith(chunk('cICP', Buffer.of(1, 13, 0, 1)), chunk('gAMA', numbers(100_000))), 'a.png'),
    )
    expect(cicp.rgba[0]).toBe(128)
    const pq = await openAndRead(engine, bytes(await pngWith(chunk('cICP', Buffer.of(9, 16, 0, 1))), 'a.png'))
    expect(pq.info.notes.join(' ')).toMatch(/PQ\) tone-mapped/)
    expect(Math.abs(pq.rgba[0]! - pq.rgba[1]!)).toBeLessThanOrEqual(1)
  })

  it('primaries of Display P3 by code points are those of its profile', async () => {
    const { cicpProfile } = await import('../../../main/engine/codec/cicp-profile')
    const { canonicalTiff } = await import('../../../main/engine/codec/tiff/canonical')
    const samples = new Uint8Array([200, 60, 40, 30, 180, 90, 20, 40, 220, 128, 128, 128])
    const own = canonicalTiff({ width: 4, height: 1, channels: 3, samples, profile: cicpProfile({ primaries: 12, transfer: 13 })!.profile })
    const opened = await openAndRead(engine, bytes(own, 'a.tif'))
    // By the formulas of CSS Color 4: Display P3 to sRGB, clipped.
    const wanted = [[217, 42, 23], [0, 183, 78], [12, 41, 229], [128, 128, 128]] // prettier-ignore
    wanted.forEach((colour, i) =>
      colour.forEach((value, c) => expect(Math.abs(opened.rgba[i * 4 + c]! - value), `colour ${i} channel ${c}`).toBeLessThanOrEqual(3)),
    )
  })
})
