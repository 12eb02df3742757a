import { afterAll, describe, expect, it } from 'vitest'
import { deflateSync } from 'node:zlib'
import { bytes, newEngine, openAndRead } from '../harness'
import { sharp } from '../odd-photos'

const engine = newEngine(1)
afterAll(() => engine.close())

const W = 64
const H = 48
/** Smooth colours with some noise that is the same every time. */
const pixels = Buffer.alloc(W * H * 3)
for (let i = 0, seed = 7; i < pixels.length; i++) {
  seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31
  pixels[i] = ((i * 5) / 7 + (seed >> 16) * 0.0008) & 255
}
const picture = () => sharp(pixels, { raw: { width: W, height: H, channels: 3 } })

const jpeg = (options: object = {}) =>
  picture()
    .jpeg({ quality: 90, ...options })
    .toBuffer()
const at = (data: Buffer, marker: number): number => data.indexOf(Buffer.of(0xff, marker))

/** Opens without being asked twice, with a quiet line, and with the sound file's pixels. */
async function expectHarmless(content: Uint8Array, sound: Uint8Array, name = 'a.jpg', line = /harmless/) {
  const wanted = (await openAndRead(engine, bytes(sound, name))).rgba
  const { info, rgba } = await openAndRead(engine, bytes(content, name))
  expect(Buffer.compare(rgba, wanted)).toBe(0)
  expect(info.damaged).toBe(false)
  expect(info.notes.join(' ')).toMatch(line)
}
const expectDamaged = async (content: Uint8Array, name = 'a.jpg') => {
  await expect(openAndRead(engine, bytes(content, name))).rejects.toMatchObject({ code: 'PHOTO_DAMAGED' })
  const { info } = await openAndRead(engine, bytes(content, name), true)
  expect(info.damaged).toBe(true)
  expect(info.notes.join(' ')).toMatch(/missing or damaged/)
}

describe('a fault of a JPEG that does not touch its pixels', () => {
  it('stray bytes before a marker', async () => {
    const sound = await jpeg()
    const before = at(sound, 0xc4)
    await expectHarmless(Buffer.concat([sound.subarray(0, before), Buffer.alloc(18, 0x55), sound.subarray(before)]), sound)
  })

  it('scan parameters that a sequential JPEG does not have', async () => {
    const sound = await jpeg()
    const wrong = Buffer.from(sound)
    wrong.set([0, 0, 0], at(wrong, 0xda) + 5 + 2 * 3)
    await expectHarmless(wrong, sound)
  })

  it('an unknown revision of JFIF', async () => {
    const sound = await jpeg()
    const segment = Buffer.from([0xff, 0xe0, 0, 16, ...Buffer.from('JFIF'), 0, 3, 1, 0, 0, 1, 0, 1, 0, 0])
    await expectHarmless(Buffer.concat([sound.subarray(0, 2), segment, sound.subarray(2)]), sound)
  })

  it.each([false, true])('no end marker, all pixels there; progressive: %s', async (progressive) => {
    const sound = await jpeg({ progressive })
    await expectHarmless(sound.subarray(0, -2), sound)
  })

  it('data behind the end are nobody’s business', async () => {
    const sound = await jpeg()
    const { info, rgba } = await openAndRead(engine, bytes(Buffer.concat([sound, Buffer.alloc(5000, 0xff)]), 'a.jpg'))
    expect(Buffer.compare(rgba, (await openAndRead(engine, bytes(sound, 'a.jpg'))).rgba)).toBe(0)
    expect(info.damaged).toBe(false)
  })

  it.each([false, true])('missing picture data stay damage; progressive: %s', async (progressive) => {
    const sound = await jpeg({ progressive })
    await expectDamaged(sound.subarray(0, Math.floor(sound.length * 0.6)))
  })

  it('a progressive JPEG cut between two scans is not whole', async () => {
    const sound = await jpeg({ progressive: true })
    await expectDamaged(sound.subarray(0, sound.lastIndexOf(Buffer.of(0xff, 0xda))))
  })
})

describe('a fault of a PNG', () => {
  const chunkAt = (png: Buffer, type: string) => png.indexOf(type) - 4
  /** Breaks the checksum of a chunk. */
  const withoutSum = (png: Buffer, type: string) => {
    const out = Buffer.from(png)
    const place = chunkAt(out, type)
    out[place + 8 + out.readUInt32BE(place)]! ^= 0x5a
    return out
  }
  const plain = () => picture().png().toBuffer()

  it('a wrong checksum of a chunk that only describes', async () => {
    const sound = await picture().withMetadata({ density: 300 }).png().toBuffer()
    // libpng leaves such a chunk out by itself.
    await expectHarmless(withoutSum(sound, 'pHYs'), sound, 'a.png', /^$|harmless/)
  })

  it('a wrong checksum of pixels whose own sum is right', async () => {
    const sound = await plain()
    await expectHarmless(withoutSum(sound, 'IDAT'), sound, 'a.png')
  })

  it('a wrong sum of pixels whose chunks are sound', async () => {
    const sound = await plain()
    const place = sound.lastIndexOf('IDAT') - 4
    const stream = Buffer.from(sound.subarray(place + 8, place + 8 + sound.readUInt32BE(place)))
    stream[stream.length - 1]! ^= 1
    const { chunk } = await import('../../../main/engine/codec/png/png-chunks')
    const wrong = Buffer.concat([sound.subarray(0, place), chunk('IDAT', stream), sound.subarray(place + 12 + stream.length)])
    await expectHarmless(wrong, sound, 'a.png')
  })

  it('both sums wrong, or pixels changed, stay damage', async () => {
    const sound = await plain()
    const both = withoutSum(sound, 'IDAT')
    const place = chunkAt(both, 'IDAT')
    both[place + 8 + both.readUInt32BE(place) - 1]! ^= 1
    await expect(openAndRead(engine, bytes(both, 'a.png'))).rejects.toMatchObject({ code: 'PHOTO_DAMAGED' })
    await expect(openAndRead(engine, bytes(sound.subarray(0, sound.length >> 1), 'a.png'))).rejects.toMatchObject({ code: 'PHOTO_DAMAGED' })
  })
})

describe('a fault of another format', () => {
  it('a WebP whose container says a wrong size', async () => {
    const sound = await picture().webp({ lossless: true }).toBuffer()
    for (const size of [sound.length + 90, sound.length - 20]) {
      const wrong = Buffer.from(sound)
      wrong.writeUInt32LE(size, 4)
      const { info, rgba } = await openAndRead(engine, bytes(wrong, 'a.webp'))
      expect(Buffer.compare(rgba, (await openAndRead(engine, bytes(sound, 'a.webp'))).rgba)).toBe(0)
      expect(info.damaged).toBe(false)
    }
    await expect(openAndRead(engine, bytes(sound.subarray(0, sound.length >> 1), 'a.webp'))).rejects.toMatchObject({
      code: 'PHOTO_UNREADABLE',
    })
  })

  it('a TIFF with tags of its own and of a wrong type', async () => {
    const sound = await picture().tiff({ compression: 'lzw' }).toBuffer()
    const directory = sound.readUInt32LE(4)
    const count = sound.readUInt16LE(directory)
    const entries = Buffer.from(sound.subarray(directory + 2, directory + 2 + count * 12))
    // A private tag, the orientation as text, and a wrong order.
    const own = (tag: number, type: number) => Buffer.from([tag & 255, tag >> 8, type, 0, 2, 0, 0, 0, 65, 0, 0, 0])
    const head = Buffer.alloc(2)
    head.writeUInt16LE(count + 2, 0)
    const wrong = Buffer.concat([sound, head, own(65_000, 2), entries, own(305, 3), Buffer.alloc(4)])
    wrong.writeUInt32LE(sound.length, 4)
    const { info, rgba } = await openAndRead(engine, bytes(wrong, 'a.tif'))
    expect(Buffer.compare(rgba, (await openAndRead(engine, bytes(sound, 'a.tif'))).rgba)).toBe(0)
    expect(info.damaged).toBe(false)
    const cut = Buffer.concat([wrong.subarray(0, 2000), Buffer.alloc(500), wrong.subarray(2500)])
    await expect(openAndRead(engine, bytes(cut, 'a.tif'))).rejects.toMatchObject({ code: 'PHOTO_DAMAGED' })
  })
})

describe('bytes that want time or memory', () => {
  const refused = (content: Uint8Array, name = 'a.jpg') => expect(openAndRead(engine, bytes(content, name))).rejects

  it('a text that a nested repeat would read for ever', async () => {
    await refused(Buffer.from('<!---->'.repeat(600))).toMatchObject({ code: 'PHOTO_UNKNOWN_FORMAT' })
    await refused(Buffer.from('<?xml version="1.0"?><!-- a --> <!-- b -->\n<svg/>')).toMatchObject({
      message: expect.stringContaining('SVG'),
    })
  })

  it('a thousand scans', async () => {
    const sound = await jpeg({ progressive: true })
    const scan = sound.subarray(sound.lastIndexOf(Buffer.of(0xff, 0xda)), -2)
    const attack = Buffer.concat([sound.subarray(0, -2), ...Array.from({ length: 1000 }, () => scan), sound.subarray(-2)])
    await refused(attack).toMatchObject({ code: 'PHOTO_TOO_COMPLEX', message: expect.stringMatching(/10\d\d passes/) })
  })

  it('EXIF of sixty thousand entries and of counts of a gigabyte: the photo opens without it', async () => {
    const sound = await jpeg()
    for (const [type, count] of [
      [1, 0x3fff_ffff],
      [4, 0xffff_ffff],
      [2, 60_000],
      [7, 4],
    ] as const) {
      const block = Buffer.alloc(65_000)
      block.write('Exif\0\0II*\0\x08\0\0\0', 'latin1')
      block.writeUInt16LE(65_535, 14)
      for (let entry = 16; entry + 12 <= block.length; entry += 12) {
        block.writeUInt16LE(0x010f, entry)
        block.writeUInt16LE(type, entry + 2)
        block.writeUInt32LE(count, entry + 4)
        block.writeUInt32LE(8, entry + 8)
      }
      const head = Buffer.from([0xff, 0xe1, (block.length + 2) >> 8, (block.length + 2) & 255])
      const { rgba } = await openAndRead(engine, bytes(Buffer.concat([sound.subarray(0, 2), head, block, sound.subarray(2)]), 'a.jpg'))
      expect(rgba.length).toBe(W * H * 4)
    }
  })

  it('a size that the bytes cannot hold, and a side that no window can show', async () => {
    const { chunk, SIGNATURE } = await import('../../../main/engine/codec/png/png-chunks')
    const header = (width: number, height: number) => {
      const out = Buffer.alloc(13)
      out.writeUInt32BE(width, 0)
      out.writeUInt32BE(height, 4)
      out.set([8, 2, 0, 0, 0], 8)
      return chunk('IHDR', out)
    }
    const png = (width: number, height: number) =>
      Buffer.concat([SIGNATURE, header(width, height), chunk('IDAT', deflateSync(Buffer.alloc(200))), chunk('IEND', Buffer.alloc(0))])
    await refused(png(1, 67_108_865), 'a.png').toMatchObject({ code: 'PHOTO_TOO_MANY_PIXELS' })
    await refused(png(12_000, 12_000), 'a.png').toMatchObject({ code: 'PHOTO_DAMAGED' })
  })

  it('what is not supported is not called damaged', async () => {
    const twelve = Buffer.from(await jpeg())
    twelve[at(twelve, 0xc0) + 4] = 12
    await refused(twelve).toMatchObject({ code: 'PHOTO_UNSUPPORTED_FORMAT', message: expect.stringContaining('12 bits') })
  })
})
