/** The lines of a comparison beside its list of changes. */
import type { Comparison } from '../../contract/comparison'

/** What stands beside the list: what may be a change, where only the light is another, and what one photo alone shows. */
export function besides({
  perhaps,
  lightOnly,
  onlyBefore,
  onlyAfter,
  verdict,
}: Pick<Comparison, 'perhaps' | 'lightOnly' | 'onlyBefore' | 'onlyAfter' | 'verdict'>) {
  const only = (name: string, strips: Comparison['onlyBefore']) =>
    strips.map(({ x, y, w, h, share }) => `only ${name}  ${w} × ${h} at ${x}, ${y}: ${(100 * share).toFixed(1)} % of it`)
  return [
    ...(perhaps.length + lightOnly.length > 0
      ? [`besides    ${perhaps.length} that may be none, ${lightOnly.length} where only the light is another`]
      : []),
    ...only('before', onlyBefore),
    ...only('after', onlyAfter),
    `verdict    ${verdict.sameness}${verdict.reasons.length > 0 ? `: ${verdict.reasons.join(' ')}` : ''}`,
  ]
}
