/** Whether a page of a TIFF is one that libvips does not show as what it is. */
import { wholeRange } from '../readers/float-range'
import { MAXIMUM_PIXELS } from '../limits'
import { sharp } from '../sharp'
import { TiffFile } from './directory'
import { isPlainTiff, tiffLayout, type TiffLayout } from './layout'

/** @param page from 0. False where the directory cannot be read: libvips says what is wrong. */
export async function needsReader(bytes: Uint8Array, page: number): Promise<boolean> {
  const layout = layoutOf(bytes, page)
  if (layout === null) return false
  return !isPlainTiff(layout) || (await isNarrow(bytes, page, layout))
}

function layoutOf(bytes: Uint8Array, page: number): TiffLayout | null {
  try {
    return tiffLayout(new TiffFile(bytes), page)
  } catch {
    return null
  }
}

const [GREY, RGB] = [1, 2]

/** Samples of 16 bits that hold 10, 12 or 14: measured on the numbers themselves. */
async function isNarrow(bytes: Uint8Array, page: number, { bits, photometric, width, height, declaredMost }: TiffLayout): Promise<boolean> {
  if (bits[0] !== 16 || (photometric !== GREY && photometric !== RGB) || width * height > MAXIMUM_PIXELS) return false
  try {
    const { data, info } = await sharp(bytes, { failOn: 'none', page, ignoreIcc: true, limitInputPixels: MAXIMUM_PIXELS })
      .toColourspace(photometric === GREY ? 'grey16' : 'rgb16')
      .raw({ depth: 'ushort' })
      .toBuffer({ resolveWithObject: true })
    const numbers = new Uint16Array(data.buffer, data.byteOffset, data.length / 2)
    const colours = photometric === GREY ? 1 : 3
    return wholeRange(largest(numbers, info.channels, colours), 65_535, declaredMost).to < 65_535
  } catch {
    return false
  }
}

/** Of the colours; alpha may be full. */
function largest(numbers: Uint16Array, channels: number, colours: number): number {
  let most = 0
  const used = Math.min(colours, channels)
  for (let i = 0; i < numbers.length; i += channels) for (let c = 0; c < used; c++) if (numbers[i + c]! > most) most = numbers[i + c]!
  return most
}
