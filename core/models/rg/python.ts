import { tablePython } from '../shared/python-table'

export const python = tablePython({
  chromaticity: true,
  planes: '[r.astype(np.float32), g.astype(np.float32)]',
  bins: ({ bins }) => `[${Number(bins)}, ${Number(bins)}]`,
  ranges: '[0, 1, 0, 1]',
})
