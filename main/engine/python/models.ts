/** The part of a script that scores the pixels and cuts at the threshold; it defines `score`, `PEAK` and `mask`. */
import type { EllipsePython, TablePython } from '../../operations/model-python'
import type { ModelParameters } from '../../operations/run'

const indented = (lines: readonly string[]) => lines.map((line) => `    ${line}`)

/** Distances are compared, not scores: a score of a far pixel is too small for a number, and all would be equal. */
export function ellipseLines({ fit }: EllipsePython): string[] {
  return [
    '# The smallest step of r at full brightness: no deviation can be known better.',
    'FLOOR = 1 / 765',
    '',
    '',
    'def fit(r, g):',
    '    """Mean r, mean g, the inverse matrix [[a, b], [b, c]], and the score at the mean."""',
    ...indented(fit),
    '',
    '',
    'def squared_distance(model):',
    '    """In standard deviations."""',
    '    mean_r, mean_g, a, b, c, _ = model',
    '    dr, dg = r - mean_r, g - mean_g',
    '    return a * dr * dr + 2 * b * dr * dg + c * dg * dg',
    '',
    '',
    'models = []',
    'for x, y, w, h, role in PATCHES:',
    '    patch = slice(y, y + h), slice(x, x + w)',
    '    models.append((role, fit(r[patch][usable[patch]], g[patch][usable[patch]])))',
    'PEAK = max(model[-1] for role, model in models if role == "add")',
    '',
    '# The nearest patch that adds; a pixel that is as near to one that subtracts is out.',
    'distance = np.full(r.shape, np.inf)',
    'unwanted = np.full(r.shape, np.inf)',
    'for role, model in models:',
    '    nearest = distance if role == "add" else unwanted',
    '    np.minimum(nearest, squared_distance(model) + 2 * np.log(PEAK / model[-1]), out=nearest)',
    'distance[(unwanted <= distance) | ~usable] = np.inf',
    '',
    'score = PEAK * np.exp(-0.5 * distance)',
    '# score > THRESHOLD, said of the distance: a score far off the patch is too small for a number.',
    'mask = distance < (-2 * np.log(THRESHOLD / PEAK) if THRESHOLD > 0 else np.inf)',
  ]
}

export function tableLines({ planes, bins, ranges }: TablePython, parameters: ModelParameters): string[] {
  const ofImage = parameters['histogramOf'] === 'image'
  return [
    `PLANES = ${planes}`,
    'CHANNELS = list(range(len(PLANES)))',
    `BINS = ${bins(parameters)}`,
    `RANGES = ${ranges}`,
    'PEAK = 255',
    '',
    '',
    'def back_projection(x, y, w, h):',
    '    """The histogram of a rectangle, from 0 to 255, looked up for every pixel."""',
    '    counted = np.zeros(bgr.shape[:2], np.uint8)',
    '    counted[y : y + h, x : x + w] = usable[y : y + h, x : x + w]',
    '    histogram = cv2.calcHist(PLANES, CHANNELS, counted, BINS, RANGES)',
    '    cv2.normalize(histogram, histogram, 0, 255, cv2.NORM_MINMAX)',
    '    return cv2.calcBackProject(PLANES, CHANNELS, histogram, RANGES, 1).astype(np.float64)',
    '',
    '',
    ...(ofImage
      ? [
          '# The histogram of the whole photo stands for every patch that adds.',
          'wanted = back_projection(0, 0, bgr.shape[1], bgr.shape[0])',
        ]
      : ['wanted = np.max([back_projection(*box) for *box, role in PATCHES if role == "add"], axis=0)']),
    'unwanted = np.max([np.full(bgr.shape[:2], -1.0)] + [back_projection(*box) for *box, role in PATCHES if role == "subtract"], axis=0)',
    '# A pixel that is as common in a patch that subtracts is out.',
    'score = np.where((unwanted >= wanted) | ~usable, 0.0, wanted)',
    'mask = (score >= THRESHOLD) & (score > 0)',
  ]
}
