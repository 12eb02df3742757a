/** The plane of chromaticities as a figure: its cells as a picture, ellipses and gate as marks over it. Pure but for the picture. */
import { showCount } from '../../kit/use/words'
import type { Figure, Mark } from './figure'
import { canvasOf, cellBox, paintPlane, type PlaneCells, type PlaneStyle } from './plane'

export function planeFigure(cells: PlaneCells | null, patch: PlaneCells | null, style: PlaneStyle, marks: readonly Mark[]): Figure {
  const { r, g } = cells ?? { r: [0, 1] as const, g: [0, 1] as const }
  const show = (value: number) => String(Number(value.toFixed(2)))
  // A patch that was counted in other cells is not laid over these.
  const fits = patch && cells && patch.bins === cells.bins && patch.r[0] === r[0] && patch.r[1] === r[1] ? patch : null
  return {
    id: style.scatter ? 'rg-scatter' : 'rg-histogram',
    title: 'rg chromaticity',
    x: { title: 'r', min: r[0], max: r[1], show },
    y: { title: 'g', min: g[0], max: g[1], show },
    series: [],
    image: cells && canvasOf(paintPlane(cells, fits, style), cells.bins),
    marks,
    table: () => ({
      columns: ['r from', 'g from', 'pixels', 'in the patch', 'red', 'green', 'blue'],
      rows: cells ? rowsOf(cells, fits) : [],
    }),
    summary: cells ? summaryOf(cells) : 'Chromaticities of the photo, not there yet.',
    square: true,
  }
}

/** Cells that have a pixel, the fullest first. */
function rowsOf(cells: PlaneCells, patch: PlaneCells | null): (string | number)[][] {
  const filled = [...cells.counts.keys()].filter((cell) => cells.counts[cell]! > 0)
  filled.sort((a, b) => cells.counts[b]! - cells.counts[a]! || a - b)
  return filled.map((cell) => {
    const { r, g } = cellBox(cells, [Math.floor(cell / cells.bins), cell % cells.bins])
    return [r, g, cells.counts[cell]!, patch?.counts[cell] ?? 0, ...cells.colours.subarray(cell * 3, cell * 3 + 3)]
  })
}

function summaryOf(cells: PlaneCells): string {
  let [most, filled] = [0, 0]
  cells.counts.forEach((count, cell) => {
    if (count > 0) filled++
    if (count > cells.counts[most]!) most = cell
  })
  const { r, g, w, h } = cellBox(cells, [Math.floor(most / cells.bins), most % cells.bins])
  return `Chromaticities of ${showCount(cells.pixels)} pixels in ${cells.bins} by ${cells.bins} cells, ${showCount(filled)} of which have any. Most are near r ${(r + w / 2).toFixed(2)}, g ${(g + h / 2).toFixed(2)}.`
}
