/** Charts leave the window: as a picture, as a drawing where there is one, as a table. */
import { call } from '../bridge/api'
import type { ChartContent } from '../../contract/charts'
import { csvOf, type Figure } from './figures/figure'
import { pngOf } from './figure-png'
import { svgOf } from './figure-svg'
import { toast, toastFailure } from '../kit/use/toasts'
import { tokens } from '../kit/use/useTokens'

/** What a figure can be saved as; one that is a picture has no drawing. */
export const kindsOf = (figure: Figure): ChartContent['kind'][] => (figure.image === undefined ? ['png', 'svg', 'csv'] : ['png', 'csv'])

export async function saveChart(
  document: string,
  figure: Figure,
  kind: ChartContent['kind'],
  size: { readonly width: number; readonly height: number },
): Promise<void> {
  try {
    const { saved } = await call('saveChart', { document, chart: figure.id, content: contentOf(figure, kind, size) })
    if (!saved) return
    const { handle: grant, name } = saved.grant
    toast({
      kind: 'done',
      text: `Saved “${name}”.`,
      action: { title: 'Show in folder', run: () => void call('reveal', { grant }).catch(() => undefined) },
    })
  } catch (thrown) {
    toastFailure(thrown, 'saveChart')
  }
}

function contentOf(
  figure: Figure,
  kind: ChartContent['kind'],
  { width, height }: { readonly width: number; readonly height: number },
): ChartContent {
  const { text, grid, plot, panel } = tokens.value
  if (kind === 'png') return { kind, content: pngOf(figure, Math.round(width), Math.round(height), { text, grid, plot, panel }) }
  if (kind === 'svg') return { kind, content: svgOf(figure, { text, grid, panel }) }
  return { kind, content: csvOf(figure.table()) }
}
