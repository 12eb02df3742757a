/** The model that a new photo begins with: one drag, a threshold that the photo suggests, and the way back to it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromapatch } from '../../cli/run'
import { launch, photo, type RunningApp } from '../app'
import { areaPixels, choose, control, dragPatch, opened, patchNow, settled, slide } from '../window'

const BOWL = { width: 2572, height: 1740 }
let running: RunningApp
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chromapatch-classes-'))
  running = await launch({ model: 'classes', photos: [photo('bowl.jpg')] })
  await opened(running.page, 'bowl.jpg')
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

const thresholdNow = async () => Number(await control(running.page, 'score-field').inputValue())
const from = async () => (await control(running.page, 'threshold-from').textContent()) ?? ''

interface Told {
  readonly threshold: number
  readonly mask: { readonly pixels: number; readonly fraction: number }
}
async function commandLine(...more: string[]): Promise<Told> {
  const { x, y, w, h } = await patchNow(running.page)
  const patch = [x, y, w, h].join(',')
  return JSON.parse((await chromapatch(['segment', photo('bowl.jpg'), '--patch', patch, ...more, '--json'])).out) as Told
}

describe('one drag on the bowl', () => {
  it('takes the whole bowl, at the threshold that the command line finds', async () => {
    const { page } = running
    await dragPatch(page, { x: 1900, y: 900, w: 160, h: 120 }, BOWL)
    await settled(page)
    const told = await commandLine()
    expect(await areaPixels(page)).toBe(told.mask.pixels)
    expect(await thresholdNow()).toBe(told.threshold)
    expect(await from()).toContain('Found in this photo')
    // The bowl is 42.5 % of the photo.
    expect(told.mask.fraction).toBeGreaterThan(0.36)
    expect(told.mask.fraction).toBeLessThan(0.47)
  })

  it('finds the threshold anew when the patch is moved', async () => {
    const { page } = running
    await control(page, 'field-x').fill('1500')
    await page.keyboard.press('Enter')
    await settled(page)
    const told = await commandLine()
    expect([await thresholdNow(), await areaPixels(page)]).toEqual([told.threshold, told.mask.pixels])
  })
})

describe('the threshold', () => {
  it('is the user’s own once they move it, and says so', async () => {
    const { page } = running
    await slide(page, 'score-slider', 0.9)
    await settled(page)
    const own = await thresholdNow()
    expect(own).toBeGreaterThan(200)
    expect(await from()).toContain('Set by hand')
    const told = await commandLine('--threshold', String(own))
    expect(await areaPixels(page)).toBe(told.mask.pixels)
  })

  it('is found again by one press, which undo takes back', async () => {
    const { page } = running
    const own = await thresholdNow()
    const told = await commandLine()
    await control(page, 'threshold-automatic').click()
    await settled(page)
    expect([await thresholdNow(), await areaPixels(page)]).toEqual([told.threshold, told.mask.pixels])
    await choose(running, 'edit.undo')
    await settled(page)
    expect(await thresholdNow()).toBe(own)
    await choose(running, 'edit.redo')
    await settled(page)
    expect(await from()).toContain('Found in this photo')
  })

  it('goes into a recipe as one that is found', async () => {
    const { page } = running
    const file = join(folder, 'bowl.chromapatch.json')
    await running.answerDialogs({ save: [file] })
    await choose(running, 'recipe.save')
    await settled(page)
    await expect.poll(async () => await readFile(file, 'utf8').catch(() => ''), { timeout: 10_000 }).toContain('"automatic"')
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({ automatic: true, model: { id: 'classes' } })
  })

  it('is found anew on another photo, whatever was set by hand', async () => {
    const { page } = running
    await slide(page, 'score-slider', 0.9)
    await settled(page)
    await running.answerDialogs({ open: [[photo('painting.jpg')]] })
    await choose(running, 'file.open')
    await opened(page, 'painting.jpg')
    await dragPatch(page, { x: 640, y: 60, w: 40, h: 30 }, { width: 752, height: 600 })
    await settled(page)
    expect(await from()).toContain('Found in this photo')
  })
})

describe('the model to begin with', () => {
  it('is the one that the user says, from the next start on', async () => {
    const { page, userData } = running
    await control(page, 'model-select').selectOption('gaussian')
    await settled(page)
    await control(page, 'begin-with-model').click()
    await expect
      .poll(async () => await readFile(join(userData, 'settings.json'), 'utf8'), { timeout: 10_000 })
      .toContain('"model": "gaussian"')
    expect(await control(page, 'begin-with-model').count()).toBe(0)
  })
})
