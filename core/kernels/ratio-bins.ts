/**
 * Bins of chromaticity by table. r and g of a byte picture are v / s with v a byte and s = R + G + B, so
 * there are only 195,840 of them: each is divided and binned once, by whichever rule.
 */
const SUMS = 766
/** Kept tables: a task asks for two at most (r's and g's window), band after band. */
const KEPT = 4
const tables = new Map<string, Int16Array>()

/** Entry `s << 8 | v`: the bin that `binOf` gives v / s, -1 for none. Row 0 (black) is never to be read. `rule` names `binOf`. */
export function ratioBins(rule: string, binOf: (ratio: number) => number): Int16Array {
  const known = tables.get(rule)
  if (known !== undefined) return known
  const made = new Int16Array(SUMS * 256)
  for (let sum = 1; sum < SUMS; sum++) {
    for (let value = 0; value < Math.min(256, sum + 1); value++) made[(sum << 8) | value] = binOf(value / sum)
  }
  for (const oldest of tables.keys()) {
    if (tables.size < KEPT) break
    tables.delete(oldest)
  }
  tables.set(rule, made)
  return made
}
