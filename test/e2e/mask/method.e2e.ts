/** Pictures of the method, the row of masks, the walkthrough and the script: what a user sees is what the engine says. */
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CommandId } from '../../../contract/commands'
import type { Segmentation } from '../../../contract/contract'
import { valueOfByte, type MethodPicture } from '../../../contract/method'
import { models, type ModelId } from '../../../core/models'
import { colourAt, type ColourMapId } from '../../../renderer/pane/colour-maps'
import { WALK_STEPS } from '../../../renderer/mask/method/walk/steps'
import { findPython } from '../../bench/python'
import { Call, file, newEngine } from '../../engine/harness'
import { launch, photo, type RunningApp } from '../app'
import { axeViolations } from '../axe'
import { areaPixels, choose, control, dragPatch, opened, patchNow, settled, still } from '../window'

const PHOTO = photo('brushes.jpg')
const SIZE = { width: 1365, height: 1074 }
const engine = newEngine()
let running: RunningApp
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chromapatch-method-'))
  await engine.call('open', { document: 'd1', source: file(PHOTO), damaged: false }, new Call())
  running = await launch()
  await running.answerDialogs({ open: [[PHOTO]] })
  await choose(running, 'file.open')
  await opened(running.page, 'brushes.jpg')
  await dragPatch(running.page, { x: 600, y: 420, w: 60, h: 60 }, SIZE)
  await settled(running.page)
})
afterAll(async () => {
  await running.close()
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

async function segmentation(model: ModelId): Promise<Segmentation> {
  return {
    model,
    parameters: {},
    patches: [{ ...(await patchNow(running.page)), role: 'add' }],
    threshold: models[model].threshold.default,
  }
}

/** What the engine says of one pixel: the byte, and the value that it stands for. */
async function engineSays(picture: MethodPicture, model: ModelId, x: number, y: number) {
  const call = new Call()
  const view = { level: 0, region: { x, y, w: 1, h: 1 } }
  const scale = await engine.call('readPicture', { document: 'd1', picture, segmentation: await segmentation(model), view }, call)
  return { byte: call.received![0]!, value: valueOfByte(call.received![0]!, scale) }
}

/** Rests the pointer at a share of the pane; gives the photo's pixel there, its colour on the canvas, and what the legend says. */
async function pointAt(across: number, down: number) {
  const { page } = running
  const box = (await control(page, 'pane-canvas').boundingBox())!
  const at = { x: Math.round(box.width * across), y: Math.round(box.height * down) }
  await page.mouse.move(box.x + at.x, box.y + at.y)
  await settled(page)
  const [x, y] = (await control(page, 'probe').textContent())!
    .match(/x\s*(\d+)\s*y\s*(\d+)/)!
    .slice(1)
    .map(Number) as [number, number]
  const colour = await control(page, 'pane-canvas').evaluate((canvas: HTMLCanvasElement, { x, y }) => {
    const ratio = canvas.width / canvas.clientWidth
    const [r, g, b] = canvas.getContext('2d')!.getImageData(Math.floor(x * ratio), Math.floor(y * ratio), 1, 1).data
    return `#${[r, g, b].map((value) => value!.toString(16).padStart(2, '0')).join('')}`
  }, at)
  const legend = (await control(page, 'legend-value').count()) > 0 ? await control(page, 'legend-value').textContent() : null
  return { x, y, colour, legend }
}

const PLACES = [
  [0.3, 0.35],
  [0.52, 0.55],
  [0.7, 0.6],
] as const

async function zoomIn(): Promise<void> {
  const { page } = running
  await choose(running, 'zoom.fit')
  await settled(page)
  const box = (await control(page, 'pane-canvas').boundingBox())!
  await page.mouse.move(box.x + box.width * 0.48, box.y + box.height * 0.42)
  for (let i = 0; i < 14; i++) await page.mouse.wheel(0, -240)
  await settled(page)
}

async function expectNoViolations(): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await choose(running, `theme.${theme}`)
    await running.page.waitForFunction((wanted) => document.documentElement.dataset['theme'] === wanted, theme)
    await settled(running.page)
    await still(running.page)
    expect(await axeViolations(running.page), theme).toEqual([])
  }
}

describe('pictures of the method', () => {
  it.each([
    ['r', 'r', 'gaussian'],
    ['g', 'g', 'gaussian'],
    ['likelihood-r', 'likelihood-r', 'gaussian'],
    ['likelihood-g', 'likelihood-g', 'gaussian'],
    ['product', 'product', 'gaussian'],
    ['hue', 'back-projection', 'hue'],
    ['rg', 'back-projection', 'rg'],
  ] as const)('%s: each pixel has the colour and the value of the engine’s number', async (id, picture, model) => {
    await choose(running, `picture.${id}`)
    await zoomIn()
    const colours = new Set<string>()
    for (const [across, down] of PLACES) {
      const { x, y, colour, legend } = await pointAt(across, down)
      const { byte, value } = await engineSays(picture, model, x, y)
      expect(colour).toBe(colourAt('viridis', byte))
      expect(Number(legend)).toBeCloseTo(value!, value! >= 100 ? 0 : 2)
      colours.add(colour)
    }
    if (id === 'r') expect(colours.size).toBeGreaterThan(1)
  })

  it('come in the colours that are chosen', async () => {
    await choose(running, 'picture.r')
    for (const map of ['cividis', 'magma', 'grey', 'viridis'] as ColourMapId[]) {
      await control(running.page, 'picture-map').selectOption(map)
      const { x, y, colour } = await pointAt(0.4, 0.5)
      expect(colour).toBe(colourAt(map, (await engineSays('r', 'gaussian', x, y)).byte))
    }
  })

  it('are the whole photo too, by their key, and follow the patch', async () => {
    const { page } = running
    await choose(running, 'zoom.fit')
    await choose(running, 'view.overlay')
    await page.keyboard.press('v')
    await choose(running, 'picture.product')
    await settled(page)
    const picture = () => control(page, 'pane-canvas').evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL())
    const before = await picture()
    await control(page, 'patch-A').focus()
    for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowRight')
    await settled(page)
    expect(await picture()).not.toBe(before)
    for (let i = 0; i < 4; i++) await page.keyboard.press('Shift+ArrowLeft')
    await settled(page)
    expect(await picture()).toBe(before)
  })

  it('break no rule of axe', expectNoViolations)
})

describe('the disagreement of two models', () => {
  it('counts on the whole photo, and shows whose each pixel is', async () => {
    const { page } = running
    await choose(running, 'picture.disagreement')
    await control(page, 'picture-other').selectOption('covariance')
    await settled(page)
    const pair = { document: 'd1', first: await segmentation('gaussian'), second: await segmentation('covariance') }
    const counts = await engine.call('measureDisagreement', pair, new Call())
    const told = async (id: string) => Number((await control(page, `legend-${id}`).textContent())!.replaceAll(',', ''))
    expect({ first: await told('first'), second: await told('second'), both: await told('both') }).toEqual(counts)
    expect(counts.first + counts.second).toBeGreaterThan(100)
    await zoomIn()
    for (const [across, down] of PLACES) {
      const { x, y, colour } = await pointAt(across, down)
      const call = new Call()
      await engine.call('readDisagreement', { ...pair, view: { level: 0, region: { x, y, w: 1, h: 1 } } }, call)
      expect(colour).toBe(['#1f1f1f', '#e69f00', '#56b4e9', '#f5f5f5'][call.received![0]!])
    }
    await choose(running, 'zoom.fit')
  })

  it('breaks no rule of axe', expectNoViolations)
})

describe('the row of masks', () => {
  it('shows the published thresholds and takes the one that is pressed', async () => {
    const { page } = running
    await choose(running, 'view.overlay')
    await page.keyboard.press('t')
    await control(page, 'strip').waitFor()
    await settled(page)
    const shares: number[] = []
    for (const [at, threshold] of [0.2, 0.4, 0.6, 0.8].entries()) {
      expect(await control(page, `strip-field-${at}`).inputValue()).toBe(String(threshold))
      await control(page, `strip-${at}`).click()
      await settled(page)
      const chosen = { ...(await segmentation('gaussian')), threshold }
      const { pixels } = await engine.call('measure', { document: 'd1', segmentation: chosen }, new Call())
      expect(await areaPixels(page)).toBe(pixels)
      expect(await control(page, `strip-${at}`).getAttribute('aria-pressed')).toBe('true')
      const white = await control(page, `strip-${at}`)
        .locator('canvas')
        .evaluate((canvas: HTMLCanvasElement) => {
          const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
          return data.filter((_, i) => i % 4 === 0).reduce((sum, value) => sum + value / 255, 0) / (data.length / 4)
        })
      // The small picture is of the map on the screen, the figure of the full photo.
      expect(white).toBeCloseTo(pixels / (SIZE.width * SIZE.height), 2)
      shares.push(white)
    }
    expect(shares).toEqual([...shares].sort((a, b) => b - a))
    expect(new Set(shares).size).toBe(4)
  })

  it('is edited, taken by the keyboard, and put back', async () => {
    const { page } = running
    await control(page, 'strip-field-1').fill('0.3')
    await control(page, 'strip-field-1').press('Enter')
    await control(page, 'strip-1').focus()
    await page.keyboard.press('Enter')
    await settled(page)
    expect(await control(page, 'coverage-field').inputValue()).toMatch(/^70/)
    await choose(running, 'edit.undo')
    await page.getByRole('button', { name: 'Published thresholds' }).click()
    expect(await control(page, 'strip-field-1').inputValue()).toBe('0.4')
  })

  it('has a back-projection’s own thresholds', async () => {
    const { page } = running
    await control(page, 'model-select').selectOption('hue')
    await settled(page)
    expect(await control(page, 'strip-field-3').inputValue()).toBe('204')
    await control(page, 'strip-3').click()
    expect(await control(page, 'score-field').inputValue()).toBe('204')
    await choose(running, 'edit.undo')
    await control(page, 'model-select').selectOption('gaussian')
    await settled(page)
  })

  it('breaks no rule of axe', async () => {
    await expectNoViolations()
    await choose(running, 'panel.strip')
    await control(running.page, 'strip').waitFor({ state: 'detached' })
  })
})

describe('the walkthrough', () => {
  const viewNow = async () => {
    const chosen = running.page.locator('[data-testid^="view-"][aria-checked="true"]')
    return (await chosen.getAttribute('data-testid'))!.replace('view-', '')
  }

  it('goes through all steps by the keyboard, each with its picture, formula, figures and lines', async () => {
    const { page } = running
    await choose(running, 'view.cutout')
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await page.keyboard.press('w')
    await control(page, 'walk').waitFor()
    for (const [at, step] of WALK_STEPS.entries()) {
      await settled(page)
      expect(await control(page, 'walk-title').textContent()).toBe(step.title)
      expect(await control(page, 'walk-count').textContent()).toBe(`${at + 1} of ${WALK_STEPS.length}`)
      expect(await viewNow()).toBe(step.shows.view)
      if (step.shows.picture) expect(await control(page, 'picture-select').inputValue()).toBe(step.shows.picture)
      expect(await control(page, 'strip').count()).toBe(step.shows.strip ? 1 : 0)
      if (step.shows.hueOf) expect(await control(page, 'hue-of-patch').getAttribute('aria-checked')).toBe('true')
      const formula = await control(page, `formula-${step.id}`).locator('math').first().boundingBox()
      expect(formula!.width).toBeGreaterThan(40)
      expect((await control(page, 'walk-code').textContent())!.length).toBeGreaterThan(20)
      await page.mouse.move(...(await middleOfPane()))
      await settled(page)
      expect(await axeViolations(page), step.id).toEqual([])
      if (at < WALK_STEPS.length - 1) await page.keyboard.press('n')
    }
    expect([await control(page, 'walk-next').count(), (await control(page, 'walk-done').textContent())?.trim()]).toEqual([0, 'Done'])
    await page.keyboard.press('b')
    expect(await control(page, 'walk-title').textContent()).toBe('Back-projection')
  })

  it('tells the figures of this photo', async () => {
    const { page } = running
    for (let i = 0; i < 7; i++) await page.keyboard.press('b')
    expect(await control(page, 'walk-title').textContent()).toBe('The patch')
    const asked = await segmentation('gaussian')
    for (let i = 0; i < 3; i++) await page.keyboard.press('n')
    const text = (await control(page, 'walk').textContent())!
    const view = { level: 0, region: { x: 0, y: 0, w: 1, h: 1 } }
    const { patches } = await engine.call('segment', { document: 'd1', segmentation: asked, view }, new Call())
    expect(text).toContain(`${patches[0]!.meanR.toFixed(4)}, ${patches[0]!.stdR.toFixed(4)}`)
  })

  it('is the same in the light, and leaves the window as it was', async () => {
    const { page } = running
    await expectNoViolations()
    for (let i = 0; i < WALK_STEPS.length; i++) await page.keyboard.press('n')
    await control(page, 'walk-done').click()
    await control(page, 'walk').waitFor({ state: 'detached' })
    expect(await viewNow()).toBe('cutout')
    expect(await control(page, 'strip').count()).toBe(0)
    expect(await control(page, 'model-select').isVisible()).toBe(true)
    await choose(running, 'view.overlay')
  })

  async function middleOfPane(): Promise<[number, number]> {
    const box = (await control(running.page, 'pane-canvas').boundingBox())!
    return [box.x + box.width / 2, box.y + box.height / 2]
  }
})

describe('copy as Python', () => {
  it('puts a script on the clipboard that gives the area of the window, and names no folder', async () => {
    const { page } = running
    await choose(running, 'copy.python' satisfies CommandId)
    await control(page, 'toast').first().waitFor()
    const text = await running.app.evaluate(async ({ clipboard }) => await clipboard.readText())
    const { x, y, w, h } = await patchNow(page)
    expect(text).toContain(`("add", rectangle, ${x}, ${y}, ${w}, ${h})`)
    expect(text).toContain('else "brushes.jpg"')
    expect(text).not.toContain('/fixtures')
    const python = findPython()
    if (python?.hasOpencv !== true) return console.warn('No Python with numpy and OpenCV here: the copied script is not run.')
    await writeFile(join(folder, 'mask.py'), text)
    const ended = spawnSync(python.command, ['mask.py', PHOTO], { cwd: folder, encoding: 'utf8' })
    expect(ended.stderr).toBe('')
    expect(ended.stdout).toContain(`: ${await areaPixels(page)} pixels`)
  })
})
