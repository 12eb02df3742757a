/**
 * The entry of the thread that reads one file of a format that sharp does not know, and ends. Its memory is limited, and whoever
 * started it ends it when it takes too long.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { MAXIMUM_PIXELS } from './limits'
import { READERS, type ReaderName } from './readers'
import { ReadFailure } from './readers/read'
import { SIDE_MAX } from '../../../contract/numbers'
import { canonicalTiff } from './tiff/canonical'

export interface ReaderTask {
  readonly reader: ReaderName
  readonly bytes: Uint8Array
  readonly name: string
  readonly page: number
  readonly mostPixels: number
}

export type ReaderAnswer =
  | {
      readonly kind: 'read'
      /** A TIFF, or a picture that the file held. */
      readonly bytes: Uint8Array
      readonly container: 'TIFF' | 'PNG' | 'JPEG'
      readonly notes: readonly string[]
      readonly faults: readonly string[]
      readonly isDamaged: boolean
      readonly pages: number
      readonly exif: Uint8Array | null
    }
  | { readonly kind: 'failed'; readonly why: ReadFailure['kind']; readonly message: string; readonly size: ReadFailure['size'] }

async function answer({ reader, bytes, name, page, mostPixels }: ReaderTask): Promise<ReaderAnswer> {
  const allow = (width: number, height: number) => {
    if (Math.max(width, height) > SIDE_MAX || width * height > Math.min(mostPixels, MAXIMUM_PIXELS))
      throw new ReadFailure('too-large', '', { width, height })
    if (width < 1 || height < 1) throw new ReadFailure('damaged', 'it says that it has no pixels')
  }
  try {
    const read = await READERS[reader](Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { page, name, allow })
    const rest = { kind: 'read', faults: [], isDamaged: false, pages: 1, exif: null } as const
    if ('container' in read)
      return { ...rest, bytes: new Uint8Array(read.bytes), container: read.container, notes: read.notes, exif: copied(read.exif) }
    const { notes, faults = [], isDamaged = false, pages = 1, exif = null } = read
    return {
      kind: 'read',
      bytes: canonicalTiff(read),
      container: 'TIFF',
      notes,
      faults,
      isDamaged,
      pages,
      exif: exif === null ? null : new Uint8Array(exif),
    }
  } catch (thrown) {
    if (thrown instanceof ReadFailure) return { kind: 'failed', why: thrown.kind, message: thrown.message, size: thrown.size }
    // Readers trust that numbers lie where the format has them: what leads out of the file is its damage.
    return { kind: 'failed', why: 'damaged', message: thrown instanceof Error ? thrown.message : 'it cannot be read', size: undefined }
  }
}

/** Enough for any block; a RAW file is one as a whole. */
const EXIF_BYTES = 1 << 20
const copied = (exif: Uint8Array | null | undefined): Uint8Array | null => (exif ? new Uint8Array(exif.subarray(0, EXIF_BYTES)) : null)

void answer(workerData as ReaderTask).then((said) =>
  parentPort?.postMessage(said, said.kind === 'read' ? [said.bytes.buffer as ArrayBuffer] : []),
)
