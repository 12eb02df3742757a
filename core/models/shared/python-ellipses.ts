/** Ellipses in a script of numpy. */
import type { HandModel } from './hand'
import type { ModelPython, PythonRequest } from './python'

/** As `measure` returns them. */
const momentsOf = ({ meanR, meanG, stdR, stdG, correlation }: HandModel) => [
  meanR,
  meanG,
  stdR * stdR,
  correlation * stdR * stdG,
  stdG * stdG,
]
const indented = (lines: readonly string[]) => lines.map((line) => `    ${line}`)

/**
 * @param fit the body of `fit(mean_r, mean_g, var_r, cov, var_g)`, a line an entry, from the moments of a patch's usable
 * pixels. It returns mean r, mean g, the inverse matrix as a, b, c, and the peak, as EllipseModel has them; FLOOR is defined.
 */
export function ellipsePython(fit: readonly string[]): ModelPython {
  return { chromaticity: true, lines: ({ patches }) => ellipseLines(fit, patches) }
}

/** Distances are compared, not scores: a score of a far pixel is too small for a number, and all would be equal. */
function ellipseLines(fit: readonly string[], patches: PythonRequest['patches']): string[] {
  const byHand = patches.flatMap(({ hand }, at) => (hand ? [`    ${at}: (${momentsOf(hand).join(', ')}),`] : []))
  return [
    '# The smallest step of r at full brightness: no deviation can be known better.',
    'FLOOR = 1 / 765',
    '',
    '',
    'def measure(r, g):',
    '    """Mean r, mean g, variance of r, covariance, variance of g: population, not sample."""',
    '    dr, dg = r - r.mean(), g - g.mean()',
    '    return r.mean(), g.mean(), (dr * dr).mean(), (dr * dg).mean(), (dg * dg).mean()',
    '',
    '',
    'def fit(mean_r, mean_g, var_r, cov, var_g):',
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
    ...(byHand.length > 0 ? ['# Moments that were set by hand, by the patch that they stand for.', 'BY_HAND = {', ...byHand, '}'] : []),
    'models = []',
    ...(byHand.length > 0
      ? [
          'for at, (role, shape, *box) in enumerate(PATCHES):',
          '    patch = shape(*box) & usable',
          '    models.append((role, fit(*(BY_HAND.get(at) or measure(r[patch], g[patch])))))',
        ]
      : [
          'for role, shape, *box in PATCHES:',
          '    patch = shape(*box) & usable',
          '    models.append((role, fit(*measure(r[patch], g[patch]))))',
        ]),
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
