/**
 * The classic chart of 24 colours as data: chip colours, and how wide a chip is on the cards that carry it.
 *
 * Colours: the maker's published CIE L*a*b* values (D50, 2° observer), in reading order from dark skin to black, for charts
 * made before and after November 2014 (X-Rite, "New color specifications for ColorChecker SG and Classic Charts", 2016).
 */
import type { Lab } from './colour'

/** Chips across and down, with dark skin at the upper left and the greys as the last row. */
export const COLUMNS = 6
export const ROWS = 4
export const CHIPS = COLUMNS * ROWS

export const CHIP_NAMES = [
  ...(['dark skin', 'light skin', 'blue sky', 'foliage', 'blue flower', 'bluish green'] as const),
  ...(['orange', 'purplish blue', 'moderate red', 'purple', 'yellow green', 'orange yellow'] as const),
  ...(['blue', 'green', 'red', 'yellow', 'magenta', 'cyan'] as const),
  ...(['white', 'neutral 8', 'neutral 6.5', 'neutral 5', 'neutral 3.5', 'black'] as const),
]

/** The greys: chips without a colour of their own, brightest first. */
export const GREYS = [18, 19, 20, 21, 22, 23] as const

export const EDITIONS = ['after 2014', 'before 2014'] as const
export type Edition = (typeof EDITIONS)[number]

export const CHART_LAB: Readonly<Record<Edition, readonly Lab[]>> = {
  'after 2014': [
    ...([
      [37.54, 14.37, 14.92],
      [64.66, 19.27, 17.5],
      [49.32, -3.82, -22.54],
      [43.46, -12.74, 22.72],
    ] as const),
    ...([
      [54.94, 9.61, -24.79],
      [70.48, -32.26, -0.37],
      [62.73, 35.83, 56.5],
      [39.43, 10.75, -45.17],
    ] as const),
    ...([
      [50.57, 48.64, 16.67],
      [30.1, 22.54, -20.87],
      [71.77, -24.13, 58.19],
      [71.51, 18.24, 67.37],
    ] as const),
    ...([
      [28.37, 15.42, -49.8],
      [54.38, -39.72, 32.27],
      [42.43, 51.05, 28.62],
      [81.8, 2.67, 80.41],
    ] as const),
    ...([
      [50.63, 51.28, -14.12],
      [49.57, -29.71, -28.32],
      [95.19, -1.03, 2.93],
      [81.29, -0.57, 0.44],
    ] as const),
    ...([
      [66.89, -0.75, -0.06],
      [50.76, -0.13, 0.14],
      [35.63, -0.46, -0.48],
      [20.64, 0.07, -0.46],
    ] as const),
  ],
  'before 2014': [
    ...([
      [37.986, 13.555, 14.059],
      [65.711, 18.13, 17.81],
      [49.927, -4.88, -21.905],
      [43.139, -13.095, 21.905],
    ] as const),
    ...([
      [55.112, 8.844, -25.399],
      [70.719, -33.397, -0.199],
      [62.661, 36.067, 57.096],
      [40.02, 10.41, -45.964],
    ] as const),
    ...([
      [51.124, 48.239, 16.248],
      [30.325, 22.976, -21.587],
      [72.532, -23.709, 57.255],
      [71.941, 19.363, 67.857],
    ] as const),
    ...([
      [28.778, 14.179, -50.297],
      [55.261, -38.342, 31.37],
      [42.101, 53.378, 28.19],
      [81.733, 4.039, 79.819],
    ] as const),
    ...([
      [51.935, 49.986, -14.574],
      [51.038, -28.631, -28.638],
      [96.539, -0.425, 1.186],
      [81.257, -0.638, -0.335],
    ] as const),
    ...([
      [66.766, -0.734, -0.504],
      [50.867, -0.153, -0.27],
      [35.656, -0.421, -1.231],
      [20.461, -0.079, -0.973],
    ] as const),
  ],
}

/** Cards that carry the chart, by the side of a chip in millimetres. Any other size is a number that the user gives. */
export const CARDS = [
  { id: 'classic', title: 'Classic, as large as a sheet of paper', chip: 40 },
  { id: 'passport', title: 'Passport, for the pocket', chip: 12 },
] as const
export type CardId = (typeof CARDS)[number]['id']
