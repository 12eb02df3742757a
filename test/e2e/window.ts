/** The window's controls, as a user's hands find them. */
import type { Locator, Page } from 'playwright-core'
import type { CommandId } from '../../contract/commands'
import type { RunningApp } from './app'

export const control = (page: Page, id: string): Locator => page.getByTestId(id)

/** Chooses a command in the native menu, which Playwright's keys do not reach. */
export async function choose({ app }: RunningApp, id: CommandId): Promise<void> {
  await app.evaluate(({ Menu }, command) => Menu.getApplicationMenu()!.getMenuItemById(command)!.click(), id)
}

/** The photo of that name is open and drawn. */
export async function opened(page: Page, name: string): Promise<void> {
  await page.waitForFunction((text) => document.querySelector('[data-testid="document-name"]')?.textContent?.includes(text), name)
  await settled(page)
}

let looks = 0

/** Nothing has been computed or drawn for a while. The condition is no promise: Playwright would take any promise for true. */
export async function settled(page: Page): Promise<void> {
  looks++
  await page.waitForSelector('[data-busy]', { state: 'attached' })
  await page.waitForFunction(
    (look) => {
      const quiet = window as { quiet?: { look: number; since: number } }
      const isBusy = document.querySelector('[data-busy]')?.getAttribute('data-busy') !== 'false'
      if (isBusy || quiet.quiet?.look !== look) quiet.quiet = { look, since: performance.now() }
      return performance.now() - quiet.quiet.since > 150
    },
    looks,
    { timeout: 30_000 },
  )
}

/** What fades, slides or grows has come to its end; what turns for as long as something is busy does not count. */
export async function still(page: Page): Promise<void> {
  // A transition begins with the frame after the change.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState, effect }) => playState !== 'running' || effect?.getComputedTiming().endTime === Infinity),
  )
}

export async function areaPixels(page: Page): Promise<number> {
  const text = (await control(page, 'area-pixels').textContent()) ?? ''
  return Number(text.replace(/[^0-9]/g, ''))
}

export async function patchNow(page: Page): Promise<{ x: number; y: number; w: number; h: number }> {
  const read = async (name: string) => Number((await control(page, `field-${name}`).inputValue()).replace(/[^0-9]/g, ''))
  return { x: await read('x'), y: await read('y'), w: await read('w'), h: await read('h') }
}

export async function view(page: Page, name: 'photo' | 'overlay' | 'mask' | 'cutout' | 'swipe'): Promise<void> {
  await control(page, `view-${name}`).click()
}

/** Where a pixel of the photo is in the window, while the photo is fitted into the pane. */
async function placeOf(page: Page, photo: { width: number; height: number }): Promise<(x: number, y: number) => { x: number; y: number }> {
  await page.keyboard.press('0')
  await settled(page)
  const box = (await control(page, 'pane-canvas').boundingBox())!
  // The pane keeps this much free round a fitted photo.
  const margin = 14
  const scale = Math.min((box.width - 2 * margin) / photo.width, (box.height - 2 * margin) / photo.height)
  const left = (box.width - photo.width * scale) / 2
  const top = (box.height - photo.height * scale) / 2
  return (x, y) => ({ x: box.x + left + x * scale, y: box.y + top + y * scale })
}

/** Drags a patch with the mouse, from its upper left to its lower right corner. */
export async function dragPatch(
  page: Page,
  patch: { x: number; y: number; w: number; h: number },
  photo: { width: number; height: number },
): Promise<void> {
  const at = await placeOf(page, photo)
  const [from, to] = [at(patch.x, patch.y), at(patch.x + patch.w, patch.y + patch.h)]
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  await page.mouse.move(to.x, to.y, { steps: 8 })
  await page.mouse.up()
}

/** Drags a slider's thumb to a share of its length. */
export async function slide(page: Page, id: string, share: number): Promise<void> {
  const box = (await control(page, id).boundingBox())!
  await page.mouse.move(box.x + box.width * share, box.y + box.height / 2)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * share + 1, box.y + box.height / 2)
  await page.mouse.up()
}
