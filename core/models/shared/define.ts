/**
 * How an operation is declared: data with unit, range, default and meaning, from which the
 * inspector's form, the command line's flags and help, the recipe's schema and the help pages
 * are all derived. A declaration is pure data and may be imported anywhere.
 */
interface Documented {
  /** What it is called in the window. */
  readonly title: string
  /** What it means and does, one sentence, shown as tooltip, flag help and help page. */
  readonly doc: string
}

export interface NumberParameter extends Documented {
  readonly kind: 'number'
  readonly unit: string
  readonly min: number
  readonly max: number
  readonly step: number
  readonly default: number
  /** A length or an area on the full photo: at a smaller size it shrinks by the scale, or by its square. Left out where it is neither. */
  readonly measures?: 'length' | 'area'
  /** True where only whole numbers are meant. */
  readonly whole: boolean
}

export interface BooleanParameter extends Documented {
  readonly kind: 'boolean'
  readonly default: boolean
}

interface Choices<T extends string> extends Documented {
  readonly choices: readonly { readonly id: T; readonly title: string; readonly doc: string }[]
  readonly default: T
}

export interface ChoiceParameter<T extends string = string> extends Choices<T> {
  readonly kind: 'choice'
}

export type Parameter = NumberParameter | BooleanParameter | ChoiceParameter
export type Parameters = Readonly<Record<string, Parameter>>

/** The values that a set of declared parameters takes. */
export type ValuesOf<P extends Parameters> = {
  -readonly [K in keyof P]: P[K] extends NumberParameter
    ? number
    : P[K] extends BooleanParameter
      ? boolean
      : P[K] extends ChoiceParameter<infer T>
        ? T
        : never
}

export const number = (p: Omit<NumberParameter, 'kind' | 'whole'>): NumberParameter => ({ kind: 'number', whole: false, ...p })
export const integer = (p: Omit<NumberParameter, 'kind' | 'whole' | 'step'>): NumberParameter => ({
  kind: 'number',
  whole: true,
  step: 1,
  ...p,
})
export const boolean = (p: Omit<BooleanParameter, 'kind'>): BooleanParameter => ({ kind: 'boolean', ...p })
export const choice = <const T extends string>(p: Choices<T>): ChoiceParameter<T> => ({ kind: 'choice', ...p })

/** The ids that a choice is made from. */
export type ChoiceOf<P extends ChoiceParameter> = P extends ChoiceParameter<infer T> ? T : never

/** A model scores every pixel by how much it is like the patches; the threshold makes the mask. */
export interface ModelDeclaration<Id extends string = string, P extends Parameters = Parameters> extends Documented {
  readonly kind: 'model'
  readonly id: Id
  /** Raised when the same parameters give other numbers; old recipes are migrated. */
  readonly version: number
  /** Where the method comes from. */
  readonly reference: string
  /** The score as people write it, plain text. */
  readonly formula: string
  readonly threshold: NumberParameter & {
    /** How the window speaks of it: the share 1 - T of similar pixels, T itself, or not at all where every T gives the same mask. */
    readonly shownAs: 'coverage' | 'threshold' | 'nothing'
    /** How many channels the Gaussian has whose coverage is shown: 2 where left out. See core/scorers/shared/coverage.ts. */
    readonly dimensions?: 2 | 3
    /** Twice the odds in scores, where scores are logarithms of odds. */
    readonly octave?: number
  }
  readonly parameters: P
}

/** What else is done to photos: a comparison's parts. Its parameters' declarations may be used on their own. */
export interface OperationDeclaration<Id extends string = string, P extends Parameters = Parameters> extends Documented {
  readonly kind: 'operation'
  readonly id: Id
  readonly version: number
  readonly reference: string
  readonly formula: string
  readonly parameters: P
}

export function defineOperation<const Id extends string, const P extends Parameters>(
  declaration: Omit<OperationDeclaration<Id, P>, 'kind'>,
): OperationDeclaration<Id, P> {
  return { kind: 'operation', ...declaration }
}
