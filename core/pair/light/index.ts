import { choice, defineOperation, type ChoiceOf, type Parameters } from '../../models/shared/define'

/** Raised when the same two photos give another light. */
export const LIGHT_VERSION = 1

export const lightParameters = {
  light: choice({
    title: 'Match light',
    doc: 'Which difference of exposure and white balance is taken out before the photos are compared.',
    choices: [
      { id: 'none', title: 'Off', doc: 'Colours are compared as they are.' },
      { id: 'global', title: 'Whole photo', doc: 'One gain and one bias per channel, from what is alike in both photos.' },
      { id: 'blocks', title: 'Uneven', doc: 'The same, and gains that vary slowly over the photo: another lamp, a shadow, a vignette.' },
    ],
    default: 'global',
  }),
} as const satisfies Parameters

export type LightMatch = ChoiceOf<(typeof lightParameters)['light']>

export const light = defineOperation({
  id: 'light',
  version: LIGHT_VERSION,
  title: 'Match light',
  doc: 'Takes out what another exposure or white balance makes of the same surfaces. Clipped pixels take no part.',
  reference: 'Least median of squares (Rousseeuw, 1984) for the start, then Tukey’s biweight.',
  formula: 'after ≈ gain · before + bias, for each of R, G and B',
  parameters: lightParameters,
})
