/** Small whole pictures of every kind that is written by stock encoders, from one photo: mutants are made of them. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type Sharp from 'sharp'

const sharp = createRequire(__filename)('sharp') as typeof Sharp

export interface Base {
  readonly name: string
  readonly bytes: Buffer
}

export async function bases(root: string): Promise<Base[]> {
  const photo = readFileSync(join(root, 'test/fixtures/photos/painting.jpg'))
  const small = await sharp(photo).resize(96, 72).png().toBuffer()
  const from = () => sharp(small)
  const described = () => from().withExif({ IFD0: { Make: 'Maker', Model: 'Model' }, IFD3: { GPSLatitudeRef: 'N', GPSLatitude: '51/1 30/1 0/1' } }) // prettier-ignore
  const files: [string, Promise<Buffer>][] = [
    ['plain.jpg', from().jpeg({ quality: 80 }).toBuffer()],
    ['progressive.jpg', described().withIccProfile('p3').jpeg({ progressive: true, quality: 90 }).toBuffer()],
    ['cmyk.jpg', from().toColourspace('cmyk').jpeg().toBuffer()],
    ['plain.png', from().png().toBuffer()],
    ['interlaced.png', from().ensureAlpha(0.5).withIccProfile('p3').png({ progressive: true }).toBuffer()],
    ['palette.png', from().png({ palette: true }).toBuffer()],
    ['wide.png', from().toColourspace('rgb16').png().toBuffer()],
    ['lossy.webp', described().webp({ quality: 70 }).toBuffer()],
    ['lossless.webp', from().ensureAlpha(0.5).webp({ lossless: true }).toBuffer()],
    ['deflate.tif', described().tiff({ compression: 'deflate', predictor: 'horizontal' }).toBuffer()],
    ['tiled.tif', from().tiff({ compression: 'lzw', tile: true, tileWidth: 32, tileHeight: 32 }).toBuffer()],
    ['jpeg.tif', from().tiff({ compression: 'jpeg' }).toBuffer()],
    ['plain.gif', from().gif().toBuffer()],
    ['plain.avif', from().avif({ quality: 50, effort: 0 }).toBuffer()],
  ]
  return await Promise.all(files.map(async ([name, bytes]) => ({ name, bytes: await bytes })))
}
