/** The part of a script that says which pixels a patch holds. */
import type { Patch } from '../../../preload/contract'
import { quoted } from './photo'

const RECTANGLE = [
  'def rectangle(x, y, w, h):',
  '    inside = np.zeros(bgr.shape[:2], bool)',
  '    inside[y : y + h, x : x + w] = True',
  '    return inside',
]

/** `PATCHES`: what each is for, and the function that gives its pixels with what it is called with. */
export function patchLines(patches: readonly Patch[]): string[] {
  return [
    ...RECTANGLE,
    '',
    '',
    '# What each patch is for; x, y, width and height in pixels of the upright photo.',
    'PATCHES = [',
    ...patches.map(({ x, y, w, h, role }) => `    (${quoted(role)}, rectangle, ${x}, ${y}, ${w}, ${h}),`),
    ']',
  ]
}
