/** Every model in the window: its own form, a mask that is the command line’s, and a way back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { models, type ModelId } from '../../../core/models'
import { chromapatch } from '../../cli/run'
import { launch, photo, type RunningApp } from '../app'
import { areaPixels, choose, control, dragPatch, patchNow, settled, slide } from '../window'

const PHOTO = photo('bowl.jpg')
let running: RunningApp

beforeAll(async () => {
  running = await launch()
  const { page } = running
  await running.answerDialogs({ open: [[PHOTO]] })
  await choose(running, 'file.open')
  await page.waitForFunction(() => document.querySelector('[data-testid="document-name"]')?.textContent?.includes('bowl.jpg'))
  await settled(page)
  await dragPatch(page, { x: 1900, y: 900, w: 160, h: 120 }, { width: 2572, height: 1740 })
  await settled(page)
})
afterAll(() => running.close())

async function model(id: ModelId): Promise<void> {
  await control(running.page, 'model-select').selectOption(id)
  await settled(running.page)
}

async function setField(id: string, value: string): Promise<void> {
  const field = control(running.page, id)
  await field.fill(value)
  await field.press('Enter')
  await settled(running.page)
}

/** Outside of a field, whose own undo it would be. */
async function undo(steps: number): Promise<void> {
  const { page } = running
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  for (let i = 0; i < steps; i++) await choose(running, 'edit.undo')
  await settled(page)
}

/** The pixels of the mask as the command line counts them, for the patch that is on the photo now. */
async function told(...flags: string[]): Promise<number> {
  const { x, y, w, h } = await patchNow(running.page)
  const named = flags.some((flag) => flag === '--model' || flag === '--gate') ? [] : ['--model', 'gaussian']
  const { out, err } = await chromapatch(['segment', PHOTO, '--patch', `${x},${y},${w},${h}`, ...named, ...flags, '--json'])
  expect(err).toBe('')
  return JSON.parse(out).mask.pixels
}

const pixels = () => areaPixels(running.page)

describe('each model', () => {
  // A gate is drawn, not fitted to a patch: see charts.e2e.ts.
  it.each((Object.keys(models) as ModelId[]).filter((id) => id !== 'gate'))('%s selects what the command line selects', async (id) => {
    await model(id)
    expect(await pixels()).toBe(await told('--model', id))
  })
})

describe('the form', () => {
  it('of hue: bins, whose histogram, and a threshold of 0 to 255', async () => {
    const { page } = running
    await model('hue')
    const before = await pixels()
    await setField('parameter-bins', '60')
    await control(page, 'parameter-histogramOf-image').click()
    await setField('score-field', '100')
    const after = await pixels()
    expect(after).not.toBe(before)
    expect(after).toBe(await told('--model', 'hue', '--bins', '60', '--histogram', 'image', '--threshold', '100'))
    await undo(3)
    expect(await pixels()).toBe(before)
    expect(await control(page, 'parameter-bins').inputValue()).toBe('25')
    expect(await control(page, 'score-field').inputValue()).toBe('128')
    await choose(running, 'edit.redo')
    await settled(page)
    expect(await control(page, 'parameter-bins').inputValue()).toBe('60')
  })

  it('of rg: bins by the slider, and the threshold by its own', async () => {
    const { page } = running
    await model('rg')
    const before = await pixels()
    await slide(page, 'parameter-bins-slider', 0.4)
    await settled(page)
    const bins = await control(page, 'parameter-bins').inputValue()
    expect(Number(bins)).toBeGreaterThan(80)
    expect(await pixels()).not.toBe(before)
    await slide(page, 'score-slider', 0.2)
    await settled(page)
    const threshold = await control(page, 'score-field').inputValue()
    expect(await pixels()).toBe(await told('--model', 'rg', '--bins', bins, '--threshold', threshold))
  })

  it('keeps for each model what was set for it', async () => {
    await model('hue')
    expect(await control(running.page, 'parameter-bins').inputValue()).toBe('60')
    await model('rg')
    expect(Number(await control(running.page, 'parameter-bins').inputValue())).toBeGreaterThan(80)
  })

  it('hides what is off by default, says what is in use, and each option changes the mask as the command line has it', async () => {
    const { page } = running
    await model('gaussian')
    const plain = await pixels()
    await control(page, 'model-options').click()
    await control(page, 'parameter-light-linear').click()
    await settled(page)
    const linear = await pixels()
    expect(linear).not.toBe(plain)
    expect(linear).toBe(await told('--linear'))
    await control(page, 'parameter-excludeClipped').click()
    await setField('parameter-minimumBrightness', '180')
    expect(await control(page, 'model-options').textContent()).toContain('3 in use')
    const all = await pixels()
    expect(all).not.toBe(linear)
    expect(all).toBe(await told('--linear', '--exclude-clipped', '--min-brightness', '180'))
    await undo(3)
    expect(await pixels()).toBe(plain)
    await control(page, 'model-options').click()
  })

  it('draws the Gaussian for models that fit one', async () => {
    const { page } = running
    const legend = () => page.locator('[data-testid="figure-r-histogram"] .legend').textContent()
    expect(await legend()).toContain('Gaussian')
    await model('covariance')
    expect(await legend()).toContain('Gaussian, along this axis')
    await model('rg')
    expect(await legend()).not.toContain('Gaussian')
    await model('gaussian')
  })
})
