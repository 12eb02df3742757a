/** How many pixels a mask has at each of many thresholds, from one look at each pixel; exactly as the masks themselves. */

/** Adds each pixel to the slot of how many of the thresholds (in rising order) its score passes: 0 to all of them. */
export type SlotCounter = (bytes: Uint8Array, rgb: number, count: number, slots: Float64Array) => void

const STEPS = 4096

/** How many of the limits, which fall, lie above a distance. Most are found by a grid, the rest by looking. */
export function slotOfDistance(limits: readonly number[]): (distance: number) => number {
  const finite = limits.filter(Number.isFinite)
  const top = Math.max(0, ...finite)
  const step = top / STEPS || 1
  const endless = limits.filter((limit) => limit === Number.POSITIVE_INFINITY).length
  // Two steps on: the rounding of d / step may put a distance into the cell beside its own.
  const sure = Int32Array.from({ length: STEPS + 1 }, (_, cell) => limits.filter((limit) => limit >= (cell + 2) * step).length)
  return (distance) => {
    if (!(distance < Number.POSITIVE_INFINITY)) return 0
    if (distance >= top) return endless
    let slot = sure[Math.max(0, Math.floor(distance / step))] as number
    while (slot < limits.length && distance < (limits[slot] as number)) slot++
    return slot
  }
}

/** Pixels at each threshold from the slots: all that pass it pass those below it. */
export function areasOf(slots: ArrayLike<number>): number[] {
  const areas: number[] = []
  for (let slot = slots.length - 1, sum = 0; slot > 0; slot--) areas.unshift((sum += slots[slot] as number))
  return areas
}
