import { afterAll, describe, expect, it } from 'vitest'
import { sniff } from '../../main/engine/codec/sniff'
import { bytes, newEngine, openAndRead, photo, file } from './harness'
import { HEIGHT, known, pngBomb, rgbOf, sharp, sixteenBit, WIDTH, withBadProfile, withOrientation } from './odd-photos'
import { readFileSync } from 'node:fs'

const engine = newEngine(1)
afterAll(() => engine.close())

/** Every pixel within `tolerance` of the known picture, upright and opaque. */
function expectKnown(rgba: Uint8Array, tolerance = 0) {
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const at = (y * WIDTH + x) * 4
      rgbOf(x, y).forEach((value, channel) => {
        expect(
          Math.abs(rgba[at + channel]! - value),
          `pixel ${x},${y} channel ${channel}: ${rgba[at + channel]} for ${value}`,
        ).toBeLessThanOrEqual(tolerance)
      })
      expect(rgba[at + 3]).toBe(255)
    }
  }
}

describe('odd but healthy photos become the right upright sRGB picture', () => {
  for (let orientation = 1; orientation <= 8; orientation++) {
    it(`EXIF orientation ${orientation}`, async () => {
      const { info, rgba } = await openAndRead(engine, bytes(await withOrientation(orientation)))
      expect([info.width, info.height]).toEqual([WIDTH, HEIGHT])
      expectKnown(rgba)
      expect(info.notes.some((note) => note.includes('upright'))).toBe(orientation > 1)
    })
  }

  it('palette PNG, lossless WebP, GIF and deflated TIFF', async () => {
    for (const [content, tolerance] of [
      [await known().png({ palette: true, quality: 100, dither: 0 }).toBuffer(), 6],
      [await known().webp({ lossless: true }).toBuffer(), 0],
      [await known().gif({ dither: 0 }).toBuffer(), 6],
      [await known().tiff({ compression: 'deflate' }).toBuffer(), 0],
    ] as const) {
      expectKnown((await openAndRead(engine, bytes(content))).rgba, tolerance)
    }
  })

  it('AVIF', async () => {
    const { info, rgba } = await openAndRead(engine, bytes(await known().avif({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer()))
    expect(info.format).toBe('AVIF')
    expectKnown(rgba, 8)
  })

  it('16 bits a channel, and says so', async () => {
    const { info, rgba } = await openAndRead(engine, bytes(await sixteenBit()))
    expectKnown(rgba)
    expect(info.notes).toContain('16 bits a channel reduced to 8.')
  })

  it('CMYK, and says so', async () => {
    const { info } = await openAndRead(engine, bytes(await known().toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer(), 'print.jpg'))
    expect([info.width, info.height]).toEqual([WIDTH, HEIGHT])
    expect(info.notes).toContain('CMYK converted to sRGB.')
  })

  it('Display P3: the colours of the picture, not its numbers', async () => {
    const { info, rgba } = await openAndRead(engine, bytes(await known().withIccProfile('p3').png().toBuffer()))
    expectKnown(rgba, 4) // 8 bits of P3 and back cost up to 3 levels
    expect(info.notes.join()).toMatch(/converted to sRGB/)
  })

  it('a profile that is none: sRGB is assumed', async () => {
    // libpng drops a profile that is none without a word; libvips says of one that cannot be used that it left it out.
    expectKnown((await openAndRead(engine, bytes(withBadProfile()))).rgba)
    const p3 = await known().withIccProfile('p3').tiff().toBuffer()
    const broken = Buffer.from(p3.toString('latin1').replace('rXYZ', 'rXYz'), 'latin1')
    const { info } = await openAndRead(engine, bytes(broken, 'p3.tif'))
    expect(info.notes).toEqual(['Its colour profile is damaged and was left out; colours were read as sRGB.'])
  })

  it('grey becomes R = G = B, and alpha is kept apart', async () => {
    const grey = await sharp(Buffer.from([0, 100, 200, 255]), { raw: { width: 2, height: 2, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toBuffer()
    expect(Array.from((await openAndRead(engine, bytes(grey))).rgba)).toEqual([
      0, 0, 0, 255, 100, 100, 100, 255, 200, 200, 200, 255, 255, 255, 255, 255,
    ])
    const rgba = Buffer.from([10, 20, 30, 0, 40, 50, 60, 128])
    const translucent = await sharp(rgba, { raw: { width: 2, height: 1, channels: 4 } })
      .png()
      .toBuffer()
    const opened = await openAndRead(engine, bytes(translucent))
    expect(opened.info.hasAlpha).toBe(true)
    expect(Buffer.from(opened.rgba)).toEqual(rgba)
  })

  it('alpha that is opaque everywhere is no alpha', async () => {
    const opaque = await known().ensureAlpha().png().toBuffer()
    expect((await openAndRead(engine, bytes(opaque))).info.hasAlpha).toBe(false)
  })

  it('the first of several frames, and says so', async () => {
    const two = Buffer.alloc(2 * 3 * 3 * 2, 40)
    two.fill(200, 18)
    const animated = await sharp(two, { raw: { width: 2, height: 6, channels: 3, pageHeight: 3 } })
      .gif({ delay: [50, 50] })
      .toBuffer()
    const { info, rgba } = await openAndRead(engine, bytes(animated))
    expect([info.width, info.height, rgba[0]]).toEqual([2, 3, 40])
    expect(info.notes).toContain('The first of 2 pictures in the file.')
  })
})

describe('what does not open says why', () => {
  const refused = (content: Uint8Array, name: string, damaged = false) =>
    expect(
      engine.call(
        'open',
        { document: 'd1', source: bytes(content, name), damaged },
        { signal: new AbortController().signal, progress: () => undefined, pixels: () => undefined },
      ),
    ).rejects

  it('text, nothing, SVG, two letters of a BMP, a HEIC that ends, PDF', async () => {
    await refused(Buffer.from('Dear diary, today I saw a photo.'), 'diary.jpg').toMatchObject({
      code: 'PHOTO_UNKNOWN_FORMAT',
      message: expect.stringContaining('diary.jpg'),
    })
    await refused(Buffer.alloc(0), 'empty.jpg').toMatchObject({ code: 'PHOTO_EMPTY' })
    await refused(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'a.png').toMatchObject({
      code: 'PHOTO_UNSUPPORTED_FORMAT',
      message: expect.stringContaining('SVG'),
    })
    await refused(Buffer.from('BM123456'), 'a.bmp').toMatchObject({
      code: 'PHOTO_UNKNOWN_FORMAT',
      hint: expect.stringContaining('JPEG, PNG'),
    })
    await refused(Buffer.from('\0\0\0\x18ftypheic\0\0\0\0mif1heic', 'latin1'), 'a.jpg').toMatchObject({
      code: 'PHOTO_DAMAGED',
    })
    await refused(Buffer.from('%PDF-1.7'), 'a.jpg').toMatchObject({ code: 'PHOTO_UNSUPPORTED_FORMAT' })
  })

  it('a 65,535 × 65,535 header, before memory is taken', async () => {
    const before = process.memoryUsage().rss
    await refused(pngBomb(65_535, 65_535), 'bomb.png').toMatchObject({ code: 'PHOTO_TOO_MANY_PIXELS' })
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6)
  })

  it('a truncated JPEG, until it is asked for all the same', async () => {
    const cut = readFileSync(photo('painting.jpg')).subarray(0, 150_000)
    await refused(cut, 'cut.jpg').toMatchObject({ code: 'PHOTO_DAMAGED', hint: expect.stringContaining('anyway') })
    const { info, rgba } = await openAndRead(engine, bytes(cut, 'cut.jpg'), true)
    const whole = await openAndRead(engine, file(photo('painting.jpg')))
    expect(info.damaged).toBe(true)
    expect(Buffer.from(rgba.subarray(0, 752 * 4 * 50)).equals(Buffer.from(whole.rgba.subarray(0, 752 * 4 * 50)))).toBe(true)
  })

  it('a PNG with nothing behind its header cannot be shown even so', async () => {
    await refused(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3]), 'stub.png', true).toMatchObject({
      code: 'PHOTO_UNREADABLE',
    })
  })
})

it('a TIFF-like RAW is told by its name alone', () => {
  const head = Buffer.from('II*\0\x08\0\0\0', 'latin1')
  expect(sniff(head, 'a.tif')).toEqual({ kind: 'supported', format: 'TIFF' })
  expect(sniff(head, 'a.NEF')).toEqual({ kind: 'supported', format: 'RAW' })
})
