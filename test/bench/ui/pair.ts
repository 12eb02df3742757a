/** Sliders of the compare workspace: each is moved by hand over a pair of 12 megapixels, and timed until the pane is painted. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { pairOf } from '../pairs'
import { drag, slideThumb } from './gestures'
import { settled, type Running } from './launch'
import { slideLatencies } from './latency'
import { takeTrace } from './trace'

const MEGAPIXELS = 12
const SLIDES = 150

/** Latencies from the movement as the browser received it to the pane painted, by slider. */
export async function pairSliders({ app, page }: Running, root: string): Promise<Record<string, readonly number[]>> {
  const made = await pairOf(root, join(root, 'test/fixtures/photos/mountains.jpg'), MEGAPIXELS, 'handheld')
  await app.evaluate(
    ({ dialog, Menu }, files) => {
      Object.assign(dialog, { showOpenDialog: () => Promise.resolve({ canceled: false, filePaths: files }) })
      Menu.getApplicationMenu()!.getMenuItemById('workspace.compare')!.click()
      Menu.getApplicationMenu()!.getMenuItemById('file.open')!.click()
    },
    [made.before, made.after],
  )
  await page.getByTestId('region-1').waitFor({ timeout: 60_000 })
  // SSIM and ΔE2000 come later, and would be in the way.
  await page.waitForFunction(() => /^\d/.test(document.querySelector('[data-testid="metric-ssim"]')?.textContent ?? ''), null, {
    timeout: 60_000,
  })
  const show = async (view: string) => {
    await page.getByTestId(`compare-${view}`).click()
    await settled(page)
  }
  const found: Record<string, readonly number[]> = {}
  const slid = async (name: string, testId: string) => {
    await slideThumb(page, testId, 30)
    found[name] = await timed(page, () => slideThumb(page, testId, SLIDES))
  }
  await show('onion')
  await slid('pair-onion', 'onion-slider')
  await show('difference')
  await slid('pair-gain', 'gain-slider')
  await slid('pair-threshold', 'difference-threshold')
  await page.getByTestId('difference-mask').click()
  await settled(page)
  await slid('pair-sensitivity', 'changes-threshold')
  await show('swipe')
  await swing(page, 30)
  found['pair-swipe'] = await timed(page, () => swing(page, SLIDES))
  await show('two-up')
  await page.getByTestId('colour-middle').click()
  await page.getByTestId('colour-went').getByText('→').waitFor()
  await settled(page)
  await page.getByTestId('colour-slider').scrollIntoViewIfNeeded()
  await settled(page)
  await slid('pair-colour', 'colour-slider')
  return found
}

async function timed(page: Page, work: () => Promise<void>): Promise<readonly number[]> {
  await settled(page)
  await takeTrace(page)
  await work()
  const { moves, pairPaints } = await takeTrace(page)
  const { whole, lost } = slideLatencies({ slides: moves, scorePaints: pairPaints })
  if (lost > 2) process.stderr.write(`${lost} movements without a paint\n`)
  await settled(page)
  return whole
}

/** The line of the swipe, to and fro. */
async function swing(page: Page, moves: number): Promise<void> {
  const handle = (await page.getByTestId('compare-swipe-handle').boundingBox())!
  const from = { x: handle.x + handle.width / 2, y: handle.y + handle.height / 2 }
  const points = Array.from({ length: moves }, (_, i) => ({ x: from.x + 160 * Math.sin((i / moves) * 6 * Math.PI), y: from.y }))
  await drag(page, [from, ...points])
}
