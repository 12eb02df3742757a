/** Pictures of how the mask comes about, and the same as a script. */
import * as v from 'valibot'
import { DocumentId, JobId, View } from '../documents'
import { Disagreement, MethodPicture, PictureScale } from '../method'
import { Segmentation } from '../segmentation'
import { call } from './call'

export const methodCalls = {
  /** Pixels: a byte a pixel, see contract/method.ts. `segmentation: null` serves for r and g alone. */
  readPicture: call(
    v.strictObject({ job: JobId, document: DocumentId, picture: MethodPicture, segmentation: v.nullable(Segmentation), view: View }),
    PictureScale,
    { engine: true, pixels: true },
  ),
  /** Pixels: a byte a pixel, 1 where only the first model selects it, 2 the second, 3 both. Clean-up steps are not part of it. */
  readDisagreement: call(
    v.strictObject({ job: JobId, document: DocumentId, first: Segmentation, second: Segmentation, view: View }),
    v.strictObject({ width: v.number(), height: v.number() }),
    { engine: true, pixels: true },
  ),
  measureDisagreement: call(v.strictObject({ job: JobId, document: DocumentId, first: Segmentation, second: Segmentation }), Disagreement, {
    engine: true,
  }),
  /** Puts a script of numpy and OpenCV that makes this mask on the clipboard. The window does not see it. */
  copyPython: call(v.strictObject({ job: JobId, document: DocumentId, segmentation: Segmentation }), v.strictObject({ lines: v.number() })),
} as const
