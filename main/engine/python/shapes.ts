/** The part of a script that says which pixels a patch or a region holds: those whose centres lie inside. */
import type { Patch, Segmentation } from '../../../contract/contract'
import { quoted } from './photo'

type Kind = 'rectangle' | 'ellipse' | 'lasso'
type Outlined = Pick<Patch, 'x' | 'y' | 'w' | 'h' | 'shape'>

const FUNCTIONS: Readonly<Record<Kind, readonly string[]>> = {
  rectangle: [
    'def rectangle(x, y, w, h):',
    '    inside = np.zeros(bgr.shape[:2], bool)',
    '    inside[y : y + h, x : x + w] = True',
    '    return inside',
  ],
  ellipse: [
    'def ellipse(x, y, w, h):',
    '    """The one that touches the four sides of the box."""',
    '    rows, columns = np.mgrid[: bgr.shape[0], : bgr.shape[1]]',
    '    down = (2 * (rows - y) + 1 - h) / h',
    '    half = w / 2 * np.sqrt(np.maximum(0, 1 - down * down))',
    '    middle = x + w / 2',
    '    across = (columns >= np.ceil(middle - half - 0.5)) & (columns <= np.floor(middle + half - 0.5))',
    '    return across & (np.abs(down) < 1)',
  ],
  lasso: [
    'def lasso(x, y, w, h, corners):',
    '    """Inside of a closed line by the even-odd rule; corners are x, y in turn."""',
    '    inside = np.zeros(bgr.shape[:2], bool)',
    '    points = list(zip(corners[::2], corners[1::2]))',
    '    for row in range(y, y + h):',
    '        level = row + 0.5',
    '        edges = [(a, b) for a, b in zip(points[-1:] + points[:-1], points) if (a[1] < level) != (b[1] < level)]',
    '        crossings = sorted(a[0] + (level - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in edges)',
    '        for left, right in zip(crossings[::2], crossings[1::2]):',
    '            start = max(x, int(np.ceil(left - 0.5)))',
    '            inside[row, start : max(start, min(x + w, int(np.ceil(right - 0.5))))] = True',
    '    return inside',
  ],
}

const kindOf = ({ shape }: Outlined): Kind => shape?.kind ?? 'rectangle'
const numbersOf = ({ x, y, w, h, shape }: Outlined): string =>
  [x, y, w, h, ...(shape?.kind === 'lasso' ? [`[${shape.points.join(', ')}]`] : [])].join(', ')

/** `PATCHES`: what each is for, and the function that gives its pixels with what it is called with; and `REGION`, where there is one. */
export function patchLines({ patches, limit }: Pick<Segmentation, 'patches' | 'limit'>): string[] {
  const used = new Set([...patches, ...(limit === undefined ? [] : [limit])].map(kindOf))
  const functions = Object.entries(FUNCTIONS).filter(([kind]) => used.has(kind as Kind))
  return [
    ...functions.flatMap(([, lines]) => [...lines, '', '']),
    '# What each patch is for; x, y, width and height in pixels of the upright photo.',
    'PATCHES = [',
    ...patches.map((patch) => `    (${quoted(patch.role)}, ${kindOf(patch)}, ${numbersOf(patch)}),`),
    ']',
    ...(limit === undefined ? [] : ['# Outside of it nothing is mask.', `REGION = ${kindOf(limit)}(${numbersOf(limit)})`]),
  ]
}
