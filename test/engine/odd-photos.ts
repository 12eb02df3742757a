/** Odd and broken pictures, made here from a known one, so that every expectation can be checked by hand. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type Sharp from 'sharp'
import { crc32, deflateSync } from 'node:zlib'

const sharp = createRequire(import.meta.url)('sharp') as typeof Sharp

/** 6 × 4 pixels, no two alike, smooth enough for every coding to be told apart by its corners. */
export const WIDTH = 6
export const HEIGHT = 4
export const rgbOf = (x: number, y: number): [number, number, number] => [40 * x + 10, 60 * y + 20, 200 - 30 * x]

function knownRgb(): Buffer {
  const out = Buffer.alloc(WIDTH * HEIGHT * 3)
  for (let y = 0; y < HEIGHT; y++) for (let x = 0; x < WIDTH; x++) out.set(rgbOf(x, y), (y * WIDTH + x) * 3)
  return out
}

export const known = () => sharp(knownRgb(), { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })

/** Upright it is the known picture; stored, it is turned as EXIF orientation 1..8 says. */
export async function withOrientation(orientation: number): Promise<Buffer> {
  const inverse: Record<number, (image: ReturnType<typeof sharp>) => ReturnType<typeof sharp>> = {
    1: (i) => i,
    2: (i) => i.flop(),
    3: (i) => i.rotate(180),
    4: (i) => i.flip(),
    5: (i) => i.rotate(270).flop(),
    6: (i) => i.rotate(270),
    7: (i) => i.rotate(90).flop(),
    8: (i) => i.rotate(90),
  }
  const stored = await inverse[orientation]!(known()).raw().toBuffer({ resolveWithObject: true })
  const { width, height } = stored.info
  return await sharp(stored.data, { raw: { width, height, channels: 3 } })
    .png()
    .withMetadata({ orientation })
    .toBuffer()
}

/** A PNG chunk; crc32 came to node:zlib after some of the Node versions that run this. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const out = Buffer.alloc(body.length + 8)
  out.writeUInt32BE(data.length, 0)
  body.copy(out, 4)
  out.writeUInt32BE(crc32(body), body.length + 4)
  return out
}

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])

function headerOf(width: number, height: number, depth: number, colourType: number): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([depth, colourType, 0, 0, 0], 8)
  return chunk('IHDR', header)
}

/** A PNG whose header promises far more than the file holds. */
export function pngBomb(width: number, height: number): Buffer {
  return Buffer.concat([
    SIGNATURE,
    headerOf(width, height, 8, 2),
    chunk('IDAT', deflateSync(Buffer.alloc(100))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The known picture with a colour profile that is no profile. */
export function withBadProfile(): Buffer {
  const rows: Buffer[] = []
  const rgb = knownRgb()
  for (let y = 0; y < HEIGHT; y++) rows.push(Buffer.from([0]), rgb.subarray(y * WIDTH * 3, (y + 1) * WIDTH * 3))
  const profile = Buffer.concat([Buffer.from('broken\0\0', 'latin1'), deflateSync(Buffer.alloc(256, 0x41))])
  return Buffer.concat([
    SIGNATURE,
    headerOf(WIDTH, HEIGHT, 8, 2),
    chunk('iCCP', profile),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** 16 bits a channel, each value the known byte times 257. */
export async function sixteenBit(): Promise<Buffer> {
  const wide = Uint16Array.from(knownRgb(), (value) => value * 257)
  return await sharp(wide, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .toColourspace('rgb16')
    .png()
    .toBuffer()
}

/** A file as sharp reads it; by its bytes, since the codec under test blocks every loader that takes a path. */
export const fromFile = (path: string) => sharp(readFileSync(path), { failOn: 'warning' })

/** A grey picture's bytes, one a pixel: sharp alone would give three. */
export const greyBytes = (path: string) => fromFile(path).toColourspace('b-w').raw().toBuffer()

export { sharp }
