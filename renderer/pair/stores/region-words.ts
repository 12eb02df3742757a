/** Changes as this window writes them. */
import { counted } from '../../../contract/shown'
import { KIND_DOCS } from '../../../core/pair/changes/index'
import type { ChangedRegion, Changes } from '../../../contract/comparison'
import { showCount } from '../../kit/use/words'

export const KIND_TITLES: Readonly<Record<ChangedRegion['kind'], string>> = {
  appeared: 'Appeared',
  vanished: 'Vanished',
  moved: 'Moved',
  recoloured: 'Colour changed',
  brighter: 'Brighter',
  darker: 'Darker',
  replaced: 'Replaced',
  changed: 'Changed',
  lightOnly: 'Light only',
}

const showDeltaE = (deltaE: number) => (deltaE < 9.95 ? deltaE.toFixed(1) : String(Math.round(deltaE)))
export const showRegion = ({ area, deltaE }: ChangedRegion) => `${showCount(area)} px · ΔE ${showDeltaE(deltaE)}`
export const showSigned = (value: number, digits = 3) => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(digits)}`
export const tipOfRegion = ({ kind, meanDelta }: ChangedRegion) =>
  `${KIND_TITLES[kind]}: ${KIND_DOCS[kind]}. Grey before − after ${showSigned(meanDelta)} on average.`
/** What is said where no change is listed: that the photos are alike needs evidence. */
export const wordsOfVerdict = ({ sameness }: Changes['verdict']) =>
  sameness === 'same' ? 'These photos show the same thing.' : 'It is not known whether these photos show the same thing.'
export const countChanges = (count: number) => (count === 0 ? 'No change' : counted(count, 'change', 'changes'))
