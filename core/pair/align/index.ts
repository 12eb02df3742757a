import { choice, defineOperation, type ChoiceOf, type Parameters } from '../../models/shared/define'

/** Raised when the same two photos give another move. */
export const ALIGN_VERSION = 1

export const alignParameters = {
  align: choice({
    title: 'Align',
    doc: 'Which move of the camera is taken out before the photos are compared.',
    choices: [
      { id: 'none', title: 'None', doc: 'The photos are compared pixel by pixel as they are; they must have one size.' },
      { id: 'translation', title: 'Shift', doc: 'A shift alone.' },
      { id: 'similarity', title: 'Shift, turn, scale', doc: 'A shift, a turn and a change of size.' },
      { id: 'homography', title: 'Perspective', doc: 'Any move of a camera before a flat scene, or about its own lens.' },
      { id: 'auto', title: 'Automatic', doc: 'The simplest of these that explains the pair, or none where none does.' },
    ],
    default: 'auto',
  }),
} as const satisfies Parameters

export type Alignment = ChoiceOf<(typeof alignParameters)['align']>

export const align = defineOperation({
  id: 'align',
  version: ALIGN_VERSION,
  title: 'Align',
  doc: 'Finds the camera’s move between two photos and takes it out. A move counts only where blocks all over the photo match under it.',
  reference:
    'Phase correlation (Kuglin and Hines, 1975) for small moves, matched features with RANSAC (Fischler and Bolles, 1981) for larger ones, then refinement on a pyramid.',
  formula: 'after(H · p) ≈ before(p), H a shift, a similarity or a homography',
  parameters: alignParameters,
})
