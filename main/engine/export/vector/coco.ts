/** A data set as COCO has it: images, categories, and an annotation an object, whose run lengths pycocotools decodes. */
import type { DocumentInfo } from '../../../../contract/contract'
import { cocoCounts, cocoText } from '../../../../core/mask/coco-rle'
import { wordsOf } from '../../../../core/mask/bit-mask'
import type { Labels } from '../../mask/labels'
import { objectsOf, type LabelledObject } from './objects'

/** @param labels a byte a pixel. Objects hang together by edges or corners, within one class. */
export function cocoOf({ name, width, height }: DocumentInfo, { names, labels }: Labels): string {
  const annotations = names.flatMap((_, k) => objectsOf(labels, width, height, k + 1).map((object) => ({ object, category: k + 1 })))
  return `${JSON.stringify({
    info: { description: `Classes of ${name}, made with Chromapatch` },
    images: [{ id: 1, file_name: name, width, height }],
    categories: names.map((category, k) => ({ id: k + 1, name: category, supercategory: '' })),
    annotations: annotations.map(({ object, category }, i) => ({
      id: i + 1,
      image_id: 1,
      category_id: category,
      iscrowd: 0,
      area: object.pixels,
      bbox: [object.x, object.y, object.w, object.h],
      segmentation: { size: [height, width], counts: cocoText(cocoCounts(maskOf(object, width, height))) },
    })),
  })}\n`
}

function maskOf({ runs }: LabelledObject, width: number, height: number) {
  const words = wordsOf(width)
  const bits = new Int32Array(words * height)
  for (const [y, from, to] of runs) for (let x = from; x < to; x++) bits[y * words + (x >>> 5)]! |= 1 << (x & 31)
  return { bits, width, height }
}
