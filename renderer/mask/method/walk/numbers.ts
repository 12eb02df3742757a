/** The figures of the open photo for each step of the walkthrough. Pure. */
import type { DocumentInfo, Histograms, PatchStatistics } from '../../../../contract/contract'
import { chromaticityOf, hueOf } from '../../stores/colour'
import { showCoverage } from '../../../pane/threshold-scale'
import { showCount, showPercent } from '../../../kit/use/words'
import type { WalkStepId } from './steps'

export interface WalkFacts {
  readonly photo: DocumentInfo
  /** Of the patch that is spoken of; null before there is one. */
  readonly patch: PatchStatistics | null
  readonly histograms: Histograms | null
  /** Of the Gaussian: a likelihood. */
  readonly threshold: number
  readonly area: { readonly pixels: number; readonly fraction: number } | null
  /** The pixel under the pointer. */
  readonly pixel: readonly [number, number, number] | null
  readonly hueBins: number
  /** Greatest and mean absolute difference of the pair in the Compare workspace, where there is one. */
  readonly pair: { readonly max: number; readonly meanAbsolute: number } | null
}

export interface WalkNumber {
  readonly name: string
  readonly value: string
}

/** Deviations that the model divides by: core/models/patch-health.ts has the floor's reason. */
export const DEVIATION_FLOOR = 1 / 765
/** The published cut that the masked picture uses. */
const PUBLISHED = 0.8

const number = (value: number, digits = 4) => value.toFixed(digits)
const short = (value: number) => String(Number(value.toPrecision(4)))

/** σ r and σ g as the Gaussian has them. */
const deviationsOf = ({ stdR, stdG }: PatchStatistics) => [Math.max(stdR, DEVIATION_FLOOR), Math.max(stdG, DEVIATION_FLOOR)] as const

/** 1 / (2π · σr · σg). */
export function peakOf(patch: PatchStatistics): number {
  const [stdR, stdG] = deviationsOf(patch)
  return 1 / (2 * Math.PI * stdR * stdG)
}

/** In standard deviations; null for black. */
export function distanceOf(patch: PatchStatistics, [R, G, B]: readonly [number, number, number]): number | null {
  const at = chromaticityOf(R, G, B)
  if (!at) return null
  const [stdR, stdG] = deviationsOf(patch)
  return Math.hypot((at.r - patch.meanR) / stdR, (at.g - patch.meanG) / stdG)
}

export const greyOf = ([R, G, B]: readonly [number, number, number]) => (0.2125 * R + 0.7154 * G + 0.0721 * B) / 255

const NONE = '–'

export function walkNumbers(step: WalkStepId, facts: WalkFacts): WalkNumber[] {
  const { photo, patch, pixel } = facts
  const of = (make: (patch: PatchStatistics) => string) => (patch ? make(patch) : NONE)
  const under = (make: (pixel: readonly [number, number, number]) => string) => (pixel ? make(pixel) : NONE)
  switch (step) {
    case 'patch':
      return [
        { name: 'patch', value: of(({ x, y, w, h }) => `${w} × ${h} at ${x}, ${y}`) },
        { name: 'pixels that count', value: of(({ pixels }) => showCount(pixels)) },
        { name: 'mean colour', value: of(({ meanColour }) => `RGB ${meanColour.map(Math.round).join(' ')}`) },
        { name: 'alpha', value: photo.hasAlpha ? 'dropped' : 'the photo has none' },
      ]
    case 'chromaticity':
      return [
        { name: 'mean r', value: of(({ meanR }) => number(meanR)) },
        { name: 'mean g', value: of(({ meanG }) => number(meanG)) },
        { name: 'under the pointer', value: under((rgb) => chromaticityText(rgb)) },
        { name: 'black pixels', value: showCount(photo.blackPixels) },
      ]
    case 'histogram':
      return [
        { name: 'bins', value: facts.histograms ? String(facts.histograms.bins) : NONE },
        { name: 'commonest r of the photo', value: modeText(facts.histograms, 'photo', 'r') },
        { name: 'commonest r of the patch', value: patch ? modeText(facts.histograms, 'patch', 'r') : NONE },
        { name: 'commonest g of the patch', value: patch ? modeText(facts.histograms, 'patch', 'g') : NONE },
      ]
    case 'gaussian':
      return [
        { name: 'mean r, σ r', value: of((found) => `${number(found.meanR)}, ${number(deviationsOf(found)[0])}`) },
        { name: 'mean g, σ g', value: of((found) => `${number(found.meanG)}, ${number(deviationsOf(found)[1])}`) },
        { name: 'least σ used', value: of(({ stdR, stdG }) => (Math.min(stdR, stdG) < DEVIATION_FLOOR ? 'yes, 1/765' : 'no')) },
      ]
    case 'likelihood':
      return [
        { name: 'peak of the density', value: of((found) => short(peakOf(found))) },
        { name: 'distance of the pixel', value: of((found) => under((rgb) => sigmas(distanceOf(found, rgb)))) },
        { name: 'its likelihood', value: of((found) => under((rgb) => likelihoodText(distanceOf(found, rgb)))) },
      ]
    case 'threshold':
      return [
        { name: 'T', value: short(facts.threshold) },
        { name: 'coverage, 1 − T', value: `${showCoverage(facts.threshold)} %` },
        { name: 'reaches to', value: sigmas(Math.sqrt(-2 * Math.log(facts.threshold))) },
        { name: 'published 0.8 keeps', value: of((found) => showPercent(Math.max(0, 1 - PUBLISHED / peakOf(found)))) },
      ]
    case 'mask':
      return [
        { name: 'pixels in the mask', value: facts.area ? showCount(facts.area.pixels) : NONE },
        { name: 'share of the photo', value: facts.area ? showPercent(facts.area.fraction) : NONE },
        { name: 'black, never in it', value: showCount(photo.blackPixels) },
      ]
    case 'back-projection':
      return [
        { name: 'bins of hue', value: String(facts.hueBins) },
        { name: 'hue of the mean colour', value: of(({ meanColour }) => hueText(meanColour)) },
        { name: 'under the pointer', value: under(hueText) },
      ]
    case 'difference':
      return [
        { name: 'grey of the mean colour', value: of(({ meanColour }) => number(greyOf(meanColour))) },
        { name: 'greatest of the pair', value: facts.pair ? number(facts.pair.max) : 'no pair is open' },
        { name: 'mean of the pair', value: facts.pair ? number(facts.pair.meanAbsolute) : NONE },
      ]
  }
}

function chromaticityText(rgb: readonly [number, number, number]): string {
  const at = chromaticityOf(...rgb)
  return at ? `r ${number(at.r, 3)}, g ${number(at.g, 3)}` : 'none: the pixel is black'
}

function modeText(histograms: Histograms | null, of: 'photo' | 'patch', axis: 'r' | 'g'): string {
  if (!histograms) return NONE
  const counts = histograms[of][axis]
  const most = Math.max(...counts)
  if (most === 0) return NONE
  const at = counts.indexOf(most)
  return `${number(at / histograms.bins, 2)} to ${number((at + 1) / histograms.bins, 2)}`
}

const sigmas = (distance: number | null) =>
  distance === null ? 'none: the pixel is black' : Number.isFinite(distance) ? `${number(distance, 2)} σ` : 'any distance'

function likelihoodText(distance: number | null): string {
  if (distance === null) return '0'
  const value = Math.exp(-0.5 * distance * distance)
  return value > 0 && value < 0.0001 ? value.toExponential(1) : number(value)
}

function hueText(rgb: readonly [number, number, number]): string {
  const hue = hueOf(...(rgb.map(Math.round) as [number, number, number]))
  return hue === null ? 'none: the pixel is grey' : `${hue}°`
}
