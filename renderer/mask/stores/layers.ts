/** The pixels that the pane holds of the open photo. Layers are not reactive in depth: a new score raises `scored`. */
import { shallowRef } from 'vue'
import type { Layer, Score, ScoredView } from '../../pane/layer'

export const overview = shallowRef<Layer | null>(null)
export const detail = shallowRef<Layer | null>(null)
/** A coarse map of what is visible, made while a patch is moved. */
export const preview = shallowRef<ScoredView | null>(null)
/** The same of the cleaned mask. */
export const cleanedPreview = shallowRef<ScoredView | null>(null)
/** Grows with every score map that arrives or goes. */
export const scored = shallowRef(0)

let versions = 0

export function setScore(layer: Layer, score: Omit<Score, 'version'> | null): void {
  versions += 1
  layer.score = score && { ...score, version: versions }
  scored.value += 1
}

export function setPreview(made: Omit<ScoredView, 'score'> & { readonly score: Omit<Score, 'version'> }): void {
  versions += 1
  preview.value = { ...made, score: { ...made.score, version: versions } }
}

export function setCleaned(layer: Layer, score: Omit<Score, 'version'> | null): void {
  versions += 1
  layer.cleaned = score && { ...score, version: versions }
  scored.value += 1
}

export function setCleanedPreview(made: Omit<ScoredView, 'score'> & { readonly score: Omit<Score, 'version'> }): void {
  versions += 1
  cleanedPreview.value = { ...made, score: { ...made.score, version: versions } }
}

export function clearCleaned(): void {
  cleanedPreview.value = null
  for (const layer of [overview.value, detail.value]) if (layer?.cleaned) setCleaned(layer, null)
}

export function clearScores(): void {
  preview.value = null
  for (const layer of [overview.value, detail.value]) if (layer) setScore(layer, null)
}
