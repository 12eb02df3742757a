/** Clean-up steps of the 24-megapixel photo: each slider is moved by hand, and timed until a mask of its value, or a draft of it, is painted. */
import { slideThumb } from './gestures'
import { settled, type Running } from './launch'
import { dragLatencies } from './latency'
import { takeCalls, takeTrace } from './trace'

const SLIDES = 120
/** A slider of each kind: a blur, a step of the hard mask, and one that the photo has a say in. */
const SLIDERS = {
  'clean-feather': ['feather', 'sigma'],
  'clean-grow': ['grow', 'radius'],
  'clean-refine': ['refine', 'radius'],
} as const

/** Latencies from the movement as the browser received it to the pane painted, by slider. */
export async function cleanSliders({ app, page }: Running): Promise<Record<keyof typeof SLIDERS, readonly number[]>> {
  const choose = (id: string) => app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()!.getMenuItemById(item)!.click(), id)
  await choose('clean.usual')
  const found: Partial<Record<keyof typeof SLIDERS, readonly number[]>> = {}
  for (const [what, [step, parameter]] of Object.entries(SLIDERS) as [keyof typeof SLIDERS, readonly [string, string]][]) {
    const row = page.getByTestId(`step-${step}`)
    if (step !== 'feather') {
      await page.getByTestId('add-step').click()
      await page.getByTestId(`add-${step}`).click()
    }
    const slider = `parameter-${step}-${parameter}-slider`
    if (!(await page.getByTestId(slider).isVisible())) await row.locator('button.title').click()
    await page.getByTestId(slider).scrollIntoViewIfNeeded()
    await settled(page)
    await slideThumb(page, slider, 20)
    await settled(page)
    await takeTrace(page)
    await takeCalls(app)
    await slideThumb(page, slider, SLIDES)
    const { slides, scorePaints, ...trace } = await takeTrace(page)
    const { whole, lost } = dragLatencies({ ...trace, slides, scorePaints, moves: slides }, await takeCalls(app))
    if (lost > 2) process.stderr.write(`${what}: ${lost} movements without a paint\n`)
    found[what] = whole
    await settled(page)
  }
  return found as Record<keyof typeof SLIDERS, readonly number[]>
}
