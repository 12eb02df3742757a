/** `npm run tour`: a story through the application, one numbered picture a step, into out/tour. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, it } from 'vitest'
import { WALK_STEPS } from '../../renderer/mask/method/walk/steps'
import { launch, photo, projectRoot, type RunningApp } from './app'
import { choose, control, dragPatch, settled, slide, still, view } from './window'

const pictures = join(projectRoot, 'out', 'tour')
let running: RunningApp
let folder = ''
let number = 0

beforeAll(async () => {
  await rm(pictures, { recursive: true, force: true })
  await mkdir(pictures, { recursive: true })
  folder = await mkdtemp(join(tmpdir(), 'chromapatch-tour-'))
  running = await launch()
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1440, 900))
  await settled(running.page)
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

interface Stage {
  readonly raise: () => Promise<unknown>
  readonly lower: () => Promise<unknown>
}

/**
 * A picture in the dark theme and one in the light. A dialog is raised for each: commands, the
 * theme's among them, rest while one is open.
 */
async function both(name: string, stage?: Stage): Promise<void> {
  number++
  for (const theme of ['dark', 'light'] as const) {
    await choose(running, `theme.${theme}`)
    await running.page.waitForFunction((wanted) => document.documentElement.dataset['theme'] === wanted, theme)
    await stage?.raise()
    await settled(running.page)
    await still(running.page)
    await running.page.screenshot({ path: join(pictures, `${String(number).padStart(2, '0')}-${name}-${theme}.png`) })
    await stage?.lower()
  }
}

async function open(path: string, name: string): Promise<void> {
  await running.answerDialogs({ open: [[path]] })
  await choose(running, 'file.open')
  await running.page.waitForFunction((text) => document.querySelector('[data-testid="document-name"]')?.textContent?.includes(text), name)
  await settled(running.page)
}

it('first start: the sample with a mask on it', () => both('first-start'))

it('a photo of one’s own, a patch, and everything of that colour', async () => {
  const { page } = running
  await open(photo('bowl.jpg'), 'bowl.jpg')
  await both('opened')
  await dragPatch(page, { x: 1900, y: 900, w: 160, h: 120 }, { width: 2572, height: 1740 })
  await settled(page)
  await both('overlay')
})

it('more coverage', async () => {
  await slide(running.page, 'coverage-slider', 0.75)
  await settled(running.page)
  await both('coverage')
})

it.each(['photo', 'mask', 'cutout', 'swipe'] as const)('the view %s', async (name) => {
  await view(running.page, name)
  await settled(running.page)
  await both(`view-${name}`)
})

it.each(['r', 'g', 'likelihood-r', 'likelihood-g', 'product', 'hue', 'rg', 'disagreement'] as const)('the picture of %s', async (name) => {
  await choose(running, `picture.${name}`)
  await pointAtPane()
  await both(`picture-${name}`)
})

it('the row of masks', async () => {
  await view(running.page, 'overlay')
  await choose(running, 'panel.strip')
  await both('masks-at-several-thresholds')
  await choose(running, 'panel.strip')
})

it('a walk through the method', async () => {
  await choose(running, 'walk.start')
  for (const [at, { id }] of WALK_STEPS.entries()) {
    await settled(running.page)
    await pointAtPane()
    await both(`walk-${at + 1}-${id}`)
    await choose(running, 'walk.next')
  }
  await choose(running, 'walk.start')
})

/** So that there is a pixel to speak of. */
async function pointAtPane(): Promise<void> {
  const box = (await control(running.page, 'pane-canvas').boundingBox())!
  await running.page.mouse.move(box.x + box.width * 0.62, box.y + box.height * 0.45)
}

it('pixels as squares, with the probe', async () => {
  const { page } = running
  await view(page, 'overlay')
  const box = (await control(page, 'pane-canvas').boundingBox())!
  await page.mouse.move(box.x + box.width * 0.62, box.y + box.height * 0.45)
  for (let i = 0; i < 18; i++) await page.mouse.wheel(0, -240)
  await settled(page)
  await both('pixels')
  await choose(running, 'zoom.fit')
})

it('a second patch, one that subtracts, and the other models', async () => {
  const { page } = running
  await settled(page)
  await page.keyboard.down('Shift')
  await dragPatch(page, { x: 900, y: 420, w: 130, h: 100 }, { width: 2572, height: 1740 })
  await page.keyboard.up('Shift')
  await page.keyboard.down('Alt')
  await dragPatch(page, { x: 660, y: 1186, w: 170, h: 114 }, { width: 2572, height: 1740 })
  await page.keyboard.up('Alt')
  await settled(page)
  await both('patches')
  await control(page, 'model-select').selectOption('density')
  await settled(page)
  await both('density')
  for (const model of ['hue', 'rg'] as const) {
    await control(page, 'model-select').selectOption(model)
    await control(page, 'model-options').click()
    await settled(page)
    await both(model)
    await control(page, 'model-options').click()
  }
  await control(page, 'model-select').selectOption('gaussian')
})

it('the charts, the plane with its gates and handles, and their tables', async () => {
  const { page } = running
  await settled(page)
  for (const name of ['overview', 'plane', 'maps', 'hue', 'threshold'] as const) {
    await choose(running, `charts.${name}`)
    await both(`charts-${name}`)
  }
  await choose(running, 'charts.plane')
  await control(page, 'charts-expand').click()
  for (const coverage of [50, 99]) await control(page, `coverage-${coverage}`).click()
  await control(page, 'plane-ellipses').selectOption('both')
  await both('charts-ellipses')
  await control(page, 'plane-scatter').click()
  await both('charts-scatter')
  await control(page, 'plane-histogram').click()
  await control(page, 'plane-ellipses').selectOption('model')
  await control(page, 'by-hand').click()
  await both('charts-by-hand')
  await control(page, 'by-hand').click()
  const box = (await control(page, 'plane-surface').boundingBox())!
  const at = (r: number, g: number) => [box.x + r * box.width, box.y + (1 - g) * box.height] as const
  await page.mouse.move(...at(0.36, 0.335))
  await both('charts-spotlight', { raise: () => page.mouse.move(...at(0.36, 0.34)), lower: () => page.mouse.move(5, 5) })
  await control(page, 'gate-polygon').click()
  await page.mouse.move(...at(0.35, 0.45))
  await page.mouse.down()
  for (const [r, g] of [[0.5, 0.47], [0.6, 0.4], [0.58, 0.3], [0.45, 0.33], [0.38, 0.38]] as const) await page.mouse.move(...at(r, g), { steps: 4 }) // prettier-ignore
  await page.mouse.up()
  await settled(page)
  await both('charts-gate')
  await choose(running, 'edit.undo')
  await control(page, 'gate-point').click()
  await control(page, 'charts-table').click()
  await both('charts-table')
  await control(page, 'charts-table').click()
  await control(page, 'charts-expand').click()
  await choose(running, 'charts.overview')
})

it('shapes, clean-up, a region, and measurements', async () => {
  const { page } = running
  const size = { width: 2572, height: 1740 }
  await open(photo('bowl.jpg'), 'bowl.jpg')
  await both('suggestions')
  await choose(running, 'tool.ellipse')
  await dragPatch(page, { x: 1900, y: 900, w: 160, h: 120 }, size)
  await settled(page)
  const box = (await control(page, 'pane-canvas').boundingBox())!
  const at = (x: number, y: number) => [box.x + box.width * x, box.y + box.height * y] as const
  await choose(running, 'tool.lasso')
  await page.keyboard.down('Shift')
  await page.mouse.move(...at(0.35, 0.55))
  await page.mouse.down()
  for (const [x, y] of [
    [0.42, 0.52],
    [0.47, 0.6],
    [0.44, 0.7],
    [0.36, 0.66],
  ] as const)
    await page.mouse.move(...at(x, y), { steps: 5 })
  await page.mouse.up()
  await page.keyboard.up('Shift')
  await both('shapes')
  await control(page, 'usual-steps').click()
  await settled(page)
  await both('clean-up')
  await both('clean-up-menu', { raise: () => control(page, 'add-step').click(), lower: () => page.keyboard.press('Escape') })
  await control(page, 'add-step').click()
  await control(page, 'add-refine').click()
  await view(page, 'cutout')
  await both('clean-up-cutout')
  await view(page, 'overlay')
  await choose(running, 'tool.limit')
  await dragPatch(page, { x: 700, y: 300, w: 1400, h: 1200 }, size)
  await control(page, 'contiguous').click()
  await both('region')
  await choose(running, 'panel.measure')
  await choose(running, 'tool.scale')
  await dragPatch(page, { x: 150, y: 1500, w: 400, h: 10 }, size)
  await both('measure')
  await control(page, 'object-1').click()
  await both('measure-object')
  await choose(running, 'panel.measure')
  await choose(running, 'region.remove')
  await choose(running, 'region.connected')
  await choose(running, 'zoom.fit')
})

it('the export dialog, and the file it wrote', async () => {
  const { page } = running
  const raise = async () => {
    await control(page, 'export-open').click()
    await control(page, 'export-dialog').waitFor()
    await still(page)
  }
  const lower = () => control(page, 'export-cancel').click()
  const chosen = (...ids: readonly string[]) => ({
    raise: async () => {
      await raise()
      // Two presses on a name choose it alone.
      for (const id of ids) await control(page, id).click({ clickCount: id.startsWith('export-pick-') ? 2 : 1 })
    },
    lower,
  })
  await both('export', { raise, lower })
  await both('export-splash', chosen('export-pick-splash', 'export-rest-blurred'))
  await both('export-close', chosen('export-pick-cutout', 'export-zoom-4'))
  await both('export-several', chosen('export-pick-cutout', 'export-include-mask', 'export-include-contours'))
  await both('export-names', chosen('export-pick-mask', 'export-fields'))
  await running.answerDialogs({
    open: [[photo('bowl.jpg'), join(folder, 'gone.jpg')], [folder], [photo('bowl.jpg'), join(folder, 'gone.jpg')], [folder]],
  })
  const reported = async () => {
    await chosen('export-pick-mask', 'export-photos').raise()
    await control(page, 'export-report').waitFor()
    await control(page, 'export-written').locator('summary').click()
  }
  await both('export-many', { raise: reported, lower })
  await raise()
  await running.answerDialogs({ save: [join(folder, 'bowl-cut-out.png')] })
  await control(page, 'export-save').click()
  await control(page, 'toast').first().waitFor()
  await both('exported')
})

it('every command, and the guide', async () => {
  const lower = () => running.page.keyboard.press('Escape')
  await both('commands', { raise: () => choose(running, 'help.commands'), lower })
  await both('guide', { raise: () => choose(running, 'help.guide'), lower })
})

it('two photos: what changed, in every view', async () => {
  const { page } = running
  await choose(running, 'workspace.compare')
  await both('compare-empty')
  const pair = (name: string) => join(projectRoot, 'test/fixtures/pairs/handheld', name)
  await running.answerDialogs({ open: [[pair('before.jpg'), pair('after.jpg')]] })
  await choose(running, 'file.open')
  await control(page, 'region-1').waitFor()
  await page.waitForFunction(() => /^\d/.test(document.querySelector('[data-testid="metric-ssim"]')?.textContent ?? ''))
  for (const name of ['two-up', 'swipe', 'onion', 'blink', 'difference']) {
    await control(page, `compare-${name}`).click()
    await both(`compare-${name}`)
  }
  for (const name of ['absolute', 'channels', 'delta-e', 'mask']) {
    await control(page, `difference-${name}`).click()
    await both(`compare-difference-${name}`)
  }
  await control(page, 'compare-swipe').click()
  for (let i = 0; i < 4; i++) await choose(running, 'change.next')
  await both('compare-change')
  const raise = async () => {
    await control(page, 'report-open').click()
    await control(page, 'report-dialog').waitFor()
    await still(page)
  }
  await both('compare-report', { raise, lower: () => control(page, 'report-cancel').click() })
  await choose(running, 'workspace.mask')
})

it('two photos: pins, and how much of a colour there is', async () => {
  const { page } = running
  await choose(running, 'workspace.compare')
  const pair = (name: string) => join(projectRoot, 'test/fixtures/pairs/handheld', name)
  await running.answerDialogs({ open: [[pair('before.jpg'), pair('after.jpg')]] })
  await choose(running, 'file.open')
  await control(page, 'region-1').waitFor()
  await settled(page)
  await choose(running, 'align.pins')
  await control(page, 'pin-add').click()
  await settled(page)
  await both('compare-pins')
  await choose(running, 'align.reset')
  await choose(running, 'align.pins')
  const middle = control(page, 'colour-middle')
  await middle.click()
  await settled(page)
  await control(page, 'colour-went').scrollIntoViewIfNeeded()
  await control(page, 'compare-two-up').click()
  await both('compare-colour')
  await control(page, 'compare-difference').click()
  await both('compare-colour-difference')
  await control(page, 'colour-forget').click()
  await choose(running, 'workspace.mask')
})

it('what goes wrong', async () => {
  const { page } = running
  const path = join(folder, 'holiday-in-the-mountains.jpg')
  await writeFile(path, 'not a photo')
  const raise = async () => {
    await running.answerDialogs({ open: [[path]] })
    await choose(running, 'file.open')
    await control(page, 'error-card').waitFor()
  }
  await both('error', { raise, lower: () => open(photo('brushes.jpg'), 'brushes.jpg') })
})

it('no photo at all, and a small window', async () => {
  const { page } = running
  await dragPatch(page, { x: 600, y: 420, w: 60, h: 60 }, { width: 1365, height: 1074 })
  await settled(page)
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(900, 600))
  await settled(page)
  await both('small-window')
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1440, 900))
  await choose(running, 'file.close')
  await settled(page)
  await both('empty')
})

it('after a bad end: the last session is offered', async () => {
  await open(photo('bowl.jpg'), 'bowl.jpg')
  await dragPatch(running.page, { x: 1900, y: 900, w: 160, h: 120 }, { width: 2572, height: 1740 })
  await settled(running.page)
  // Kept a moment after the last change.
  await running.page.waitForTimeout(1_500)
  const process = running.app.process()
  const ended = new Promise((done) => process.once('exit', done))
  process.kill('SIGKILL')
  await ended
  running = await launch({ userData: running.userData })
  await control(running.page, 'restore-card').waitFor()
  await both('restore')
})
