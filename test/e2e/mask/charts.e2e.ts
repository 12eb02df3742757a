/** The charts in the window: their data are the engine's, they answer the photo and the photo them, and they can be taken away. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hueHistogram } from '../../../core/scorers/table/definition'
import { gaussianDensity } from '../../../core/kernels/definition'
import type { ChartCanvas } from '../../../renderer/charts/figure-chart'
import { chromapatch } from '../../cli/run'
import { sharp } from '../../engine/odd-photos'
import { launch, photo, type RunningApp } from '../app'
import { axeViolations } from '../axe'
import { areaPixels, choose, control, dragPatch, opened, patchNow, settled, still } from '../window'

const PHOTO = photo('bowl.jpg')
const DRAWER = 'section.drawer'
const SIZE = { width: 2572, height: 1740 }
let running: RunningApp
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chromapatch-charts-'))
  running = await launch()
  const { page, app } = running
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1440, 900))
  await running.answerDialogs({ open: [[PHOTO]] })
  await choose(running, 'file.open')
  await opened(page, 'bowl.jpg')
  await dragPatch(page, { x: 1900, y: 900, w: 160, h: 120 }, SIZE)
  await settled(page)
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

async function tab(name: 'overview' | 'plane' | 'maps' | 'hue' | 'threshold'): Promise<void> {
  await control(running.page, `charts-${name}`).click()
  await settled(running.page)
}

/** The datasets that Chart.js holds, and the figure's whole table. */
const dataOf = (id: string) =>
  control(running.page, `chart-${id}`).evaluate((canvas: ChartCanvas) => ({
    datasets: canvas.figureChart!.data.datasets.map(({ data }) => data as { x: number; y: number; count?: number }[]),
    rows: canvas.figure!.table().rows,
  }))

/** How many colours the canvas shows. */
const coloursOf = (id: string) =>
  control(running.page, `chart-${id}`).evaluate((canvas: HTMLCanvasElement) => {
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
    return new Set(new Uint32Array(data.buffer)).size
  })

async function told(...words: string[]) {
  const { out, err } = await chromapatch([
    ...words,
    ...(words[0] === 'segment' && !words.includes('--model') && !words.includes('--gate') ? ['--model', 'gaussian'] : []),
    '--json',
  ])
  expect(err).toBe('')
  return JSON.parse(out)
}
async function patchFlag(): Promise<string[]> {
  const { x, y, w, h } = await patchNow(running.page)
  return ['--patch', `${x},${y},${w},${h}`]
}

/** Where a chromaticity is on the plane, in the window. */
async function onPlane(r: number, g: number): Promise<{ x: number; y: number }> {
  const box = (await control(running.page, 'plane-surface').boundingBox())!
  return { x: box.x + r * box.width, y: box.y + (1 - g) * box.height }
}

async function dragOnPlane(points: readonly (readonly [number, number])[]): Promise<void> {
  const { page } = running
  for (const [i, [r, g]] of points.entries()) {
    const { x, y } = await onPlane(r, g)
    await page.mouse.move(x, y, { steps: 3 })
    if (i === 0) await page.mouse.down()
  }
  await page.mouse.up()
  await settled(page)
}

describe('each chart has the engine’s numbers and is drawn', () => {
  it('the plane: numpy’s cells of photo and patch, in every number of bins and range', async () => {
    const { page } = running
    await tab('plane')
    for (const bins of [100, 40]) {
      await control(page, 'plane-bins').fill(String(bins))
      await control(page, 'plane-bins').press('Enter')
      await settled(page)
      const found = await told('histogram', PHOTO, ...(await patchFlag()), '--bins', String(bins))
      const cells = (list: [number, number, number][]) => new Map(list.map(([i, j, n]) => [`${i / bins} ${j / bins}`, n]))
      const [image, patch] = [cells(found.image), cells(found.patch)]
      const { rows } = await dataOf('rg-histogram')
      expect(rows.length).toBe(image.size)
      for (const [r, g, pixels, own] of rows) expect([pixels, own]).toEqual([image.get(`${r} ${g}`), patch.get(`${r} ${g}`) ?? 0])
      expect(await coloursOf('rg-histogram')).toBeGreaterThan(100)
    }
    await control(page, 'range-data').click()
    await settled(page)
    const all = (await dataOf('rg-histogram')).rows.reduce((sum, [, , pixels]) => sum + Number(pixels), 0)
    await control(page, 'plane-scatter').click()
    await settled(page)
    const scatter = await dataOf('rg-scatter')
    expect(scatter.rows.reduce((sum, [, , pixels]) => sum + Number(pixels), 0)).toBe(all)
    expect(await coloursOf('rg-scatter')).toBeGreaterThan(200)
    for (const id of ['range-unit', 'plane-histogram']) await control(page, id).click()
    await settled(page)
  })

  it('r and g: the plane’s sums by row and column, photo, patch and Gaussian', async () => {
    await tab('overview')
    const found = await told('histogram', PHOTO, ...(await patchFlag()))
    for (const [channel, id] of ['r-histogram', 'g-histogram'].entries()) {
      const { datasets } = await dataOf(id)
      for (const [set, cells] of [found.image, found.patch].entries()) {
        const sums = new Array<number>(100).fill(0)
        for (const cell of cells) sums[cell[channel]]! += cell[2]
        expect(datasets[set]!.map(({ count }) => count)).toEqual(sums)
      }
      expect(Math.max(...datasets[2]!.map(({ y }) => y))).toBeGreaterThan(0.99)
      expect(await coloursOf(id)).toBeGreaterThan(3)
    }
  })

  it('scores and areas: those of masks at these thresholds', async () => {
    await tab('threshold')
    const patch = await patchFlag()
    const { datasets, rows } = await dataOf('area')
    for (const at of [5, 50, 95]) {
      const { mask } = await told('segment', PHOTO, ...patch, '--threshold', String(rows[at]![0]))
      expect([rows[at]![1], datasets[0]!.at(-1 - at)!.count]).toEqual([mask.pixels, mask.pixels])
    }
    const bars = (await dataOf('score')).datasets[0]!
    // Drawn by rising coverage, listed by rising threshold.
    expect(bars.map(({ y }) => y).reverse()).toEqual(rows.slice(0, -1).map(([, area], i) => Number(area) - Number(rows[i + 1]![1])))
    for (const id of ['area', 'score']) expect(await coloursOf(id)).toBeGreaterThan(3)
  })

  it('hues: OpenCV’s, in any number of bins, and back-projected live', async () => {
    const { page } = running
    await tab('hue')
    const document = (await page.evaluate(() => window.chromapatch.recentFiles({}).then(() => 'd1')))!
    const hues = await page.evaluate(
      (id) => window.chromapatch.hueCounts({ job: 'hues-of-test', document: id, patch: null, minimumBrightness: 0, minimumSpread: 0 }),
      document,
    )
    for (const bins of ['25', '180', '7']) {
      await control(page, 'hue-bins').fill(bins)
      await control(page, 'hue-bins').press('Enter')
      await settled(page)
      const { datasets } = await dataOf('hue')
      if ('ok' in hues) expect(datasets[0]!.map(({ y }) => y)).toEqual([...hueHistogram(hues.ok.photo, Number(bins))])
      expect(datasets[0]!.reduce((sum, { y }) => sum + y, 0)).toBe(SIZE.width * SIZE.height)
    }
    expect(await coloursOf('hue')).toBeGreaterThan(5)
    await control(page, 'hue-of-patch').click()
    await control(page, 'back-project').click()
    await settled(page)
    for (const bins of ['7', '60']) {
      await control(page, 'hue-bins').fill(bins)
      await control(page, 'hue-bins').press('Enter')
      await settled(page)
      const { mask } = await told('segment', PHOTO, ...(await patchFlag()), '--model', 'hue', '--bins', bins)
      expect(await areaPixels(page)).toBe(mask.pixels)
    }
    await control(page, 'model-select').selectOption('gaussian')
    await settled(page)
  })

  it('the published maps: densities of r, of g and of both over 64 × 64 points', async () => {
    await tab('maps')
    const { patches } = await told('segment', PHOTO, ...(await patchFlag()))
    const { meanR, stdR, meanG, stdG } = patches[0]
    const of = (r: number, g: number) => [gaussianDensity(r, meanR, stdR), gaussianDensity(g, meanG, stdG)] as const
    for (const [id, value] of [
      ['r-space', (r: number, g: number) => of(r, g)[0]],
      ['g-space', (r: number, g: number) => of(r, g)[1]],
      ['product-space', (r: number, g: number) => of(r, g)[0] * of(r, g)[1]],
    ] as const) {
      const { rows } = await dataOf(id)
      expect(rows.length).toBe(64 * 64)
      for (const at of [0, 64 * 58 + 5, 64 * 63 + 63]) {
        const [r, g, shown] = rows[at] as [number, number, number]
        expect([r, g]).toEqual([Math.floor(at / 64) / 63, (at % 64) / 63])
        expect(shown).toBeCloseTo(value(r, g), 9)
      }
      expect(await coloursOf(id)).toBeGreaterThan(10)
    }
    const { page } = running
    expect(await control(page, 'other-model').count()).toBe(0)
    await control(page, 'model-select').selectOption('covariance')
    await settled(page)
    expect(await control(page, 'other-model').textContent()).toContain('another model: Gaussian with covariance')
    await tab('plane')
    await control(page, 'plane-ellipses').selectOption('both')
    const lines = page.locator('[data-mark^="ellipse-"]')
    expect(await lines.evaluateAll((all) => all.map((line) => line.classList.contains('dots')))).toEqual([false, true])
    await control(page, 'plane-ellipses').selectOption('model')
    await control(page, 'model-select').selectOption('gaussian')
    await settled(page)
  })
})

describe('photo and charts are linked', () => {
  it('a pixel under the pointer is marked on every chart', async () => {
    const { page } = running
    await tab('overview')
    await page.keyboard.press('0')
    await settled(page)
    const box = (await control(page, 'pane-canvas').boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.move(box.x + box.width / 2 + 4, box.y + box.height / 2)
    await settled(page)
    const told = (await control(page, 'probe').textContent())!
    const [, r, g] = /r (\d\.\d+) g (\d\.\d+)/.exec(told)!
    const mark = control(page, 'plane-probe')
    expect(Number(await mark.getAttribute('data-r'))).toBeCloseTo(Number(r), 3)
    const [at, wanted] = [(await mark.boundingBox())!, await onPlane(Number(r), Number(g))]
    expect(Math.hypot(at.x + at.width / 2 - wanted.x, at.y + at.height / 2 - wanted.y)).toBeLessThan(1.5)
    for (const id of ['r-histogram', 'g-histogram', 'score']) {
      expect(await control(page, `figure-${id}`).locator('[data-mark="probe"]').count()).toBe(1)
    }
  })

  it('a place on a chart lights its pixels and no others, and leaving it lights all', async () => {
    const { page } = running
    await tab('plane')
    const { patches } = await told('segment', PHOTO, ...(await patchFlag()))
    const { x, y } = await onPlane(patches[0].meanR, patches[0].meanG)
    await page.mouse.move(x, y)
    await page.waitForFunction(() => document.querySelector<HTMLElement>('[data-testid="spotlight"]')?.dataset['lit'] === 'true')
    /** How much of a region of the photo is dark. */
    const dark = (from: [number, number], to: [number, number]) =>
      control(page, 'spotlight').evaluate(
        (canvas: HTMLCanvasElement, [a, b]) => {
          const [x0, y0] = [Math.round(a[0] * canvas.width), Math.round(a[1] * canvas.height)]
          const [w, h] = [Math.round(b[0] * canvas.width) - x0, Math.round(b[1] * canvas.height) - y0]
          const { data } = canvas.getContext('2d')!.getImageData(x0, y0, w, h)
          return data.filter((_, i) => i % 4 === 3).reduce((sum, alpha) => sum + (alpha > 95 ? 1 : 0), 0) / (w * h)
        },
        [from, to] as const,
      )
    // Round the patch lies more of its colour; below on the left lies grey concrete.
    await expect.poll(() => dark([0.25, 0.8], [0.32, 0.9])).toBeGreaterThan(0.999)
    expect(await dark([0.69, 0.5], [0.74, 0.6])).toBeLessThan(0.75)
    await page.mouse.move(700, 200)
    await page.waitForFunction(() => document.querySelector<HTMLElement>('[data-testid="spotlight"]')?.dataset['lit'] === 'false')
    await expect.poll(() => dark([0.25, 0.8], [0.32, 0.9])).toBe(0)
    // Bars light theirs by the keys.
    await tab('hue')
    await control(page, 'read-hue').focus()
    await page.keyboard.press('Home')
    await page.waitForFunction(() => document.querySelector<HTMLElement>('[data-testid="spotlight"]')?.dataset['lit'] === 'true')
    expect(await control(page, 'read-hue').getAttribute('aria-valuetext')).toMatch(/pixels$/)
    await page.keyboard.press('Escape')
    expect(await control(page, 'spotlight').getAttribute('data-lit')).toBe('false')
  })

  it.each([
    [
      'rectangle',
      [
        [0.3, 0.42],
        [0.5, 0.22],
      ],
    ],
    [
      'ellipse',
      [
        [0.7, 0.05],
        [0.98, 0.25],
      ],
    ],
    [
      'polygon',
      [
        [0.4, 0.3],
        [0.7, 0.1],
        [0.75, 0.25],
        [0.55, 0.4],
        [0.42, 0.36],
      ],
    ],
  ] as const)('%s: drawn in the plane it is the model, and its mask is the command line’s', async (shape, points) => {
    const { page } = running
    await tab('plane')
    const before = await areaPixels(page)
    await control(page, `gate-${shape}`).click()
    await dragOnPlane(points)
    const text = (await control(page, 'gate-text').textContent())!
    expect(text).toMatch(new RegExp(`^${shape} `))
    expect(await control(page, 'model-select').inputValue()).toBe('gate')
    const { mask } = await told('segment', PHOTO, '--gate', text)
    expect(await areaPixels(page)).toBe(mask.pixels)
    expect(mask.pixels).not.toBe(before)
    expect(await control(page, 'figure-rg-histogram').locator('[data-mark="gate"]').count()).toBe(1)
    // A gate has no ellipse, so none to choose the coverage of.
    expect(await control(page, 'coverage-95').isDisabled()).toBe(true)
    // By the keys it moves, and stays the command line's.
    await control(page, 'plane-surface').focus()
    await page.keyboard.press('Shift+ArrowLeft')
    await page.keyboard.press('Alt+ArrowUp')
    await settled(page)
    const moved = (await control(page, 'gate-text').textContent())!
    expect(moved).not.toBe(text)
    expect(await areaPixels(page)).toBe((await told('segment', PHOTO, '--gate', moved)).mask.pixels)
    // And so it does by the pointer, pressed inside of it.
    const mark = (await control(page, 'figure-rg-histogram').locator('[data-mark="gate"]').boundingBox())!
    await page.mouse.move(mark.x + mark.width / 2, mark.y + mark.height / 2)
    await page.mouse.down()
    await page.mouse.move(mark.x + mark.width / 2 + 6, mark.y + mark.height / 2, { steps: 3 })
    await page.mouse.up()
    await settled(page)
    const pushed = (await control(page, 'gate-text').textContent())!
    expect(pushed).not.toBe(moved)
    expect(await areaPixels(page)).toBe((await told('segment', PHOTO, '--gate', pushed)).mask.pixels)
    // One of its corners by the pointer, the next by the keys.
    const corner = (await control(page, 'gate-corner-0').boundingBox())!
    await page.mouse.move(corner.x + corner.width / 2, corner.y + corner.height / 2)
    await page.mouse.down()
    await page.mouse.move(corner.x + corner.width / 2 - 5, corner.y + corner.height / 2 + 4, { steps: 3 })
    await page.mouse.up()
    await settled(page)
    const cornered = (await control(page, 'gate-text').textContent())!
    expect(cornered).not.toBe(pushed)
    expect(await areaPixels(page)).toBe((await told('segment', PHOTO, '--gate', cornered)).mask.pixels)
    await control(page, 'gate-corner-0').focus()
    await page.keyboard.press('PageDown')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('gate-corner-1')
    await page.keyboard.press('Shift+ArrowRight')
    await settled(page)
    expect(await control(page, 'gate-text').textContent()).not.toBe(cornered)
    for (let i = 0; i < 6; i++) await choose(running, 'edit.undo')
    await settled(page)
    expect(await areaPixels(page)).toBe(before)
    await control(page, 'gate-point').click()
  })

  it('the ellipse is dragged by hand, the mask follows, and Reset takes it back', async () => {
    const { page } = running
    await tab('plane')
    await control(page, 'charts-expand').click()
    await control(page, 'by-hand').click()
    await settled(page)
    const before = await areaPixels(page)
    const drag = async (id: string, dx: number, dy: number) => {
      const box = (await control(page, `hand-${id}`).boundingBox())!
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
      await page.mouse.down()
      await page.mouse.move(box.x + box.width / 2 + dx, box.y + box.height / 2 + dy, { steps: 4 })
      await page.mouse.up()
      await settled(page)
      return await areaPixels(page)
    }
    const wider = await drag('first', 14, 0)
    expect(wider).toBeGreaterThan(before)
    const deviation = Number(await control(page, 'stat-stdR').textContent())
    const { patches } = await told('segment', PHOTO, ...(await patchFlag()))
    expect(deviation).toBeGreaterThan(patches[0].stdR * 1.2)
    // That Gaussian as a gate: the same pixels.
    const reach = Math.sqrt(-2 * Math.log(0.05))
    const { meanR, meanG, stdG } = patches[0]
    const near = (await told('segment', PHOTO, '--gate', `ellipse ${meanR},${meanG},${deviation * reach},${stdG * reach},0`)).mask.pixels
    expect(Math.abs(near - wider) / wider).toBeLessThan(0.002)
    const away = await drag('centre', -60, -40)
    expect(away).not.toBe(wider)
    await control(page, 'hand-centre').focus()
    await page.keyboard.press('ArrowRight')
    await settled(page)
    expect(await control(page, 'by-hand-note').textContent()).toContain('by hand')
    await control(page, 'hand-reset').click()
    await settled(page)
    expect(await areaPixels(page)).toBe(before)
    await control(page, 'by-hand').click()
    await control(page, 'charts-expand').click()
  })

  it('the threshold is a line on the chart: dragged and by the keys', async () => {
    const { page } = running
    await tab('threshold')
    const read = async () => Number((await control(page, 'threshold-line-score').getAttribute('aria-valuetext'))!.split('threshold ')[1])
    const [line, chart] = [(await control(page, 'threshold-line-score').boundingBox())!, (await control(page, 'read-score').boundingBox())!]
    await page.mouse.move(line.x + line.width / 2, line.y + 60)
    await page.mouse.down()
    await page.mouse.move(chart.x + chart.width / 2, line.y + 60, { steps: 5 })
    await page.mouse.up()
    await settled(page)
    const dragged = await read()
    // The middle of the axis is that of the slider: 2.5 standard deviations.
    expect(dragged).toBeCloseTo(Math.exp(-3.125), 2)
    expect(Number(await control(page, 'coverage-slider').inputValue())).toBeCloseTo(250, -1)
    expect(await areaPixels(page)).toBe((await told('segment', PHOTO, ...(await patchFlag()), '--threshold', String(dragged))).mask.pixels)
    await control(page, 'threshold-line-area').focus()
    await page.keyboard.press('ArrowRight')
    expect(await read()).toBeLessThan(dragged)
    for (let i = 0; i < 2; i++) await choose(running, 'edit.undo')
    await settled(page)
    expect(await read()).toBe(0.05)
  })
})

describe('taken away', () => {
  async function save(id: string, kind: 'png' | 'svg' | 'csv'): Promise<Buffer> {
    const { page } = running
    const path = join(folder, `${id}.${kind}`)
    await running.answerDialogs({ save: [path] })
    await control(page, `save-${id}`).click()
    await control(page, `save-${id}-${kind}`).click()
    await page.waitForFunction(
      (name) => [...document.querySelectorAll('[data-testid="toast"]')].some((t) => t.textContent?.includes(name)),
      `${id}.${kind}`,
    )
    return await readFile(path)
  }

  it('a chart as a picture of twice its size, as a drawing, and its data as a table', async () => {
    const { page } = running
    await tab('overview')
    const box = (await control(page, 'chart-r-histogram').boundingBox())!
    const picture = await sharp(await save('r-histogram', 'png'))
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect(picture.info.width).toBeGreaterThanOrEqual(Math.floor(box.width) * 2)
    expect(
      new Set(new Uint32Array(picture.data.buffer, picture.data.byteOffset, Math.floor(picture.data.length / 4))).size,
    ).toBeGreaterThan(5)
    const drawing = (await save('r-histogram', 'svg')).toString('utf8')
    expect(
      await page.evaluate((text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelectorAll('rect').length, drawing),
    ).toBeGreaterThan(20)
    expect(drawing).toContain('<title>r</title>')
    const table = (await save('r-histogram', 'csv')).toString('utf8').trim().split('\r\n')
    const { rows } = await dataOf('r-histogram')
    expect(table[0]).toBe('r from,to,photo,patch A')
    expect(table.slice(1)).toEqual(rows.map((row) => row.join(',')))
    const plane = await sharp(await save('rg-histogram', 'png')).metadata()
    expect(plane.width).toBeGreaterThan(200)
    expect((await save('rg-histogram', 'csv')).toString('utf8').split('\r\n').length).toBeGreaterThan(100)
  })
})

describe('for everybody', () => {
  it('axe finds nothing in any tab, as charts and as tables, dark and light', async () => {
    const { page } = running
    for (const theme of ['dark', 'light'] as const) {
      await choose(running, `theme.${theme}`)
      for (const name of ['overview', 'plane', 'maps', 'hue', 'threshold'] as const) {
        await tab(name)
        await still(page)
        expect(await axeViolations(page, name === 'overview' ? null : DRAWER), `${theme} ${name}`).toEqual([])
      }
      await tab('plane')
      await control(page, 'by-hand').click()
      expect(await axeViolations(page, DRAWER), `${theme} by hand`).toEqual([])
      await control(page, 'by-hand').click()
      await control(page, 'charts-table').click()
      for (const name of ['overview', 'plane', 'maps', 'hue', 'threshold'] as const) {
        await tab(name)
        expect(await axeViolations(page, DRAWER), `${theme} table ${name}`).toEqual([])
      }
      await control(page, 'charts-table').click()
    }
  })

  it('tabs go by the arrows, and the drawer’s edge by keys', async () => {
    const { page } = running
    await tab('overview')
    await control(page, 'charts-overview').focus()
    await page.keyboard.press('ArrowDown')
    expect(await control(page, 'charts-plane').getAttribute('aria-selected')).toBe('true')
    const height = async () => (await page.locator('section.drawer').boundingBox())!.height
    const before = await height()
    await control(page, 'charts-grip').focus()
    await page.keyboard.press('ArrowUp')
    await settled(page)
    expect(await height()).toBeGreaterThan(before)
    await page.keyboard.press('ArrowDown')
  })

  it('in a small window the charts that fit have the width, and all tools are there', async () => {
    const { page, app } = running
    const resize = (width: number, height: number) =>
      app.evaluate(({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]!.setContentSize(size.width, size.height), {
        width,
        height,
      })
    await tab('overview')
    await choose(running, 'panel.strip')
    for (const [width, height, least] of [
      [1440, 900, 180],
      [1024, 700, 140],
      [900, 600, 90],
    ] as const) {
      // prettier-ignore
      await resize(width, height)
      await page.waitForFunction((wanted) => window.innerWidth === wanted, width)
      await settled(page)
      const [r, g, panel] = await Promise.all(['#chart-panel .axes > :first-child', '#chart-panel .axes > :last-child', '#chart-panel'].map((at) => page.locator(at).boundingBox())) // prettier-ignore
      expect(Math.min(r!.width, g!.width), `${width}`).toBeGreaterThan(least)
      const last = (await page.locator('#chart-panel > :visible').last().boundingBox())!
      expect(last.x + last.width, `${width}`).toBeCloseTo(panel!.x + panel!.width, 0)
      const [hand, strip] = [await page.getByRole('button', { name: 'Hand', exact: true }).boundingBox(), await control(page, 'strip').boundingBox()] // prettier-ignore
      expect(hand!.y + hand!.height, `${width}`).toBeLessThan(strip!.y)
    }
    await resize(1440, 900)
    await choose(running, 'panel.strip')
  })

  it('charts of scores are of what is looked for: none without a patch, nor on the next photo', async () => {
    const { page } = running
    for (const leave of ['the patch', 'the photo']) {
      await tab('overview')
      expect(await control(page, 'figure-score').count(), leave).toBe(1)
      if (leave === 'the patch') await choose(running, 'patch.delete')
      else {
        await running.answerDialogs({ open: [[photo('brushes.jpg')]] })
        await choose(running, 'file.open')
        await opened(page, 'brushes.jpg')
      }
      await control(page, 'no-scores').waitFor()
      expect(await control(page, 'threshold-line-score').count(), leave).toBe(0)
      if (leave === 'the patch') await choose(running, 'edit.undo')
      await settled(page)
    }
  })
})
