import type { EllipsePython } from '../model-python'

export const python: EllipsePython = {
  kind: 'ellipse',
  fit: [
    '# The full covariance. A flat patch has no inverse: no eigenvalue is under FLOOR squared.',
    'values, vectors = np.linalg.eigh(np.cov(r, g, bias=True))',
    'inverse = vectors @ np.diag(1 / np.maximum(values, FLOOR**2)) @ vectors.T',
    'return r.mean(), g.mean(), inverse[0, 0], inverse[0, 1], inverse[1, 1], 1.0',
  ],
}
