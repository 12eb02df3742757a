/** Back-projections in a script of OpenCV. */
import type { ModelPython, PythonRequest } from './python'

type Values = PythonRequest['parameters']

/** What calcHist and calcBackProject are given. `bgr`, and for chromaticities float64 `r` and `g`, are defined. */
interface TablePython {
  /** Whether it needs r and g. */
  readonly chromaticity: boolean
  readonly planes: string
  readonly bins: (parameters: Values) => string
  readonly ranges: string
}

export function tablePython(python: TablePython): ModelPython {
  return {
    chromaticity: python.chromaticity,
    usable: '# Pixels that count, in the histogram and in the mask. Black and grey have hue 0.',
    lines: ({ parameters }) => tableLines(python, parameters),
  }
}

function tableLines({ planes, bins, ranges }: TablePython, parameters: Values): string[] {
  const ofImage = parameters['histogramOf'] === 'image'
  return [
    `PLANES = ${planes}`,
    'CHANNELS = list(range(len(PLANES)))',
    `BINS = ${bins(parameters)}`,
    `RANGES = ${ranges}`,
    'PEAK = 255',
    '',
    '',
    'def back_projection(inside):',
    '    """The histogram of these pixels, from 0 to 255, looked up for every pixel."""',
    '    histogram = cv2.calcHist(PLANES, CHANNELS, (inside & usable).astype(np.uint8), BINS, RANGES)',
    '    cv2.normalize(histogram, histogram, 0, 255, cv2.NORM_MINMAX)',
    '    return cv2.calcBackProject(PLANES, CHANNELS, histogram, RANGES, 1).astype(np.float64)',
    '',
    '',
    ...(ofImage
      ? ['# The histogram of the whole photo stands for every patch that adds.', 'wanted = back_projection(usable)']
      : ['wanted = np.max([back_projection(shape(*box)) for role, shape, *box in PATCHES if role == "add"], axis=0)']),
    'unwanted = [back_projection(shape(*box)) for role, shape, *box in PATCHES if role == "subtract"]',
    'unwanted = np.max([np.full(bgr.shape[:2], -1.0), *unwanted], axis=0)',
    '# A pixel that is as common in a patch that subtracts is out.',
    'score = np.where((unwanted >= wanted) | ~usable, 0.0, wanted)',
    'mask = (score >= THRESHOLD) & (score > 0)',
  ]
}
