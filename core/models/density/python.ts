import { ellipsePython } from '../shared/python-ellipses'

export const python = ellipsePython([
  '# The product of two Gaussian densities, as published. A flat patch would divide by 0: no deviation is under FLOOR.',
  'std_r, std_g = max(np.sqrt(var_r), FLOOR), max(np.sqrt(var_g), FLOOR)',
  'peak = 1 / (2 * np.pi * std_r * std_g)',
  'return mean_r, mean_g, 1 / (std_r * std_r), 0.0, 1 / (std_g * std_g), peak',
])
