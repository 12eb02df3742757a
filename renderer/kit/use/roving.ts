/** Arrow keys within a group that is one stop for Tab: radio buttons, tabs, menus and lists ask this one function. Pure. */
const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

export interface RovingOptions {
  /** `vertical`: left and right are no step. */
  readonly axis?: 'both' | 'vertical'
  /** Home and End go to the first and the last. */
  readonly ends?: boolean
}

/**
 * The member that a key leads to, round the ends; null where the key is no step.
 * @param at the present member; -1 for none, which comes before the first and after the last
 */
export function roving(key: string, at: number, count: number, { axis = 'both', ends = false }: RovingOptions = {}): number | null {
  if (count === 0) return null
  if (ends && key === 'Home') return 0
  if (ends && key === 'End') return count - 1
  const by = STEPS[key]
  if (by === undefined || (axis === 'vertical' && (key === 'ArrowLeft' || key === 'ArrowRight'))) return null
  if (at < 0) return by > 0 ? 0 : count - 1
  return (at + by + count) % count
}
