/** What the user wants compared and reported: alignment, light, threshold, ignored areas. With undo. */
import { shallowRef } from 'vue'
import { IGNORED_MAX, type Box, type CompareOptions, type DetectOptions } from '../../../contract/comparison'
import { alignParameters } from '../../../core/pair/align/index'
import { changesParameters } from '../../../core/pair/changes/index'
import { models, type ModelId } from '../../../core/models/index'
import { lightParameters } from '../../../core/pair/light/index'
import { createHistory } from '../../kit/use/history'
import { toast } from '../../kit/use/toasts'

/** A place on one thing: in pixels (centres at whole numbers) of before, and of after as it was photographed; null until it is set. */
export interface Pin {
  readonly before: Place | null
  readonly after: Place | null
}
export type Place = readonly [x: number, y: number]

/** The colour whose share is compared. */
export interface ColourChoice {
  /** In before's pixels; null: none is asked for. */
  readonly patch: Box | null
  readonly model: ModelId
  /** Each model keeps what was set for it. */
  readonly thresholds: Readonly<Record<ModelId, number>>
}

export interface Choices extends CompareOptions {
  readonly pins: readonly Pin[]
  readonly colour: ColourChoice
}

const FRESH: Choices = {
  align: alignParameters.align.default,
  manual: null,
  light: lightParameters.light.default,
  sensitivity: changesParameters.sensitivity.default,
  minArea: changesParameters.minArea.default,
  ignored: [],
  pins: [],
  colour: {
    patch: null,
    model: 'gaussian',
    thresholds: Object.fromEntries(Object.values(models).map(({ id, threshold }) => [id, threshold.default])) as Record<ModelId, number>,
  },
}

export const choices = shallowRef<Choices>(FRESH)

/** Choices of an older program, with the defaults of what it had not. */
export function wholeChoices(kept: Partial<Choices>): Choices {
  const thresholds = { ...FRESH.colour.thresholds, ...kept.colour?.thresholds }
  return { ...FRESH, ...kept, colour: { ...FRESH.colour, ...kept.colour, thresholds } }
}

export const pairHistory = createHistory<Choices>((state) => (choices.value = state))

/** `key` makes one step of many changes of one gesture. */
export function choose(name: string, change: Partial<Choices>, key: string | null = null): void {
  const now = { ...choices.value, ...change }
  // An edit that changes nothing adds no undo step.
  if (JSON.stringify(now) === JSON.stringify(choices.value)) return
  pairHistory.record(name, choices.value, now, key)
  choices.value = now
}

/** What of the old pair holds for the next one too: they are the same photos, swapped. */
let carried: Partial<Choices> = {}
export const carryChoices = (change: Partial<Choices>) => (carried = change)

/** For another pair: how photos are compared stays, what belongs to the old ones goes. */
export function forgetPair(): void {
  const colour = { ...choices.value.colour, patch: null }
  choices.value = { ...choices.value, manual: null, ignored: [], pins: [], colour, ...carried }
  carried = {}
  pairHistory.clear()
}

/** What the engine needs to measure anew; the rest only changes what is reported. */
export const measureKey = ({ align, manual, light }: Choices) => JSON.stringify([manual ?? align, light])

export const detectOptions = ({ sensitivity, minArea, ignored }: DetectOptions): DetectOptions => ({ sensitivity, minArea, ignored })
export const detectKey = (options: DetectOptions) => JSON.stringify(options)

export function ignoreArea(box: Box): void {
  const { ignored } = choices.value
  if (ignored.length < IGNORED_MAX) return choose('Ignore Area', { ignored: [...ignored, box] })
  const detail = 'Stop ignoring some of them, and draw one area around what they held.'
  toast({ kind: 'error', text: `${IGNORED_MAX} areas are ignored already: the most is ${IGNORED_MAX}.`, detail })
}
export const watchArea = (at: number) => choose('Stop Ignoring', { ignored: choices.value.ignored.filter((_, i) => i !== at) })

/** The threshold of what counts as a change: reports and the command line call it by this name. */
export const setSensitivity = (sensitivity: number) => choose('Threshold', { sensitivity }, 'sensitivity')
