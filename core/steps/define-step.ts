/**
 * How a clean-up step is declared: pure data, as a model is. The command line's `--clean "open 3, fill 200"`,
 * the window's list of steps, the recipe and the help come from it; its `run.ts` says what is done, in terms of
 * the few things that can be done to a mask (`MaskWork`), whoever does them and on however many threads.
 */
import type { NumberParameter, ValuesOf } from '../models/shared/define'

export type StepParameters = Readonly<Record<string, NumberParameter>>

export interface StepDeclaration<Id extends string = string, P extends StepParameters = StepParameters> {
  readonly kind: 'step'
  /** Its word on the command line too. */
  readonly id: Id
  /** Raised when the same parameters give other masks; old recipes are migrated. */
  readonly version: number
  readonly title: string
  /** What it is for, in at most 50 characters: where it is chosen, among the others. */
  readonly short: string
  readonly doc: string
  /** Where the method comes from. */
  readonly reference: string
  /** `hard`: needs a mask of yes and no; a soft one is cut at one half first. `score`: starts again from the score. */
  readonly takes: 'hard' | 'any' | 'score'
  /**
   * How it is drafted at a smaller size: `disc` where its radius is still a disc there, `smooth` at any size. `never`: a draft does not
   * begin with it, since its result hangs on single pixels.
   */
  readonly draft: 'disc' | 'smooth' | 'never'
  /** In the order in which the command line takes their values. Lengths are in pixels of the full photo. */
  readonly parameters: P
  /** Nanoseconds of one thread for a pixel of a mask with many edges, about. */
  cost(values: ValuesOf<P>): number
}

export function defineStep<const Id extends string, const P extends StepParameters>(
  declaration: Omit<StepDeclaration<Id, P>, 'kind'>,
): StepDeclaration<Id, P> {
  return { kind: 'step', ...declaration }
}

/** A mask somewhere: hard (yes or no a pixel) or soft (0 to 1 a pixel, in 65,535 steps). */
export interface MaskHandle {
  readonly kind: 'hard' | 'soft'
}

/** What can be done to a mask. Nothing changes its argument. */
export interface MaskWork<M extends MaskHandle> {
  /** By a disc of radius r. Outside of the photo is ground. */
  dilate(mask: M, radius: number): Promise<M>
  /** By a disc of radius r. Outside of the photo is mask. */
  erode(mask: M, radius: number): Promise<M>
  /** Fills holes (4-neighbourhood) of fewer than `below` pixels. */
  fillHoles(mask: M, below: number): Promise<M>
  /** Drops objects (8-neighbourhood) of fewer than `below` pixels, their holes not counted. */
  dropObjects(mask: M, below: number): Promise<M>
  keepLargest(mask: M, count: number): Promise<M>
  /** Median over a disc of radius r. */
  median(mask: M, radius: number): Promise<M>
  /** Gaussian; makes a soft mask. */
  blur(mask: M, sigma: number): Promise<M>
  /** Guided filter by the photo's grey, over squares of 2 r + 1; makes a soft mask. */
  refine(mask: M, radius: number, epsilon: number): Promise<M>
  invert(mask: M): Promise<M>
  /** Cuts a soft mask at one half; a hard one stays. */
  harden(mask: M): Promise<M>
  /** From the score: 0 at `share` below the threshold, 1 at `share` above it, even steps between. */
  ramp(share: number): Promise<M>
}

export type StepRun<D extends StepDeclaration> = <M extends MaskHandle>(
  mask: M,
  values: ValuesOf<D['parameters']>,
  work: MaskWork<M>,
) => Promise<M>
