/** Formats that sharp does not know, read in a thread of their own with limits of memory and time; what comes back sharp can decode. */
import { Worker } from 'node:worker_threads'
import { ChromapatchError } from '../../../contract/errors'
import type { SupportedFormat } from '../../../contract/formats'
import { unsupported } from './identify'
import { MAXIMUM_PIXELS, refuseTooManyPixels, timedOut } from './limits'
import type { ReaderAnswer, ReaderTask } from './reader-thread'
import type { ReaderName } from './readers'

export type ForeignPicture = Extract<ReaderAnswer, { kind: 'read' }>

/** Formats that only a reader of their own opens. */
const OWN: ReadonlySet<string> = new Set<ReaderName>([
  'HEIC',
  'JPEG XL',
  'RAW',
  'BMP',
  'PNM',
  'TGA',
  'QOI',
  'ICO',
  'Radiance HDR',
  'Photoshop',
])
export const isForeign = (format: SupportedFormat): boolean => OWN.has(format)

/** The heap of a reader, in MB: pixels lie outside of it, so this is for structures alone. */
const HEAP_MB = 512
const SECONDS = 60

/** The built thread; the service says where it is. */
export const readerThread = { file: '' }

export interface ForeignRequest {
  readonly page: number
  /** Bounds memory before it is taken. */
  readonly mostPixels?: number
  readonly seconds?: number
}

/**
 * @throws ChromapatchError PHOTO_DAMAGED, PHOTO_UNSUPPORTED_FORMAT, PHOTO_TOO_MANY_PIXELS, PHOTO_TOO_COMPLEX, MEMORY_EXCEEDED,
 * PARAMETER_INVALID, JOB_TIMED_OUT
 */
export async function readForeign(
  bytes: Uint8Array,
  format: ReaderName,
  name: string,
  { page, mostPixels = MAXIMUM_PIXELS, seconds = SECONDS }: ForeignRequest,
): Promise<ForeignPicture> {
  const task: ReaderTask = { reader: format, bytes, name, page, mostPixels }
  const said = await inThread(task, seconds)
  if (said.kind === 'read') return said
  if (said.size !== undefined) {
    refuseTooManyPixels(name, said.size.width, said.size.height)
    throw new ChromapatchError('MEMORY_EXCEEDED', `“${name}” (${said.size.width} × ${said.size.height}) needs more memory than is free.`, {
      hint: 'Close other programs or photos, or open a smaller copy of it.',
    })
  }
  if (said.why === 'unsupported') throw unsupported(name, said.message)
  if (said.why === 'no-page') throw new ChromapatchError('PARAMETER_INVALID', `“${name}” ${said.message}`, { hint: 'Choose another page.' })
  throw new ChromapatchError('PHOTO_DAMAGED', `“${name}” is damaged: ${plain(said.message)}.`, {
    hint: 'Look for another copy of the photo.',
  })
}

/** Node's own words about a read beyond the end say nothing to a user. */
const plain = (message: string): string => (/out of range|outside|offset|bounds/i.test(message) ? 'its data end early' : message)

function inThread(task: ReaderTask, seconds: number): Promise<ReaderAnswer> {
  const worker = new Worker(readerThread.file, {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    // What a decoder prints is no message of ours.
    stdout: true,
    stderr: true,
  })
  return new Promise<ReaderAnswer>((resolve, reject) => {
    const timer = setTimeout(() => reject(timedOut(task.name, seconds)), seconds * 1000)
    worker.once('message', (answer: ReaderAnswer) => resolve(answer))
    worker.once('error', (thrown: NodeJS.ErrnoException) =>
      reject(thrown.code === 'ERR_WORKER_OUT_OF_MEMORY' ? tooComplex(task.name) : thrown),
    )
    worker.once('exit', () => reject(new Error('the reader ended without an answer')))
    worker.once('exit', () => clearTimeout(timer))
  }).finally(() => worker.terminate())
}

const tooComplex = (name: string): ChromapatchError =>
  new ChromapatchError('PHOTO_TOO_COMPLEX', `“${name}” asks for far more memory than a picture of its size needs.`, {
    hint: 'Save it anew in another program, and look where it comes from.',
  })
