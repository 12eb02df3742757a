/** What a photo may cost, said before memory or time is taken. */
import { ChromapatchError } from '../../../contract/errors'
import type { SupportedFormat } from '../../../contract/formats'
import { SIDE_MAX } from '../../../contract/numbers'
import { unsupported } from './identify'
import { jpegSegments } from './jpeg-segments'
import { canHoldPixels } from './png/png-header'

/** sharp's own limit, 0x3FFF squared: about 268 megapixels. */
export const MAXIMUM_PIXELS = 268_402_689
/** Progressive encoders make 10 to 20 scans. */
const SCANS_MAX = 200
/** Where there are more than this, scans times pixels count too. */
const SCANS_USUAL = 40
const SCAN_PIXELS_MAX = 4e9

/** @throws ChromapatchError PHOTO_TOO_MANY_PIXELS */
export function refuseTooManyPixels(name: string, width: number, height: number): void {
  const hint = 'Make it smaller in another program first.'
  if (Math.max(width, height) > SIDE_MAX) {
    throw new ChromapatchError(
      'PHOTO_TOO_MANY_PIXELS',
      `“${name}” says it is ${width} × ${height} pixels; sides of ${SIDE_MAX} are the longest that open.`,
      { hint },
    )
  }
  if (width * height > MAXIMUM_PIXELS) {
    throw new ChromapatchError(
      'PHOTO_TOO_MANY_PIXELS',
      `“${name}” says it is ${width} × ${height} pixels; ${MAXIMUM_PIXELS} is the most that opens.`,
      { hint },
    )
  }
}

/**
 * What the file's structure alone tells.
 * @throws ChromapatchError PHOTO_TOO_COMPLEX, PHOTO_UNSUPPORTED_FORMAT, PHOTO_DAMAGED
 */
export function refuseByStructure(bytes: Uint8Array, name: string, format: SupportedFormat): void {
  if (format === 'PNG' && !canHoldPixels(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))) {
    throw new ChromapatchError('PHOTO_DAMAGED', `“${name}” is damaged: it is far too short for the size that it says it has.`, {
      hint: 'Look for another copy of the photo.',
    })
  }
  if (format !== 'JPEG') return
  const { scans, width, height, precision, frame } = jpegSegments(bytes)
  if (scans > SCANS_MAX || (scans > SCANS_USUAL && scans * width * height > SCAN_PIXELS_MAX)) {
    throw new ChromapatchError(
      'PHOTO_TOO_COMPLEX',
      `“${name}” is sent in ${scans} passes, which no camera or program does: decoding it would take too long.`,
      { hint: 'Save it anew in another program, and look where it comes from.' },
    )
  }
  if (frame === 'lossless') throw unsupported(name, 'a lossless or hierarchical JPEG')
  if (frame !== 'none' && precision !== 8) throw unsupported(name, `a JPEG of ${precision} bits a sample`)
}

/** Seconds that decoding may take: what the slowest computer needs for so many pixels, and some to spare. */
export const decodeSeconds = (pixels: number, slow = false): number => Math.min(110, 10 + (pixels / 1e6) * (slow ? 3 : 0.5))

/** Decodes that nobody waits for any more and that may still run. */
export const abandoned = { count: 0 }

/**
 * The answer, or a coded failure when it does not come in time. What is under way in native code cannot be stopped from here; nobody
 * waits for it any more, and its answer is dropped.
 * @throws ChromapatchError JOB_TIMED_OUT
 */
export async function inTime<T>(name: string, seconds: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      abandoned.count++
      const over = () => abandoned.count--
      answer.then(over, over)
      reject(timedOut(name, seconds))
    }, seconds * 1000)
  })
  answer.catch(() => undefined)
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}

export const timedOut = (name: string, seconds: number): ChromapatchError =>
  new ChromapatchError('JOB_TIMED_OUT', `“${name}” was not decoded within ${Math.round(seconds)} seconds.`, {
    hint: 'Open a smaller copy of it.',
  })
