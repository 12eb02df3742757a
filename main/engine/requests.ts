/**
 * What the engine is asked: the contract's calls that main passes on as they stand, and those that main makes of a call.
 * The same service answers in plain Node for the command line.
 */
import type { CompareOptions, Comparison, ComparisonExport, DifferenceMode } from '../../contract/comparison'
import type {
  DocumentInfo,
  ExportOptions,
  FigureFormat,
  PassedCallName,
  Region,
  Reply,
  Request,
  Segmentation,
} from '../../contract/contract'
import type { Look, PreparedFile } from '../../contract/exports'
import type { ChromaticityWindow } from '../../core/kernels/windows'
import type { CallContext, PhotoSource } from './context'
import type { Split } from './pair/split'
import type { RecipeContent } from './recipe/write'
import type { SeriesRequests } from './series/calls'

type PassedRequests = { [N in PassedCallName]: { request: Omit<Request<N>, 'job'>; reply: Reply<N> } }

/** Calls that name files or ids that only main and the command line know. */
interface OwnRequests {
  open: { request: { document: string; source: PhotoSource; damaged: boolean }; reply: DocumentInfo }
  close: { request: { document: string }; reply: Record<string, never> }
  /** Writes `target` atomically; `scale` is in millimetres a pixel. `isFresh` as for `export`. */
  exportFigures: {
    request: {
      document: string
      segmentation: Segmentation
      format: FigureFormat
      scale: number | null
      target: string
      isFresh?: boolean
      job?: string
    }
    reply: { bytes: number }
  }
  /** SHA-256 of the bytes of an open photo's file. */
  digest: { request: { document: string }; reply: { sha256: string } }
  /** Writes a recipe of what is asked, on this photo, to `target`, atomically. */
  saveRecipe: { request: { document: string; content: RecipeContent; target: string }; reply: { bytes: number } }
  /** The mask as a script of numpy and OpenCV. */
  python: { request: { document: string; segmentation: Segmentation }; reply: { text: string } }
  /** 2-D histogram of chromaticity, r-major, `bins`² counts; of a region, or of the whole photo. */
  plane: { request: { document: string; region: Region | null; window: ChromaticityWindow }; reply: { counts: Uint32Array } }
  /**
   * Renders at full size and writes `target` atomically; never over the source unless `overwriteSource`. `isFresh`: the
   * name was found free, and what has taken it since is not replaced (OUTPUT_TAKEN). `job`: the digest of what the file is made
   * for, noted beside it (see disk/made.ts).
   */
  export: {
    request: {
      document: string
      segmentation: Segmentation
      options: ExportOptions
      target: string
      overwriteSource: boolean
      isFresh?: boolean
      job?: string
    }
    reply: { bytes: number }
  }
  /** A file that an export wrote: its beginning where it is text, else pixels (RGBA) decoded from it. */
  look: { request: { path: string; isText: boolean; look: Look }; reply: Omit<PreparedFile, 'name' | 'bytes'> }
  /** A picture of two panels that show the same, as two pictures. */
  split: { request: { document: string }; reply: Split }
  /** Resident memory of the engine's process and what its arena holds, in bytes. */
  memory: { request: Record<string, never>; reply: { resident: number; arena: number; documents: number } }
  /** Aligns, matches light, finds changes; everything is kept under the id until it is released. */
  compare: { request: { comparison: string; before: string; after: string; options: CompareOptions }; reply: Comparison }
  /** The difference as a file's bytes: PNG. */
  differencePicture: { request: { comparison: string; mode: DifferenceMode }; reply: { png: Uint8Array } }
  /** Writes `target` atomically; never over one of the two photos unless `overwriteSource`. */
  exportComparison: {
    request: { comparison: string; what: ComparisonExport; target: string; overwriteSource: boolean }
    reply: { bytes: number }
  }
  closeComparison: { request: { comparison: string }; reply: Record<string, never> }
}

export type EngineRequests = PassedRequests & OwnRequests & SeriesRequests
export type EngineCallName = keyof EngineRequests
export type EngineRequest<N extends EngineCallName> = EngineRequests[N]['request']
export type EngineReply<N extends EngineCallName> = EngineRequests[N]['reply']

/** Who answers calls of these names. */
export type EngineAnswers<N extends EngineCallName> = {
  [K in N]: (request: EngineRequest<K>, context: CallContext) => Promise<EngineReply<K>>
}
