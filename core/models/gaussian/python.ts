import { ellipsePython } from '../shared/python-ellipses'

export const python = ellipsePython([
  '# One Gaussian per channel, divided by its peak. A flat patch would divide by 0: no deviation is under FLOOR.',
  'std_r, std_g = max(np.sqrt(var_r), FLOOR), max(np.sqrt(var_g), FLOOR)',
  'return mean_r, mean_g, 1 / (std_r * std_r), 0.0, 1 / (std_g * std_g), 1.0',
])
