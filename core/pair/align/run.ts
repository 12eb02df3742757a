/** Aligns two photos: see search.ts for how the move is found. */
import { UNALIGNED, type Alignments, type AlignSource } from './found'
import type { Alignment } from './index'
import { Search } from './search'

export function align(before: AlignSource, after: AlignSource, wanted: Alignment, isCancelled: () => boolean = () => false): Alignments {
  if (wanted === 'none') return UNALIGNED(true)
  return new Search(before, after, isCancelled).run(wanted)
}
