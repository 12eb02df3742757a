import { defineOperation, integer, number, type Parameters } from '../../models/shared/define'

/** Raised when the same two photos give other regions. */
export const CHANGES_VERSION = 3

export const changesParameters = {
  sensitivity: number({
    title: 'Threshold',
    unit: 'σ of the pair’s own noise',
    min: 3,
    max: 30,
    step: 0.5,
    default: 7,
    doc: 'How far above the noise a difference must stand to count as a change: lower finds more.',
  }),
  minArea: integer({
    title: 'Least area',
    unit: 'pixels',
    min: 0,
    max: 1_000_000,
    default: 0,
    doc: 'Regions with fewer pixels are left out; 0 is chosen from the photo’s size.',
  }),
} as const satisfies Parameters

/** What stands for a least area of 0: a 40,000th of the photo, and 12 pixels at least. */
export function leastArea(minArea: number, pixels: number): number {
  return minArea > 0 ? minArea : Math.max(12, Math.round(pixels / 40_000))
}

/** Beyond this many, a list helps nobody: the largest are kept. */
export const REGIONS_MAX = 500

export const KINDS = ['appeared', 'vanished', 'moved', 'recoloured', 'brighter', 'darker', 'replaced', 'changed', 'lightOnly'] as const
export type ChangeKind = (typeof KINDS)[number]

/** What each of them says; in kind.ts it is decided. */
export const KIND_DOCS: Readonly<Record<ChangeKind, string>> = {
  appeared: 'it stands apart from its surroundings in After, and Before shows the surroundings going on',
  vanished: 'it stands apart from its surroundings in Before, and After shows the surroundings going on',
  moved: 'what Before shows here stands elsewhere in After',
  recoloured: 'its inner structure stayed, its colour is another',
  brighter: 'its inner structure stayed, with more light',
  darker: 'its inner structure stayed, with less light',
  replaced: 'its inner structure is another, and it stands apart in both photos or in neither',
  changed: 'it differs, and what happened cannot be told for sure',
  lightOnly: 'what is there stayed, and softly lit or shaded',
}

export const changes = defineOperation({
  id: 'changes',
  version: CHANGES_VERSION,
  title: 'List changes',
  doc: [
    'Finds the regions that differ by more than the pair’s own noise, once the camera’s move and the light are taken out.',
    ...KINDS.map(
      (kind) =>
        `A region ${kind === 'appeared' || kind === 'vanished' || kind === 'moved' ? 'has' : 'is'} ${kind === 'lightOnly' ? 'light only' : kind} where ${KIND_DOCS[kind]}.`,
    ),
  ].join(' '),
  reference: 'The residual’s noise by its median (MAD), apart for each degree of structure; regions by connected components.',
  formula: '|residual| > threshold · σ(structure)',
  parameters: changesParameters,
})
