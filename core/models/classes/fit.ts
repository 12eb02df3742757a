/** Classes of colour fitted to a photo: the table of scores, the field along edges, and the threshold that the photo suggests. */
import type { Region } from '../../../contract/documents'
import { EVERY_PIXEL } from '../../kernels/pixel-rule'
import { COEFFICIENTS } from '../../mask/guided-colour'
import type { PhotoColours, SmallCopy } from '../../scorers/classes/copy'
import { fieldRow, rowOfField, type ScoreField } from '../../scorers/classes/field'
import type { ClassScorer } from '../../scorers/classes/scorer'
import type { Fit, FitSource, ModelParameters } from '../shared/model'
import { fieldOf, scoreColours, scoresOf } from './colours'
import { chooseThreshold, contrastOf } from './contour'

/** Patches lie on the photo, and one of them adds. */
export async function fit({ patches, photo }: FitSource, parameters: ModelParameters): Promise<Fit<ClassScorer>> {
  const colours = await photo.colours()
  const added = patches.filter(({ role }) => role === 'add')
  const ground = patches.filter(({ role }) => role === 'subtract')
  const { tables, evidence } = scoreColours({
    photo: colours.counts,
    classes: [photo.countKeys(added)],
    ground: ground.length === 0 ? null : photo.countKeys(ground),
  })
  const table = tables[0]!
  const byColour = scoresOf(table, colours.copy)
  const field = parameters['edges'] === 'off' ? null : fieldOf(byColour, colours.copy)
  const { width, height } = colours.copy.guide
  const scores = field === null ? byColour : filtered(field, colours.copy)
  const contrast = contrastOf({ scores, keys: colours.copy.keys, width, height })
  const chosen = chooseThreshold(contrast, scoresIn(scores, colours, added), scoresIn(scores, colours, ground))
  return {
    scorer: { kind: 'classes', rule: EVERY_PIXEL, table, field, levels: colours.levels },
    floored: patches.map(() => false),
    chosen,
    evidence: evidence[0]!,
  }
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
function scoresIn(scores: Uint8Array, { scale, copy }: PhotoColours, patches: readonly Region[]): number[] {
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
