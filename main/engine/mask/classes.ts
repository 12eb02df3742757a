/** Classes of colour fitted to an open photo: the table of scores, the field along edges, and the threshold that the photo suggests. */
import type { Patch, Segmentation } from '../../../contract/contract'
import { countKeys, KEYS } from '../../../core/models/classes/colour-keys'
import { chooseThreshold, contrastOf } from '../../../core/models/classes/contour'
import { fieldOf, scoreColours, scoresOf, type SmallCopy } from '../../../core/models/classes/run'
import { COEFFICIENTS } from '../../../core/mask/guided-colour'
import { fieldRow, rowOfField, type ScoreField } from '../../../core/kernels/score-field'
import type { ModelParameters } from '../../../core/models/run'
import type { OpenDocument } from '../photo/documents'
import type { PhotoColours } from '../photo/colour-copy'
import type { FittedClasses } from '../photo/fitted-classes'
import { patchWindow } from '../photo/views'
import type { Pool } from '../threads/pool'
import { runsOf } from '../threads/runs'

/** Fits that are kept: the present one, and those that a comparison of models asks for. */
const REMEMBERED = 4

/** Patches lie on the photo, and one of them adds. The same patches and parameters give the same scores, whatever the threshold. */
export function fitClasses(
  pool: Pool,
  document: OpenDocument,
  { patches }: Pick<Segmentation, 'patches'>,
  parameters: ModelParameters,
): Promise<FittedClasses> {
  const key = JSON.stringify([patches.map(({ x, y, w, h, role, shape }) => [x, y, w, h, role, shape ?? null]), parameters])
  const { fits } = document.colours
  const kept = fits.get(key)
  if (kept !== undefined) return kept
  const made = make(pool, document, patches, parameters)
  if (fits.size >= REMEMBERED) fits.delete(fits.keys().next().value!)
  fits.set(key, made)
  made.catch(() => fits.get(key) === made && fits.delete(key))
  return made
}

async function make(pool: Pool, document: OpenDocument, patches: readonly Patch[], parameters: ModelParameters): Promise<FittedClasses> {
  const colours = await document.colours.of(pool)
  const added = patches.filter(({ role }) => role === 'add')
  const ground = patches.filter(({ role }) => role === 'subtract')
  const counted = (of: readonly Patch[]) => countPatches(document, of)
  const { tables, evidence } = scoreColours({
    photo: colours.counts,
    classes: [counted(added)],
    ground: ground.length === 0 ? null : counted(ground),
  })
  const table = tables[0]!
  const byColour = scoresOf(table, colours.copy)
  const follows = parameters['edges'] !== 'off'
  const field = follows ? fieldOf(byColour, colours.copy) : null
  const { width, height } = colours.copy.guide
  const scores = field === null ? byColour : filtered(field, colours.copy)
  const contrast = contrastOf({ scores, keys: colours.copy.keys, width, height })
  const chosen = chooseThreshold(contrast, scoresIn(scores, colours, added), scoresIn(scores, colours, ground))
  return { scorer: { kind: 'classes', table, field, levels: colours.levels }, evidence: evidence[0]!, chosen }
}

/** Pixels of the patches by key. */
function countPatches(document: OpenDocument, patches: readonly Patch[]): Uint32Array {
  const counts = new Uint32Array(KEYS)
  const bytes = document.raster.rgb
  const base = document.raster.levels[0]!.rgb
  for (const patch of patches) {
    const source = patchWindow(document, patch)
    for (const { rgb, count } of runsOf(source, 0, source.h)) countKeys(bytes, rgb - base, count, counts)
  }
  return counts
}

/** The filtered scores of the copy itself. */
function filtered(field: ScoreField, { rgb }: SmallCopy): Uint8Array {
  const { width, height } = field
  const bytes = new Uint8Array(4 * width * height)
  bytes.set(rgb)
  const row = new Float32Array((width + 1) * COEFFICIENTS)
  const out = 3 * width * height
  for (let y = 0; y < height; y++) {
    rowOfField(field, y, 1, row)
    fieldRow(bytes, row, { scale: 1, size: width }, { rgb: 3 * y * width, x: 0, count: width, out: out + y * width }, 0)
  }
  return bytes.subarray(out)
}

/** The scores of the copy's pixels in the boxes of patches, of each at least one. */
function scoresIn(scores: Uint8Array, { scale, copy }: PhotoColours, patches: readonly Patch[]): number[] {
  const { width, height } = copy.guide
  return patches.flatMap(({ x, y, w, h }) => {
    const found: number[] = []
    const [left, top] = [Math.floor(x / scale), Math.floor(y / scale)]
    const right = Math.min(width, Math.max(left + 1, Math.floor((x + w) / scale)))
    const bottom = Math.min(height, Math.max(top + 1, Math.floor((y + h) / scale)))
    for (let row = top; row < bottom; row++) for (let at = left; at < right; at++) found.push(scores[row * width + at]!)
    return found
  })
}
