/** Formats that sharp does not know: each made here, byte by byte, from a known picture. */
import { afterAll, describe, expect, it } from 'vitest'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { PHOTO_FORMATS } from '../../../contract/formats'
import { bytes, newEngine, openAndRead, root } from '../harness'
import { HEIGHT, known, rgbOf, WIDTH } from '../odd-photos'

const engine = newEngine(1)
afterAll(() => engine.close())

const pixelsOf = <T>(value: (x: number, y: number) => T, rows = [...Array(HEIGHT).keys()]): T[] =>
  rows.flatMap((y) => [...Array(WIDTH).keys()].map((x) => value(x, y)))
const upwards = [...Array(HEIGHT).keys()].reverse()

async function expectKnown(content: Uint8Array, name: string, format: string, tolerance = 0): Promise<string[]> {
  const { info, rgba } = await openAndRead(engine, bytes(content, name))
  expect([info.format, info.width, info.height, info.damaged]).toEqual([format, WIDTH, HEIGHT, false])
  pixelsOf((x, y) => {
    const at = (y * WIDTH + x) * 4
    rgbOf(x, y).forEach((value, c) => expect(Math.abs(rgba[at + c]! - value), `${x},${y} channel ${c}`).toBeLessThanOrEqual(tolerance))
    expect(rgba[at + 3]).toBe(255)
  })
  return info.notes
}

function bmp(bits: 24 | 32, isTopDown: boolean): Buffer {
  const stride = Math.ceil((WIDTH * bits) / 32) * 4
  const out = Buffer.alloc(54 + stride * HEIGHT)
  out.write('BM')
  out.writeUInt32LE(54, 10)
  out.writeUInt32LE(40, 14)
  out.writeInt32LE(WIDTH, 18)
  out.writeInt32LE(isTopDown ? -HEIGHT : HEIGHT, 22)
  out.writeUInt16LE(1, 26)
  out.writeUInt16LE(bits, 28)
  pixelsOf((x, y) => {
    const [r, g, b] = rgbOf(x, y)
    out.set([b, g, r], 54 + (isTopDown ? y : HEIGHT - 1 - y) * stride + (x * bits) / 8)
  })
  return out
}

/** Eight bits with a palette, RLE: a run and a literal a row. */
function rleBmp(): Buffer {
  const palette = Buffer.alloc(256 * 4)
  pixelsOf((x, y) => palette.set([...rgbOf(x, y)].reverse(), (y * WIDTH + x) * 4))
  const rows = upwards.flatMap((y) => [0, WIDTH, ...Array.from({ length: WIDTH }, (_, x) => y * WIDTH + x), 0, 0])
  const body = Buffer.from([...rows, 0, 1])
  const head = bmp(24, false).subarray(0, 54)
  head.writeUInt32LE(54 + palette.length, 10)
  head.writeUInt16LE(8, 28)
  head.writeUInt32LE(1, 30)
  return Buffer.concat([head, palette, body])
}

function tga(isPacked: boolean): Buffer {
  const head = Buffer.alloc(18)
  head[2] = isPacked ? 10 : 2
  head.writeUInt16LE(WIDTH, 12)
  head.writeUInt16LE(HEIGHT, 14)
  head[16] = 24
  const rows = pixelsOf((x, y) => [...(isPacked ? [0] : []), ...[...rgbOf(x, y)].reverse()], upwards)
  return Buffer.concat([head, Buffer.from(rows.flat())])
}

function psd(isLarge: boolean, depth: 8 | 16, isPacked: boolean): Buffer {
  const head = Buffer.alloc(26)
  head.write('8BPS')
  head.writeUInt16BE(isLarge ? 2 : 1, 4)
  head.writeUInt16BE(3, 12)
  head.writeUInt32BE(HEIGHT, 14)
  head.writeUInt32BE(WIDTH, 18)
  head.writeUInt16BE(depth, 22)
  head.writeUInt16BE(3, 24)
  const sections = Buffer.alloc(4 + 4 + (isLarge ? 8 : 4))
  const row = (y: number, c: number) =>
    Array.from({ length: WIDTH }, (_, x) => (depth === 16 ? [rgbOf(x, y)[c]!, rgbOf(x, y)[c]!] : [rgbOf(x, y)[c]!])).flat()
  const rows = [0, 1, 2].flatMap((c) => [...Array(HEIGHT).keys()].map((y) => Buffer.from(row(y, c))))
  if (!isPacked) return Buffer.concat([head, sections, Buffer.from([0, 0]), ...rows])
  const packed = rows.map((own) => Buffer.from([own.length - 1, ...own]))
  const counts = Buffer.alloc(packed.length * (isLarge ? 4 : 2))
  packed.forEach((own, i) => (isLarge ? counts.writeUInt32BE(own.length, i * 4) : counts.writeUInt16BE(own.length, i * 2)))
  return Buffer.concat([head, sections, Buffer.from([0, 1]), counts, ...packed])
}

describe('each opens as the picture that it is', () => {
  it('BMP of 24 and 32 bits, upwards and downwards, and with run lengths', async () => {
    for (const content of [bmp(24, false), bmp(24, true), bmp(32, false), rleBmp()]) await expectKnown(content, 'a.bmp', 'BMP')
  })

  it('PPM, plain and raw, of 8, 10 and 16 bits', async () => {
    const values = pixelsOf(rgbOf).flat()
    await expectKnown(Buffer.concat([Buffer.from(`P6\n# made here\n${WIDTH} ${HEIGHT}\n255\n`), Buffer.from(values)]), 'a.ppm', 'PNM')
    await expectKnown(Buffer.from(`P3 ${WIDTH} ${HEIGHT} 255\n${values.join(' ')}\n`), 'a.ppm', 'PNM')
    const wide = Buffer.alloc(values.length * 2)
    values.forEach((value, i) => wide.writeUInt16BE(value * 257, i * 2))
    await expectKnown(Buffer.concat([Buffer.from(`P6 ${WIDTH} ${HEIGHT} 65535\n`), wide]), 'a.ppm', 'PNM')
    values.forEach((value, i) => wide.writeUInt16BE(Math.round((value * 1023) / 255), i * 2))
    const notes = await expectKnown(Buffer.concat([Buffer.from(`P6 ${WIDTH} ${HEIGHT} 1023\n`), wide]), 'a.ppm', 'PNM', 1)
    expect(notes.join(' ')).toMatch(/0 to 1023/)
  })

  it('TGA with and without run lengths', async () => {
    for (const isPacked of [false, true]) await expectKnown(tga(isPacked), 'a.tga', 'TGA')
  })

  it('Photoshop, PSD and PSB, 8 and 16 bits, plain and packed', async () => {
    for (const isLarge of [false, true])
      for (const depth of [8, 16] as const)
        for (const isPacked of [false, true]) await expectKnown(psd(isLarge, depth, isPacked), 'a.psd', 'Photoshop')
  })

  it('QOI', async () => {
    const head = Buffer.alloc(14)
    head.write('qoif')
    head.writeUInt32BE(WIDTH, 4)
    head.writeUInt32BE(HEIGHT, 8)
    head[12] = 3
    const body = pixelsOf((x, y) => [0xfe, ...rgbOf(x, y)]).flat()
    await expectKnown(Buffer.concat([head, Buffer.from(body), Buffer.from([0, 0, 0, 0, 0, 0, 0, 1])]), 'a.qoi', 'QOI')
  })

  it('an icon that holds a PNG', async () => {
    const png = await known().png().toBuffer()
    const head = Buffer.from([0, 0, 1, 0, 1, 0, WIDTH, HEIGHT, 0, 0, 1, 0, 32, 0, 0, 0, 0, 0, 22, 0, 0, 0])
    head.writeUInt32LE(png.length, 14)
    await expectKnown(Buffer.concat([head, png]), 'a.ico', 'ICO')
  })

  it('cut short, each is damage and nothing worse', async () => {
    for (const [name, content] of [
      ['a.bmp', bmp(24, false)],
      ['b.bmp', rleBmp()],
      ['a.tga', tga(true)],
      ['a.psd', psd(false, 16, true)],
    ] as const) {
      for (const share of [0.2, 0.5, 0.9]) {
        const cut = content.subarray(0, Math.floor(content.length * share))
        await expect(openAndRead(engine, bytes(cut, name))).rejects.toMatchObject({ code: expect.stringMatching(/^PHOTO_/) })
      }
    }
  })

  it('a side of a billion pixels is refused before memory is taken', async () => {
    const huge = bmp(24, false)
    huge.writeInt32LE(0x7fffffff, 18)
    await expect(openAndRead(engine, bytes(huge, 'a.bmp'))).rejects.toMatchObject({ code: 'PHOTO_TOO_MANY_PIXELS' })
  })
})

describe('the one table of formats', () => {
  it('is what the packaged application registers for', () => {
    const builder = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
    const registered = [...builder.matchAll(/\{ ext: (\w+), name: ([^,]+), mimeType: ([^,]+),/g)].map(([, ext, , mime]) => `${ext} ${mime}`)
    const wanted = Object.values(PHOTO_FORMATS).flatMap(({ endings, mime }) => endings.map((ending) => `${ending} ${mime}`))
    expect(registered.sort()).toEqual(wanted.sort())
  })

  it('names no ending twice', () => {
    const endings = Object.values(PHOTO_FORMATS).flatMap(({ endings }) => [...endings])
    expect(new Set(endings).size).toBe(endings.length)
  })
})
