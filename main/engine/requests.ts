/**
 * What the engine is asked, and how it is carried between main and the utility process.
 * The same service answers in plain Node for the command line, without the messages.
 */
import type { PhotoSource } from './context'
import type {
  AreaInterval,
  CleanedMask,
  DocumentInfo,
  ExportOptions,
  FigureFormat,
  Measured,
  Histograms,
  Patch,
  Region,
  Segmentation,
  Segmented,
  SuggestedPatch,
  View,
} from '../../contract/contract'

import type { Look, PreparedFile } from '../../contract/exports'
import type { Disagreement, MethodPicture, PictureScale } from '../../contract/method'
import type { ChartRequests } from './charts/calls'
import type { ComparisonRequests } from './pair/calls'
import type { Split } from './pair/split'
import type { ChromaticityWindow } from '../../core/kernels/models'
import type { RecipeContent } from './recipe/write'

export interface EngineRequests extends ComparisonRequests, ChartRequests {
  open: { request: { document: string; source: PhotoSource; damaged: boolean }; reply: DocumentInfo }
  close: { request: { document: string }; reply: Record<string, never> }
  /** Pixels: RGBA. */
  view: { request: { document: string; view: View }; reply: { width: number; height: number } }
  /** Pixels: the score map. */
  segment: { request: { document: string; segmentation: Segmentation; view: View }; reply: Segmented }
  measure: { request: { document: string; segmentation: Segmentation }; reply: { pixels: number; fraction: number } }
  /** Pixels: the mask after clean-up, a byte a pixel of the view. */
  cleanMask: {
    request: { document: string; segmentation: Segmentation; view: View; quick?: boolean | undefined }
    reply: CleanedMask
  }
  /** `most`: how many objects are described, the largest. */
  measureObjects: { request: { document: string; segmentation: Segmentation; most: number }; reply: Measured }
  suggestPatches: { request: { document: string; most: number }; reply: { suggestions: SuggestedPatch[] } }
  areaInterval: { request: { document: string; segmentation: Segmentation }; reply: AreaInterval }
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
  /** Pixels: a byte a pixel, see contract/method.ts. */
  methodPicture: {
    request: { document: string; picture: MethodPicture; segmentation: Segmentation | null; view: View }
    reply: PictureScale
  }
  /** Pixels: a byte a pixel, 1 where only the first model selects it, 2 the second, 3 both. */
  disagreement: {
    request: { document: string; first: Segmentation; second: Segmentation; view: View }
    reply: { width: number; height: number }
  }
  countDisagreement: { request: { document: string; first: Segmentation; second: Segmentation }; reply: Disagreement }
  histograms: { request: { document: string; patch: Patch | null; bins: number }; reply: Histograms }
  /** 2-D histogram of chromaticity, r-major, `bins`² counts; of a region, or of the whole photo. */
  plane: { request: { document: string; region: Region | null; window: ChromaticityWindow }; reply: { counts: Uint32Array } }
  probe: { request: { document: string; x: number; y: number }; reply: { r: number; g: number; b: number; alpha: number } }
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
}

export type EngineCallName = keyof EngineRequests
export type EngineRequest<N extends EngineCallName> = EngineRequests[N]['request']
export type EngineReply<N extends EngineCallName> = EngineRequests[N]['reply']
