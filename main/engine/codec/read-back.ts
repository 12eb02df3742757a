/** A part of an encoded picture, or all of it made to fit, as RGBA in sRGB. */
import type { Look, PreparedFile } from '../../../contract/exports'
import { sharp } from './sharp'

type Shown = Pick<PreparedFile, 'fileWidth' | 'fileHeight' | 'width' | 'height' | 'part'> & { readonly bytes: Uint8Array }

export async function readBack(encoded: Buffer, { at, width, height }: Look): Promise<Shown> {
  const image = sharp(encoded, { limitInputPixels: false })
  const { width: fileWidth, height: fileHeight } = await image.metadata()
  const [w, h] = [Math.min(width, fileWidth), Math.min(height, fileHeight)]
  const left = at === null ? 0 : placed(at.x, w, fileWidth)
  const top = at === null ? 0 : placed(at.y, h, fileHeight)
  const shown =
    at === null
      ? image.resize({ width, height, fit: 'inside', withoutEnlargement: true })
      : image.extract({ left, top, width: w, height: h })
  const { data, info } = await shown.toColourspace('srgb').ensureAlpha().raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  const part = at === null ? { x: 0, y: 0, w: 1, h: 1 } : { x: left / fileWidth, y: top / fileHeight, w: w / fileWidth, h: h / fileHeight }
  return { fileWidth, fileHeight, width: info.width, height: info.height, part, bytes: new Uint8Array(data) }
}

/** Where a stretch of `size` around a share of `whole` begins, kept within. */
const placed = (share: number, size: number, whole: number): number =>
  Math.round(Math.min(whole - size, Math.max(0, share * whole - size / 2)))
