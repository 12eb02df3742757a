import { countRows } from '../../../../core/mask/bit-mask'
import { cocoCounts, cocoText } from '../../../../core/mask/coco-rle'
import type { BitMask } from '../../../../core/mask/morphology'

/** A mask as pycocotools decodes it: `{ size: [height, width], counts }`, with its area. */
export function rleOf(mask: BitMask): string {
  const { bits, width, height } = mask
  return `${JSON.stringify({ size: [height, width], counts: cocoText(cocoCounts(mask)), area: countRows(bits, width, 0, height) })}\n`
}
