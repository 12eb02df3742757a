/**
 * A model: its declaration, the kind of score that it makes, and how it is fitted. One folder a model, one line in the registry; the
 * engine, the window, the command line and the scripts ask the model for all that differs.
 */
import type { LearnedNumbers } from '../../../contract/learned'
import type { Region } from '../../../contract/documents'
import type { Shape } from '../../mask/outline'
import type { PhotoColours } from '../../scorers/classes/copy'
import type { ChromaticityGate } from '../../scorers/gate/definition'
import type { Scorer, ScorerKind } from '../../scorers/shared/kind'
import type { Binning, HuePlaneOf } from '../../scorers/table/table'
import type { PatchStatistics } from '../../kernels/statistics'
import type { PixelRule } from '../../kernels/pixel-rule'
import type { ModelDeclaration, Parameters } from './define'
import type { HandModel } from './hand'
import type { Concerns } from './patch-health'
import type { ModelPython } from './python'

/** Parameter values by name, already checked against the model's declaration. */
export type ModelParameters = Readonly<Record<string, number | boolean | string>>

/** One patch's histogram. */
export interface PatchHistogram {
  readonly role: 'add' | 'subtract'
  readonly counts: Uint32Array
}

/** A patch, in pixels of the photo. */
export interface FitPatch extends Region {
  readonly role: 'add' | 'subtract'
  /** What it is a patch of, for a model with classes. */
  readonly class?: string | undefined
  readonly shape?: Shape | undefined
  /** The Gaussian that somebody set by hand in place of the measured one. */
  readonly hand?: HandModel | undefined
}

/** What a model may ask of the photo, or of a sample of it. Patches come in their order; all numbers are those of one patch. */
/** The photo itself, for models that are fitted to all of it. */
export interface FitPhoto {
  colours(): Promise<PhotoColours>
  /** Pixels of the patches by key of colour (core/scorers/classes/colour-keys.ts). */
  countKeys(patches: readonly FitPatch[]): Uint32Array
}

export interface FitSource {
  readonly patches: readonly FitPatch[]
  /** Of each patch, over the pixels that the rule keeps. */
  readonly statistics: readonly PatchStatistics[]
  readonly rule: PixelRule
  readonly gate: ChromaticityGate | undefined
  readonly photo: FitPhoto
  /**
   * Histogram of each patch. With `ofImage`, the photo's takes the place of those that add, as the first.
   * @throws ChromapatchError PATCH_UNUSABLE where a patch that adds has no pixel to count
   */
  histograms(binning: Binning, ofImage: boolean): Promise<{ readonly all: readonly PatchHistogram[]; readonly hues: HuePlaneOf | null }>
  /**
   * The sums that a pass of a kind of score (ScorerKind.passes) adds up over the rows of a patch, in the order of the rows: they do
   * not depend on the number of threads.
   */
  sums(kind: ScorerKind, pass: number, patch: number, given: readonly number[]): Promise<Float64Array>
}

export interface Fit<S extends Scorer = Scorer> {
  readonly scorer: S
  /** Of each patch, whether the floor took the place of a deviation. */
  readonly floored: readonly boolean[]
  /** The threshold that the model finds in the photo, where it finds one. */
  readonly chosen?: number
  /** What a back-projection was fitted to. */
  readonly histograms?: { readonly binning: Binning; readonly ofImage: boolean; readonly all: readonly PatchHistogram[] }
  /** Evidence for the class against the rest of the photo, in nats a cell of colour, where the model has such. */
  readonly evidence?: Float64Array
  /** Of several classes, by how much the scores of each were raised so that all have one threshold. */
  readonly shifts?: readonly number[]
}

export interface Model<S extends Scorer = Scorer, Id extends string = string, P extends Parameters = Parameters> extends ModelDeclaration<
  Id,
  P
> {
  readonly scorer: ScorerKind<S>
  /** What it selects by: at least one patch that adds, or a gate drawn in the plane of chromaticities. */
  readonly selectsBy: 'patches' | 'gate'
  /** Whether it may be fitted to pixels drawn from the patches, as the interval of the area does: not where it hangs on the whole photo. */
  readonly isResampled: boolean
  /** The kind of numbers that a colour learned for it consists of (contract/learned.ts); null where it learns nothing. */
  readonly learns: LearnedNumbers['kind'] | null
  /** Whether it finds a threshold in the photo (Fit.chosen). */
  readonly findsThreshold?: boolean
  /** What its histogram is counted by, where it looks pixels up in one. */
  readonly countsBy?: Binning['kind']
  /** Whether the walk through the method explains this model. */
  readonly isWalked?: boolean
  /** The ellipse of a patch that stands for it in the (r, g) plane; null where none does. */
  readonly ellipse: 'independent' | 'covariance' | null
  /** Whether a patch needs a pixel with a chromaticity: one without is refused. */
  readonly needsChromaticity: boolean
  readonly concerns: Concerns
  readonly python: ModelPython
  fit(source: FitSource, parameters: ModelParameters): Fit<S> | Promise<Fit<S>>
}

export function defineModel<S extends Scorer, const Id extends string, const P extends Parameters>(
  model: Omit<Model<S, Id, P>, 'kind'>,
): Model<S, Id, P> {
  return { kind: 'model', ...model }
}
