/** What classes of colour are called. */

/** A class that was given no name. */
export const UNNAMED = 'object'

interface Named {
  readonly role: 'add' | 'subtract'
  readonly class?: string | undefined
}

/** The class that a patch is of. */
export const classOf = (patch: Named): string => patch.class ?? UNNAMED

/** The classes of patches in the order in which they first come; their numbers count from 1. Patches that subtract are of none. */
export const classNames = (patches: readonly Named[]): string[] => [
  ...new Set(patches.filter(({ role }) => role === 'add').map((patch) => classOf(patch))),
]

/** For each patch the place of its class among those names, -1 for one that subtracts. */
export function classNumbers(patches: readonly Named[]): number[] {
  const names = classNames(patches)
  return patches.map((patch) => (patch.role === 'add' ? names.indexOf(classOf(patch)) : -1))
}

/** The colours of classes 1, 2, … in overlays and label pictures: Okabe and Ito's eight, which colour-blind people tell apart, and again. */
const COLOURS: readonly (readonly [number, number, number])[] = [
  [213, 94, 0],
  [0, 114, 178],
  [0, 158, 115],
  [240, 228, 66],
  [204, 121, 167],
  [86, 180, 233],
  [230, 159, 0],
  [110, 110, 110],
]

/** @param number from 1 on. */
export const classColour = (number: number): readonly [number, number, number] => COLOURS[(number - 1) % COLOURS.length]!
