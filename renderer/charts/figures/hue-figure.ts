/** The histogram of hues as OpenCV gathers it, each bar in its hue. Pure. */
import { hueBin, hueHistogram } from '../../../core/scorers/table/definition'
import { showCount } from '../../kit/use/words'
import type { Figure } from './figure'

/** In degrees, 0 to 360: where a bin begins, and where the last one ends. */
export function hueEdges(bins: number): number[] {
  const first = Array.from({ length: 181 }, (_, hue) => (hue === 180 ? bins : hueBin(hue, bins)))
  return Array.from({ length: bins + 1 }, (_, bin) => first.findIndex((of) => of >= bin) * 2)
}

export function hueFigure(counts: readonly number[], bins: number, whose: string): Figure {
  const gathered = [...hueHistogram(counts, bins)]
  const edges = hueEdges(bins)
  const middle = (bin: number) => ((bin + 0.5) * 360) / bins
  const most = Math.max(1, ...gathered)
  const top = gathered.indexOf(most)
  return {
    id: 'hue',
    title: 'Hue',
    x: { title: 'hue in degrees', min: 0, max: 360, show: (value) => `${value}°` },
    y: { title: 'pixels', min: 0, max: most * 1.04 },
    series: [
      {
        name: whose,
        kind: 'bars',
        points: gathered.map((count, bin) => ({ x: middle(bin), y: count })),
        colour: gathered.map((_, bin) => `hsl(${Math.round(middle(bin))} 85% 55%)`),
      },
    ],
    marks: [],
    table: () => ({
      columns: ['from degrees', 'to below', 'pixels'],
      rows: gathered.map((count, bin) => [edges[bin]!, edges[bin + 1]!, count]),
    }),
    summary: `Histogram of the hues of ${whose} in ${bins} bins. Most, ${showCount(most)} pixels, lie from ${edges[top]} to ${edges[top + 1]} degrees.`,
  }
}
