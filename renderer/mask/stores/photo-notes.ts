/** What is worth knowing of a photo before its colours are trusted. Pure. */
import type { DocumentInfo } from '../../../contract/contract'
import { showCount, showPercent } from '../../kit/use/words'

export interface PhotoNote {
  readonly tone: 'warn' | 'note'
  /** A few words, for the pill. */
  readonly brief: string
  readonly text: string
}

/** Clipped pixels below this share of the photo are ordinary highlights. */
const CLIPPED_SHARE = 0.01
const BLACK_SHARE = 0.001

export function photoNotes(photo: DocumentInfo): PhotoNote[] {
  const total = photo.width * photo.height
  const notes: PhotoNote[] = []
  if (photo.clippedPixels / total > CLIPPED_SHARE) {
    notes.push({
      tone: 'warn',
      brief: `${showPercent(photo.clippedPixels / total)} clipped`,
      text: `${showCount(photo.clippedPixels)} pixels have a channel at 255: their chromaticity is not that of the thing photographed. Avoid them in patches.`,
    })
  }
  if (photo.blackPixels / total > BLACK_SHARE) {
    notes.push({
      tone: 'warn',
      brief: `${showPercent(photo.blackPixels / total)} black`,
      text: `${showCount(photo.blackPixels)} pixels are black (R + G + B = 0). They have no chromaticity and never belong to a mask.`,
    })
  }
  for (const note of photo.notes) notes.push({ tone: 'note', brief: 'converted', text: note })
  return notes
}
