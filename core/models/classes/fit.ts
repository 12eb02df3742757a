/** Classes of colour fitted to a photo: the table of scores, the field along edges, and the threshold that the photo suggests. */
import type { Region } from '../../../contract/documents'
import { EVERY_PIXEL } from '../../kernels/pixel-rule'
import { COEFFICIENTS } from '../../mask/guided-colour'
import type { PhotoColours, SmallCopy } from '../../scorers/classes/copy'
import { fieldRow, rowOfField, type ScoreField } from '../../scorers/classes/field'
import type { ClassPart, ClassScorer } from '../../scorers/classes/scorer'
import type { Fit, FitSource, ModelParameters } from '../shared/model'
import { fieldOf, moved, scoreColours, scoresOf } from './colours'
import { chooseThreshold, contrastOf, EVEN } from './contour'
import { classNames, classOf } from './names'

/** Patches lie on the photo, and one of them adds. */
export async function fit({ patches, photo }: FitSource, parameters: ModelParameters): Promise<Fit<ClassScorer>> {
  const colours = await photo.colours()
  const ground = patches.filter(({ role }) => role === 'subtract')
  const classes = classNames(patches).map((name) => patches.filter((patch) => patch.role === 'add' && classOf(patch) === name))
  const { tables, evidence } = scoreColours({
    photo: colours.counts,
    classes: classes.map((own) => photo.countKeys(own)),
    ground: ground.length === 0 ? null : photo.countKeys(ground),
  })
  const found = tables.map((table, k) => {
    const own = new Set(classes[k])
    return partOf(table, colours, parameters['edges'] !== 'off', { inside: [...own], outside: patches.filter((patch) => !own.has(patch)) })
  })
  // Several classes have one threshold: each is moved so that its own lies there.
  const [first] = found
  const shifts = found.length === 1 ? [0] : found.map(({ chosen }) => EVEN - chosen)
  const parts = found.map(({ part }, k) => (shifts[k] === 0 ? part : moved(part, shifts[k]!)))
  return {
    scorer: { kind: 'classes', rule: EVERY_PIXEL, parts, levels: colours.levels },
    floored: patches.map(() => false),
    chosen: found.length === 1 && first !== undefined ? first.chosen : EVEN,
    shifts,
    // What is kept of a photo for others is one class's.
    ...(found.length === 1 ? { evidence: evidence[0]! } : {}),
  }
}

/** One class's scores, and the threshold that the photo suggests for it. */
function partOf(
  table: Uint8Array,
  colours: PhotoColours,
  follows: boolean,
  { inside, outside }: { readonly inside: readonly Region[]; readonly outside: readonly Region[] },
): { part: ClassPart; chosen: number } {
  const { copy } = colours
  const byColour = scoresOf(table, copy)
  const field = follows ? fieldOf(byColour, copy) : null
  const scores = field === null ? byColour : filtered(field, copy)
  const contrast = contrastOf({ scores, keys: copy.keys, width: copy.guide.width, height: copy.guide.height })
  return {
    part: { table, field },
    chosen: chooseThreshold(contrast, scoresIn(scores, colours, inside), scoresIn(scores, colours, outside)),
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
