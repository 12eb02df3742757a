/** The photos that are open: decoded once into shared memory, with their pyramid. */
import { webcrypto } from 'node:crypto'
import type { DocumentInfo } from '../../../contract/contract'
import { ChromapatchError } from '../../../contract/errors'
import type { Fit } from '../../../core/models/shared/model'
import type { PatchStatistics } from '../../../core/kernels/statistics'
import type { Arena } from '../threads/arena'
import { CleanedMasks } from './mask-cache'
import { decode, type Decoded } from '../codec/decode'
import { readHeader, type Header } from '../codec/header'
import { DAMAGED_NOTE, harmlessNote } from '../codec/notes'
import { letGo } from './collect'
import { mostReadPixels, refuseIfTooLarge } from './memory-limit'
import type { CameraData } from '../codec/exif'
import { ColourCopy } from './colour-copy'
import { HuePlane } from './hue-plane'
import { readPhoto } from './photo-file'
import { throwIfCancelled, type Pool } from '../threads/pool'
import { Raster } from './raster'
import type { CallContext, PhotoSource } from '../context'

export interface OpenDocument {
  readonly info: DocumentInfo
  readonly source: PhotoSource
  readonly raster: Raster
  readonly cameraData: CameraData
  /** Statistics by patch: a slider asks for the same patch again and again. */
  readonly statistics: Map<string, Promise<PatchStatistics>>
  /** Counts by hue or (r, g) cell, by region and rule. */
  readonly counts: Map<string, Promise<Uint32Array>>
  /** What models were fitted to lately, by all but the threshold. */
  readonly fits: Map<string, Promise<Fit>>
  /** Sums of patches that kinds of score are fitted to (ScorerKind.passes), by patch and rule. */
  readonly rowSums: Map<string, Promise<Float64Array>>
  /** Histograms of the whole photo by number of bins. */
  readonly histograms: Map<number, { r: number[]; g: number[] }>
  /** Hues of the photo, once a model of hue was used. */
  readonly hues: HuePlane
  /** Colours of the photo, once a model of classes was used. */
  readonly colours: ColourCopy
  /** Masks after clean-up, by what made them. */
  readonly cleaned: CleanedMasks
  /** Of the file's bytes as they were read, hexadecimal: what an export or a recipe may be of. */
  readonly sha256: Promise<string>
}

/** A document and how many calls are reading it: its memory is given back only after the last of them. */
interface Held {
  readonly document: OpenDocument
  uses: number
  closed: boolean
}

export class Documents {
  private readonly open = new Map<string, Held>()

  constructor(
    private readonly arena: Arena,
    private readonly pool: Pool,
  ) {}

  get count(): number {
    return this.open.size
  }

  /**
   * Lets `work` read a document. One that is closed meanwhile stays readable until `work` ends.
   * @throws ChromapatchError DOCUMENT_UNKNOWN, and what `work` throws.
   */
  async using<T>(document: string, work: (open: OpenDocument) => Promise<T> | T): Promise<T> {
    const held = this.open.get(document)
    if (held === undefined) throw new ChromapatchError('DOCUMENT_UNKNOWN', 'That photo is not open any more.', { hint: 'Open it again.' })
    held.uses++
    try {
      return await work(held.document)
    } finally {
      held.uses--
      if (held.closed && held.uses === 0) giveBack(held.document)
    }
  }

  close(document: string): void {
    const held = this.open.get(document)
    if (held === undefined) return
    this.open.delete(document)
    held.closed = true
    if (held.uses === 0) giveBack(held.document)
  }

  /**
   * Opens a photo under `document`, in place of one that had that id.
   * @throws ChromapatchError PHOTO_*, MEMORY_EXCEEDED, JOB_CANCELLED; nothing is then kept.
   */
  async add(document: string, source: PhotoSource, damaged: boolean, { signal, progress }: CallContext): Promise<DocumentInfo> {
    this.close(document)
    progress('Reading', 0)
    const bytes = await readPhoto(source)
    const header = await readHeader(bytes, source.name, {
      page: source.page ?? 0,
      mostPixels: mostReadPixels(),
    })
    refuseIfTooLarge(source.name, header.width, header.height, this.arena.size - this.arena.used)
    throwIfCancelled(signal)
    progress('Decoding', 0.1)
    const { raster, profileFault, faults, isDamaged, decodedBytes } = await this.decodeInto(header, source.name, damaged, signal)
    letGo(decodedBytes)
    try {
      progress('Preparing', 0.8)
      await this.buildPyramid(raster, signal)
      const { rgb, width, height } = raster.levels[0]!
      const [blackPixels, clippedPixels] = await this.pool.run(
        { kind: 'census', source: { rgb, stride: width, w: width, h: height } },
        { signal },
      )
      const info: DocumentInfo = {
        document,
        name: source.name,
        width: raster.width,
        height: raster.height,
        format: header.format,
        fileBytes: bytes.length,
        hasAlpha: raster.hasAlpha,
        blackPixels: blackPixels!,
        clippedPixels: clippedPixels!,
        hasLocation: header.cameraData.hasLocation,
        hasCameraData: header.cameraData.hasCameraData,
        notes: [...header.notes(profileFault), ...(faults.length > 0 ? [harmlessNote(faults)] : []), ...(isDamaged ? [DAMAGED_NOTE] : [])],
        damaged: isDamaged,
        ...(header.pages > 1 ? { pages: header.pages, page: header.page + 1 } : {}),
        levels: raster.levels.length,
      }
      const opened = {
        info,
        source,
        raster,
        cameraData: header.cameraData,
        statistics: new Map(),
        counts: new Map(),
        rowSums: new Map(),
        fits: new Map(),
        histograms: new Map(),
        hues: new HuePlane(this.arena),
        colours: new ColourCopy(this.arena, raster),
        cleaned: new CleanedMasks(this.arena, raster.pixels),
        sha256: sha256Of(bytes),
      }
      this.open.set(document, { document: opened, uses: 0, closed: false })
      return info
    } catch (thrown) {
      raster.release()
      throw thrown
    }
  }

  /** A function of its own: when it has returned, nothing refers to the decoder's copy any more. */
  private async decodeInto(header: Header, name: string, damaged: boolean, signal: AbortSignal) {
    const decoded = await decode(header, name, damaged)
    throwIfCancelled(signal)
    const raster = new Raster(this.arena, decoded.width, decoded.height, hasTransparency(decoded))
    spread(decoded, raster)
    const { profileFault, faults, isDamaged } = decoded
    return { raster, profileFault, faults, isDamaged, decodedBytes: decoded.pixels.length }
  }

  private async buildPyramid(raster: Raster, signal: AbortSignal): Promise<void> {
    for (let k = 1; k < raster.levels.length; k++) {
      const from = raster.levels[k - 1]!
      const to = raster.levels[k]!
      const { width, height } = from
      await this.pool.run({ kind: 'halve', from: from.rgb, width, height, channels: 3, out: to.rgb }, { signal })
      if (raster.hasAlpha) await this.pool.run({ kind: 'halve', from: from.alpha, width, height, channels: 1, out: to.alpha }, { signal })
    }
  }
}

/** Computed beside everything else, on a thread of its own. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)).toString('hex')
}

function giveBack({ raster, cleaned, hues }: OpenDocument): void {
  hues.release()
  cleaned.release()
  raster.release()
}

function hasTransparency({ pixels, channels }: Decoded): boolean {
  if (channels !== 2 && channels !== 4) return false
  for (let i = channels - 1; i < pixels.length; i += channels) if (pixels[i] !== 255) return true
  return false
}

/** The one copy: decoded channels into the raster, grey as R = G = B, alpha apart. */
function spread({ pixels, channels }: Decoded, raster: Raster): void {
  const { rgb, alpha } = raster
  if (channels === 3) {
    rgb.set(pixels)
    return
  }
  const coloured = channels === 4
  for (let i = 0, from = 0, to = 0; i < raster.pixels; i++, from += channels, to += 3) {
    rgb[to] = pixels[from]!
    rgb[to + 1] = pixels[coloured ? from + 1 : from]!
    rgb[to + 2] = pixels[coloured ? from + 2 : from]!
    if (alpha !== null) alpha[i] = pixels[from + channels - 1]!
  }
}
