import { tablePython } from '../shared/python-table'

export const python = tablePython({
  chromaticity: false,
  planes: '[cv2.cvtColor(bgr, cv2.COLOR_BGR2HSV)[:, :, 0]]',
  bins: ({ bins }) => `[${Number(bins)}]`,
  ranges: '[0, 180]',
})
