/** The colour whose share is compared: which it is, what was found, and how it is drawn. */
import { computed, shallowRef } from 'vue'
import { models, type ModelId } from '../../../core/models/index'
import { cutOf, type ScoreScale } from '../../../core/kernels/score-map'
import type { Box, ColourChange } from '../../../contract/comparison'
import type { Segmentation } from '../../../contract/contract'
import type { WireError } from '../../../contract/errors'
import { densityOfPlace, placeOfDensity, showCoverage, SIGMA_MAX, sigmaOfThreshold, thresholdOfSigma } from '../../pane/threshold-scale'
import { packRgba } from '../../pane/compose'
import type { Stack } from '../paint/tile'
import { choices, choose } from './choices'
import { pairView } from './view'

export const colour = computed(() => choices.value.colour)
export const colourModel = computed(() => models[colour.value.model])
export const colourThreshold = computed(() => colour.value.thresholds[colour.value.model])

/** Null while no patch is drawn. */
export const colourRequest = computed<Segmentation | null>(() => {
  const { patch, model } = colour.value
  return patch && { model, parameters: {}, threshold: colourThreshold.value, patches: [{ ...patch, role: 'add' }] }
})

export const colourFound = shallowRef<ColourChange | null>(null)
export const colourTrouble = shallowRef<WireError | null>(null)
/** Two scores a pixel; filled by composables/useColour. */
export const colourStack = shallowRef<Stack>({ overview: null, detail: null, place: { x: 0, y: 0, scale: 1 } })
export const colourScale = shallowRef<ScoreScale | null>(null)

const change = (name: string, to: Partial<typeof colour.value>, key: string | null = null) =>
  choose(name, { colour: { ...colour.value, ...to } }, key)

export function setColourPatch(patch: Box | null, key: string | null = null): void {
  // What was just drawn is shown; while its fields move it, the view that was chosen stays.
  if (patch && (pairView.picking || !colour.value.patch)) pairView.ofColour = true
  pairView.picking = false
  change(patch ? 'Colour' : 'Forget the Colour', { patch }, key)
}
export const setColourModel = (model: ModelId) => change('Model of the Colour', { model })
export const setColourThreshold = (value: number) =>
  change(colourModel.value.threshold.title, { thresholds: { ...colour.value.thresholds, [colour.value.model]: value } }, 'colour-threshold')

const STEPS = 500
const peak = computed(() => (colourScale.value?.kind === 'distance' ? colourScale.value.peak : 1))

/** The threshold as a slider has it: see stores/threshold-scale.ts. */
export const colourTrack = computed(() => {
  const { threshold } = colourModel.value
  const value = colourThreshold.value
  if (threshold.shownAs === 'coverage') {
    return { max: SIGMA_MAX * 100, at: Math.round(sigmaOfThreshold(value) * 100), text: `${showCoverage(value, threshold.dimensions)} %` }
  }
  if (threshold.whole) return { max: threshold.max, at: value, text: String(value) }
  return { max: STEPS, at: Math.round(placeOfDensity(value, peak.value) * STEPS), text: String(Number(value.toPrecision(3))) }
})

export function dialColour(at: number): void {
  const { threshold } = colourModel.value
  if (threshold.shownAs === 'coverage') return setColourThreshold(thresholdOfSigma(at / 100))
  setColourThreshold(threshold.whole ? at : densityOfPlace(at / STEPS, peak.value))
}

/** R, G, B of what both have, of what came and of what went; told apart without red and green. */
export const COLOURS = { kept: [63, 169, 245], gained: [255, 209, 102], lost: [232, 72, 152] } as const
/** What became of the colour's pixels, as legends say it. */
export const COLOUR_SHARES = [
  { name: 'kept', sign: '=', word: 'in both' },
  { name: 'gained', sign: '+', word: 'gained' },
  { name: 'lost', sign: '−', word: 'lost' },
] as const
export type ColourShare = (typeof COLOUR_SHARES)[number]
const STRENGTH = 175

/** The difference view then shows what came and went of the colour, in place of the difference. */
export const showsColour = computed(
  () => pairView.shown === 'difference' && pairView.ofColour && colour.value.patch !== null && colourTrouble.value === null,
)

/** Words by (in before) + 2 · (in after), then the cut of the scores. Null while there is nothing to draw. */
export type Tints = Int32Array

/** Many thresholds have one cut: nothing is painted anew for them. */
const cut = computed(() => (colourScale.value && colourStack.value.overview ? cutOf(colourThreshold.value, colourScale.value) : null))

export const colourTints = computed<Readonly<Record<'before' | 'after' | 'both', Tints>> | null>(() => {
  if (cut.value === null || !(pairView.tinted || showsColour.value)) return null
  const word = (name: keyof typeof COLOURS) => packRgba(COLOURS[name][0], COLOURS[name][1], COLOURS[name][2], STRENGTH)
  const [lost, gained, kept] = [word('lost'), word('gained'), word('kept')]
  return {
    before: Int32Array.of(0, lost, 0, kept, cut.value),
    after: Int32Array.of(0, 0, gained, kept, cut.value),
    both: Int32Array.of(0, lost, gained, kept, cut.value),
  }
})
