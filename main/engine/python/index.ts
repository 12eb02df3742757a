import type { Segmentation } from '../../../contract/contract'
import type { Tools } from '../threads/tools'
import { sha256Of, type OpenDocument } from '../photo/documents'
import { fit } from '../mask/scorer'
import { pythonScript } from './script'

/** The script of a segmentation of an open photo. @throws ChromapatchError PARAMETER_INVALID, PATCH_*, JOB_CANCELLED */
export async function pythonOf(
  { pool }: Pick<Tools, 'pool'>,
  document: OpenDocument,
  segmentation: Segmentation,
  signal: AbortSignal,
): Promise<string> {
  // What cannot be fitted here cannot be fitted there.
  const { threshold, shifts } = await fit(pool, document, segmentation, signal)
  const { name, width, height, notes } = document.info
  // Digests do not read shared memory.
  const pixelsSha256 = await sha256Of(document.raster.rgb.slice())
  return await pythonScript({ name, width, height, notes, pixelsSha256 }, { ...segmentation, threshold }, shifts)
}
