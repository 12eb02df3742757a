import { choice, type Parameters } from '../define'

/** Raised when the same two photos give another light. */
export const LIGHT_VERSION = 1

export const LIGHTS = ['none', 'global', 'blocks'] as const
export type LightMatch = (typeof LIGHTS)[number]

export const lightParameters = {
  light: choice<LightMatch>({
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
