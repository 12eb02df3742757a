/**
 * An AVIF that tells its colours by code points (CICP) and has no profile, which libvips shows as if it were sRGB: decoded once, and handed
 * on with the profile that says the same.
 */
import { cicpProfile } from './cicp-profile'
import { heifColour } from './isobmff'
import { MAXIMUM_PIXELS } from './limits'
import { sharp } from './sharp'
import { canonicalTiff } from './tiff/canonical'

export interface Coded {
  readonly source: Uint8Array
  /** A line that says what is converted. */
  readonly note: string | null
}

/** Without a change where the file says sRGB, has a profile, or cannot be decoded: what is wrong is then said by the decoder. */
export async function codedAvif(source: Uint8Array): Promise<Coded> {
  const { profile, cicp } = heifColour(source)
  const told = profile === null && cicp !== null ? cicpProfile(cicp) : null
  if (told === null) return { source, note: null }
  try {
    const options = { failOn: 'warning', limitInputPixels: MAXIMUM_PIXELS } as const
    const { depth } = await sharp(source, options).metadata()
    const isWide = depth === 'ushort'
    const { data, info } = await sharp(source, options)
      .autoOrient()
      .toColourspace(isWide ? 'rgb16' : 'srgb')
      .raw({ depth: isWide ? 'ushort' : 'uchar' })
      .toBuffer({ resolveWithObject: true })
    const { width, height, channels } = info
    const samples = isWide ? new Uint16Array(data.buffer, data.byteOffset, data.length / 2) : new Uint8Array(data)
    return { source: canonicalTiff({ samples, width, height, channels: channels as 3 | 4, profile: told.profile }), note: told.note }
  } catch {
    return { source, note: null }
  }
}

/** libvips knows an AVIF of several pictures only when its first brand is the one of a single picture; both are decoded alike. */
export function withKnownBrand(bytes: Uint8Array): Uint8Array {
  const brand = Buffer.from(bytes.buffer, bytes.byteOffset, 12).toString('latin1', 8, 12)
  if (brand === 'avif') return bytes
  const out = Buffer.from(bytes)
  out.write('avif', 8, 'latin1')
  return out
}
