/** axe finds no violation in any state of the window, light and dark; and the main job is done by keyboard alone. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch, type RunningApp } from '../app'
import { axeViolations } from '../axe'
import { areaPixels, choose, control, opened, patchNow, settled, still } from '../window'

let running: RunningApp
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chromapatch-axe-'))
  running = await launch()
  await opened(running.page, 'painting.jpg')
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

const violations = () => axeViolations(running.page)

/** The state in both themes; a dialog is raised for each, since commands rest while one is open. */
async function expectAccessible(raise = async () => {}, lower = async () => {}): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await choose(running, `theme.${theme}`)
    await running.page.waitForFunction((wanted) => document.documentElement.dataset['theme'] === wanted, theme)
    await raise()
    await settled(running.page)
    await still(running.page)
    expect(await violations(), theme).toEqual([])
    await lower()
  }
}

const escape = () => running.page.keyboard.press('Escape')

it('one tip follows another: the pointer asks for its own while the focus still has one', async () => {
  const { page } = running
  const tip = page.getByRole('tooltip')
  await control(page, 'view-photo').focus()
  await page.keyboard.press('Tab')
  await tip.waitFor()
  const ofFocus = await tip.textContent()
  await control(page, 'view-swipe').hover()
  await expect.poll(() => tip.textContent()).not.toBe(ofFocus)
  const [below, above] = [await tip.boundingBox(), await control(page, 'view-swipe').boundingBox()]
  expect(below!.x + below!.width / 2).toBeCloseTo(above!.x + above!.width / 2, 0)
  expect(running.errors).toEqual([])
  await page.mouse.move(5, 5)
  await tip.waitFor({ state: 'detached' })
})

describe('axe finds nothing', () => {
  it('in the window with a photo and a patch', () => expectAccessible())

  it('in each view', async () => {
    for (const name of ['photo', 'mask', 'cutout', 'swipe', 'overlay'] as const) {
      await choose(running, `view.${name}`)
      await settled(running.page)
      expect(await violations(), name).toEqual([])
    }
  })

  it('in the export dialog', () =>
    expectAccessible(
      async () => {
        await choose(running, 'file.export')
        await control(running.page, 'export-dialog').waitFor()
      },
      () => control(running.page, 'export-cancel').click(),
    ))

  it('in the list of commands', () => expectAccessible(() => choose(running, 'help.commands'), escape))
  it('in the guide', () => expectAccessible(() => choose(running, 'help.guide'), escape))

  it('in an error', async () => {
    await writeFile(join(folder, 'text.jpg'), 'no photo')
    await expectAccessible(
      async () => {
        await running.answerDialogs({ open: [[join(folder, 'text.jpg')]] })
        await choose(running, 'file.open')
        await control(running.page, 'error-card').waitFor()
      },
      async () => {
        await choose(running, 'file.sample')
        await control(running.page, 'error-card').waitFor({ state: 'detached' })
      },
    )
  })

  it('in the comparison and in the empty window', async () => {
    await choose(running, 'workspace.compare')
    await expectAccessible()
    await choose(running, 'workspace.mask')
    await choose(running, 'file.close')
    await expectAccessible()
    await choose(running, 'file.sample')
    await settled(running.page)
  })
})

describe('by keyboard alone', () => {
  it('every control is reached by Tab, has a name, and shows where the focus is', async () => {
    const { page } = running
    await settled(page)
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    const seen = new Set<string>()
    for (let i = 0; i < 80; i++) {
      await page.keyboard.press('Tab')
      const focus = await page.evaluate(() => {
        const element = document.activeElement as HTMLElement | null
        if (element === null || element === document.body) return null
        const style = getComputedStyle(element)
        const ring = style.outlineStyle !== 'none' || style.boxShadow !== 'none' || element.matches(':focus-within *')
        return { id: element.dataset['testid'] ?? element.getAttribute('aria-label') ?? element.textContent?.trim() ?? '', ring }
      })
      if (focus === null) continue
      expect(focus.id).not.toBe('')
      seen.add(focus.id)
    }
    for (const id of ['export-open', 'model-select', 'coverage-slider', 'coverage-field', 'field-x']) expect([...seen]).toContain(id)
  })

  it('moves the patch and slides the coverage', async () => {
    const { page } = running
    const before = { patch: await patchNow(page), area: await areaPixels(page) }
    await control(page, 'patch-A').focus()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Shift+ArrowDown')
    await settled(page)
    const after = await patchNow(page)
    expect([after.x, after.y]).toEqual([before.patch.x - 1, before.patch.y + 10])
    await control(page, 'coverage-slider').focus()
    const area = await areaPixels(page)
    for (let i = 0; i < 12; i++) await page.keyboard.press('ArrowRight')
    await settled(page)
    expect(await areaPixels(page)).toBeGreaterThan(area)
  })

  it('looks at every view by its letter', async () => {
    const { page } = running
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    for (const [key, name] of [
      ['p', 'photo'],
      ['m', 'mask'],
      ['c', 'cutout'],
      ['s', 'swipe'],
      ['o', 'overlay'],
    ] as const) {
      await page.keyboard.press(key)
      await settled(page)
      const chosen = await control(page, `view-${name}`).evaluate((element) => {
        const said = ['aria-checked', 'aria-pressed', 'aria-selected'].map((attribute) => element.getAttribute(attribute))
        return said.includes('true') || (element as HTMLInputElement).checked
      })
      expect(chosen, name).toBe(true)
    }
  })
})
