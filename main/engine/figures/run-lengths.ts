import { countRows } from '../../kernels/bit-mask'
import { cocoCounts, cocoText } from '../../kernels/coco-rle'
import type { BitMask } from '../../kernels/morphology'

/** A mask as pycocotools decodes it: `{ size: [height, width], counts }`, with its area. */
export function rleOf(mask: BitMask): string {
  const { bits, width, height } = mask
  return `${JSON.stringify({ size: [height, width], counts: cocoText(cocoCounts(mask)), area: countRows(bits, width, 0, height) })}\n`
}
