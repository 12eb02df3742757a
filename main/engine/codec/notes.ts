/** The lines that say what opening does to a photo. */
import type { Metadata } from 'sharp'
import { CODED_NAME } from './cicp-profile'
import { profileName } from './profile'

/** @param page from 0. */
export function notesOf(metadata: Metadata, profileFault: boolean, page: number): string[] {
  const notes: string[] = []
  if ((metadata.orientation ?? 1) > 1) notes.push('Turned upright, as the camera recorded it.')
  const profile = metadata.icc === undefined ? null : profileName(metadata.icc)
  const space: Partial<Record<string, string>> = { cmyk: 'CMYK', 'b-w': 'Grey', grey16: 'Grey', lab: 'Lab', labs: 'Lab' }
  const from = metadata.space === undefined ? undefined : space[metadata.space]
  if (profileFault) notes.push('Its colour profile is damaged and was left out; colours were read as sRGB.')
  if (from === 'CMYK' || from === 'Lab') notes.push(`${from} converted to sRGB.`)
  else if (from !== undefined) notes.push('A grey picture: r and g are 1/3 everywhere.')
  else if (!profileFault && profile !== null && profile !== CODED_NAME && !/srgb/i.test(profile))
    notes.push(`${profile} converted to sRGB.`)
  if (from === 'CMYK' && metadata.icc === undefined) notes.push('It has no profile: a general one stands in, and colours are approximate.')
  if (metadata.depth === 'ushort') notes.push('16 bits a channel reduced to 8.')
  else if (metadata.depth !== undefined && metadata.depth !== 'uchar' && metadata.depth !== 'char')
    notes.push('Its numbers were reduced to 8 bits a channel.')
  // Of a HEIF, tiles and thumbnails are counted too.
  const pages = metadata.format === 'heif' ? 1 : (metadata.pages ?? 1)
  if (pages > 1) notes.push(page === 0 ? `The first of ${pages} pictures in the file.` : `Picture ${page + 1} of ${pages} in the file.`)
  return notes
}

/** A quiet line: the pixels are all there, and are what they should be. */
export const harmlessNote = (faults: readonly string[]): string =>
  `The file has harmless faults (${faults.join('; ')}); its picture is whole.`

export const DAMAGED_NOTE = 'Parts of its picture are missing or damaged: what could be read of it is shown.'
