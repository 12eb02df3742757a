/** What a mask is held to, as Python: the region, and what hangs together with the patches that add. */
import type { Segmentation } from '../../../contract/contract'

/** The function `bound`; it calls `regions` where `contiguous` is wanted. Empty where nothing is wanted. */
export function boundFunction({ limit, contiguous }: Pick<Segmentation, 'limit' | 'contiguous'>): string[] {
  if (limit === undefined && contiguous !== true) return []
  const lines = [
    'def bound(mask):',
    '    """Before the steps: a soft mask is held where it is more than 0."""',
    limit === undefined ? '    inside = mask > 0' : '    inside = (mask > 0) & REGION',
  ]
  if (contiguous === true) {
    lines.push(
      '    seeds = np.any([shape(*box) for role, shape, *box in PATCHES if role == "add"], axis=0)',
      '    labels, _ = regions(inside, 8)',
      '    inside &= np.isin(labels, np.unique(labels[seeds & inside]))',
    )
  }
  return [[...lines, '    return mask * inside'].join('\n')]
}
