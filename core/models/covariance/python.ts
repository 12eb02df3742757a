import { ellipsePython } from '../shared/python-ellipses'

export const python = ellipsePython([
  '# The full covariance. A flat patch has no inverse: no eigenvalue is under FLOOR squared.',
  'values, vectors = np.linalg.eigh([[var_r, cov], [cov, var_g]])',
  'inverse = vectors @ np.diag(1 / np.maximum(values, FLOOR**2)) @ vectors.T',
  'return mean_r, mean_g, inverse[0, 0], inverse[0, 1], inverse[1, 1], 1.0',
])
