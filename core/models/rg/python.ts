import type { TablePython } from '../model-python'

export const python: TablePython = {
  kind: 'table',
  chromaticity: true,
  planes: '[r.astype(np.float32), g.astype(np.float32)]',
  bins: ({ bins }) => `[${Number(bins)}, ${Number(bins)}]`,
  ranges: '[0, 1, 0, 1]',
}
