import type { TablePython } from '../model-python'

export const python: TablePython = {
  kind: 'table',
  chromaticity: false,
  planes: '[cv2.cvtColor(bgr, cv2.COLOR_BGR2HSV)[:, :, 0]]',
  bins: ({ bins }) => `[${Number(bins)}]`,
  ranges: '[0, 180]',
}
