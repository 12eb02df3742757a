/** Masks that people can use: add, subtract, clean, measure, undo; all by mouse, then all by keyboard. What is seen is what is exported. */
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromapatch } from '../../cli/run'
import { greyBytes } from '../../engine/odd-photos'
import { launch, photo, type RunningApp } from '../app'
import { areaPixels, choose, control, dragPatch, opened, patchNow, settled, still, view } from '../window'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const size = { width: 752, height: 600 }
let running: RunningApp
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chromapatch-cleanup-'))
  running = await launch({ photos: [photo('painting.jpg')] })
  // The photo at 100 % and every panel fit into it.
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setContentSize(1440, 960))
  await opened(running.page, 'painting.jpg')
  await running.page.evaluate(axeSource)
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

async function accessible(): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await choose(running, `theme.${theme}`)
    await running.page.waitForFunction((wanted) => document.documentElement.dataset['theme'] === wanted, theme)
    await settled(running.page)
    await still(running.page)
    const found = await running.page.evaluate(async () => {
      interface Axe {
        run(options: object): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }>
      }
      const { violations } = await (globalThis as unknown as { axe: Axe }).axe.run({ resultTypes: ['violations'] })
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
    })
    expect(found, theme).toEqual([])
  }
}

/** The photo's pixels as the canvas shows them at 100 %: the red channel. */
async function shownBytes(): Promise<Uint8Array> {
  const { page } = running
  await choose(running, 'zoom.actual')
  await settled(page)
  const text = await page.evaluate(({ width, height }) => {
    const canvas = document.querySelector<HTMLCanvasElement>('[data-testid=pane-canvas]')!
    const [left, top] = [(canvas.width - width) / 2, (canvas.height - height) / 2]
    const { data } = canvas.getContext('2d')!.getImageData(left, top, width, height)
    let bytes = ''
    for (let i = 0; i < data.length; i += 4) bytes += String.fromCharCode(data[i]!)
    return btoa(bytes)
  }, size)
  return new Uint8Array(Buffer.from(text, 'base64'))
}

async function exportedBytes(words: readonly string[]): Promise<Uint8Array> {
  const target = join(folder, 'mask.png')
  const { code, err } = await chromapatch(['segment', photo('painting.jpg'), '--model', 'gaussian', ...words, '--mask', target])
  expect([code, err]).toEqual([0, ''])
  return await greyBytes(target)
}

const steps = () => running.page.locator('[data-step]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-testid')!.slice(5)))
const tool = (name: string) => running.page.getByRole('button', { name, exact: true }).first().click()
const place = ({ x, y, w, h }: { x: number; y: number; w: number; h: number }) => `${x},${y},${w},${h}`

describe('by mouse', () => {
  it('takes a suggested colour, adds an ellipse and subtracts a lasso: each patch with its own health', async () => {
    const { page } = running
    await control(page, 'suggestion-0').first().click()
    await settled(page)
    const suggested = await areaPixels(page)
    expect(suggested).toBeGreaterThan(100)
    await tool('Draw Patch')
    await dragPatch(page, { x: 400, y: 120, w: 60, h: 50 }, size)
    await settled(page)
    const one = await areaPixels(page)
    await tool('Draw Ellipse Patch')
    await page.keyboard.down('Shift')
    await dragPatch(page, { x: 660, y: 120, w: 60, h: 40 }, size)
    await page.keyboard.up('Shift')
    await settled(page)
    const two = await areaPixels(page)
    expect(two).toBeGreaterThan(one)
    expect(await control(page, 'patch-health').textContent()).toMatch(/usable\s*1,[89]\d\d/)
    await tool('Draw Lasso Patch')
    await page.keyboard.down('Alt')
    const box = (await control(page, 'pane-canvas').boundingBox())!
    await page.mouse.move(box.x + box.width / 2 - 120, box.y + box.height / 2 + 60)
    await page.mouse.down()
    for (const [dx, dy] of [
      [40, 6],
      [50, 40],
      [-4, 44],
    ] as const) {
      await page.mouse.move(box.x + box.width / 2 - 120 + dx, box.y + box.height / 2 + 60 + dy, { steps: 3 })
    }
    await page.mouse.up()
    await page.keyboard.up('Alt')
    await settled(page)
    expect(await areaPixels(page)).toBeLessThan(two)
    expect(await page.locator('[data-patch]').count()).toBe(3)
    await accessible()
  })

  it('cleans up: adds steps, drags one, slides another; what is seen is what the command line writes', async () => {
    const { page } = running
    while ((await page.getByRole('button', { name: /^Delete patch/ }).count()) > 0) {
      await page
        .getByRole('button', { name: /^Delete patch/ })
        .first()
        .click({ force: true })
    }
    await tool('Draw Patch')
    await dragPatch(page, { x: 400, y: 120, w: 60, h: 50 }, size)
    await settled(page)
    const raw = await areaPixels(page)
    await control(page, 'usual-steps').click()
    await settled(page)
    expect(await steps()).toEqual(['open', 'fill', 'drop', 'feather'])
    expect(await areaPixels(page)).not.toBe(raw)
    // All of each row is seen: its field and its bin lie in the panel, and the panel has gone to them.
    const panel = (await page.getByRole('complementary', { name: 'Inspector' }).boundingBox())!
    for (const name of ['Remove thin parts', 'Fill holes', 'Drop small objects', 'Feather']) {
      const bin = (await page.getByRole('button', { name: new RegExp(`^Delete ${name}`) }).boundingBox())!
      expect([bin.x + bin.width < panel.x + panel.width, bin.y + bin.height < panel.y + panel.height]).toEqual([true, true])
    }
    // What explains a step covers none of them.
    await control(page, 'step-open').getByRole('button', { name: 'Remove thin parts', exact: true }).hover()
    const tip = page.getByRole('tooltip')
    await tip.waitFor()
    const told = (await tip.boundingBox())!
    expect(told.x + told.width).toBeLessThanOrEqual(panel.x)
    const patch = ['--patch', place(await patchNow(page))]
    await view(page, 'mask')
    const usual = await exportedBytes([...patch, '--clean', 'open 3, fill 200, drop 50, feather 1.5'])
    expect((await shownBytes()).filter((byte, i) => byte !== usual[i]).length).toBe(0)

    // Feather is dragged to the top by its grip, drop is switched off.
    await choose(running, 'zoom.fit')
    const grip = (await page.getByRole('button', { name: /^Move Feather/ }).boundingBox())!
    const first = (await control(page, 'step-open').boundingBox())!
    await page.mouse.move(grip.x + 6, grip.y + 10)
    await page.mouse.down()
    await page.mouse.move(grip.x + 6, first.y + 2, { steps: 6 })
    await page.mouse.up()
    await control(page, 'step-drop').getByRole('switch').click()
    await settled(page)
    expect(await steps()).toEqual(['feather', 'open', 'fill', 'drop'])
    const other = await exportedBytes([...patch, '--clean', 'feather 1.5, open 3, fill 200'])
    expect((await shownBytes()).filter((byte, i) => byte !== other[i]).length).toBe(0)

    // The menu adds; the new step comes with its slider.
    await choose(running, 'zoom.fit')
    await control(page, 'add-step').click()
    await accessible()
    await control(page, 'add-grow').click()
    await control(page, 'parameter-grow-radius-slider').scrollIntoViewIfNeeded()
    const slider = (await control(page, 'parameter-grow-radius-slider').boundingBox())!
    const before = await areaPixels(page)
    await page.mouse.move(slider.x + 12, slider.y + slider.height / 2)
    await page.mouse.down()
    await page.mouse.move(slider.x + 40, slider.y + slider.height / 2, { steps: 6 })
    await page.mouse.up()
    await settled(page)
    expect(await areaPixels(page)).toBeGreaterThan(before)
    const radius = Number(await control(page, 'parameter-grow-radius').inputValue())
    expect(radius).toBeGreaterThan(5)
    const grown = await exportedBytes([...patch, '--clean', `feather 1.5, open 3, fill 200, grow ${radius}`])
    expect((await shownBytes()).filter((byte, i) => byte !== grown[i]).length).toBe(0)
    expect(await control(page, 'status-area').textContent()).toContain('cleaned')
  })

  it('stays in a region, and with what is connected: as the command line does', async () => {
    const { page } = running
    await choose(running, 'zoom.fit')
    const patch = place(await patchNow(page))
    await page.getByRole('button', { name: 'Draw the Region to Stay In' }).click()
    await dragPatch(page, { x: 250, y: 60, w: 380, h: 300 }, size)
    await settled(page)
    const region = await Promise.all(['x', 'y', 'w', 'h'].map((name) => control(page, `region-${name}`).inputValue()))
    await control(page, 'contiguous').click()
    await settled(page)
    const radius = await control(page, 'parameter-grow-radius').inputValue()
    const words = ['--limit', region.join(','), '--contiguous', '--clean', `feather 1.5, open 3, fill 200, grow ${radius}`]
    const wanted = await exportedBytes(['--patch', patch, ...words])
    expect((await shownBytes()).filter((byte, i) => byte !== wanted[i]).length).toBe(0)
    await accessible()
  })

  it('measures: sorts, shows an object in the photo, has a scale, and writes every file', async () => {
    const { page } = running
    await control(page, 'region-remove').click()
    await control(page, 'contiguous').click()
    for (const name of ['Grow', 'Remove thin parts']) await page.getByRole('button', { name: new RegExp(`^Delete ${name}`) }).click()
    await control(page, 'measure-open').click()
    await settled(page)
    const area = await areaPixels(page)
    expect(await control(page, 'measured-area').textContent()).toContain(area.toLocaleString('en-US'))
    await expect.poll(() => control(page, 'measured-interval').textContent()).toMatch(/% to .*%/)
    await control(page, 'sort-netArea').click()
    await control(page, 'sort-netArea').click()
    const smallest = page.locator('[data-testid=object-table] tbody tr[data-testid]').first()
    expect(await smallest.getAttribute('data-testid')).not.toBe('object-1')
    await smallest.click()
    await settled(page)
    const line = (await control(page, 'object-line').boundingBox())!
    const pane = (await control(page, 'pane-canvas').boundingBox())!
    // Small objects in a corner cannot come to the very middle of the pane; their outline is in it.
    expect(line.x >= pane.x - 4 && line.y >= pane.y - 4 && line.x + line.width <= pane.x + pane.width + 4).toBe(true)
    await accessible()
    await choose(running, 'zoom.fit')
    await control(page, 'scale-draw').click()
    await dragPatch(page, { x: 100, y: 300, w: 200, h: 0 }, size)
    await control(page, 'scale-length').fill('100')
    await page.keyboard.press('Enter')
    await settled(page)
    const squares = Number((await control(page, 'measured-mm2').textContent())!.replace(/[^0-9.]/g, ''))
    expect(Math.abs(squares / (area / 4) - 1)).toBeLessThan(0.03)
    for (const [format, name] of [
      ['csv', 'o.csv'],
      ['json', 'o.json'],
      ['svg', 'o.svg'],
      ['geojson', 'o.geojson'],
      ['rle', 'o-rle.json'],
    ] as const) {
      await running.answerDialogs({ save: [join(folder, name)] })
      await control(page, `figures-${format}`).click()
      await page.getByText(`Saved ${name}`).waitFor()
    }
    const table = readFileSync(join(folder, 'o.csv'), 'utf8').trim().split('\r\n')
    expect(table[0]).toContain('area_mm2')
    const count = Number((await control(page, 'measured-count').textContent())!.replace(/[^0-9]/g, ''))
    expect(table).toHaveLength(count + 1)
    expect(JSON.parse(readFileSync(join(folder, 'o.json'), 'utf8')).mask.pixels).toBe(area)
  })
})

describe('by keyboard', () => {
  it('adds, moves and subtracts a patch, cleans, measures, and takes all of it back step by step', async () => {
    const { page } = running
    const { keyboard } = page
    await choose(running, 'panel.measure')
    await running.answerDialogs({ open: [[photo('bowl.jpg')]] })
    await choose(running, 'file.open')
    await opened(page, 'bowl.jpg')
    // The clean-up of the last photo stays as it was set; away with it, by the keyboard.
    const names = await steps()
    for (let i = 0; i < names.length; i++) {
      await page.getByRole('button', { name: /^Delete .*, step 1$/ }).focus()
      await keyboard.press('Enter')
    }
    expect(await steps()).toEqual([])
    const stage = page.locator('[data-pane]')
    await stage.focus()
    await keyboard.press('a')
    await keyboard.press('Shift+ArrowRight')
    await settled(page)
    const one = await areaPixels(page)
    await keyboard.press('x')
    for (let i = 0; i < 30; i++) await keyboard.press('Shift+ArrowUp')
    await settled(page)
    expect(await areaPixels(page)).toBeLessThanOrEqual(one)
    await choose(running, 'clean.usual')
    await settled(page)
    await page.getByRole('button', { name: /^Move Feather/ }).focus()
    await keyboard.press('ArrowUp')
    await keyboard.press('ArrowUp')
    expect(await steps()).toEqual(['open', 'feather', 'fill', 'drop'])
    expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Move Feather, step 2 of 4')
    await control(page, 'add-step').focus()
    await keyboard.press('ArrowDown')
    await keyboard.press('End')
    await keyboard.press('Enter')
    expect(await steps()).toEqual(['open', 'feather', 'fill', 'drop', 'invert'])
    await settled(page)
    const inverted = await areaPixels(page)
    expect(inverted).toBeGreaterThan(1_000_000)
    await choose(running, 'panel.measure')
    await settled(page)
    await page.getByRole('button', { name: 'Show object 1 in the photo' }).focus()
    await keyboard.press('ArrowDown')
    await keyboard.press('Home')
    await control(page, 'object-line').waitFor({ state: 'attached' })
    await choose(running, 'panel.measure')
    let undone = 0
    while ((await page.getByRole('button', { name: /^Undo ./ }).count()) > 0 && undone < 100) {
      await choose(running, 'edit.undo')
      undone++
    }
    await settled(page)
    expect([await page.locator('[data-patch]').count(), await steps()]).toEqual([0, names])
    while ((await page.getByRole('button', { name: /^Redo ./ }).count()) > 0) await choose(running, 'edit.redo')
    await settled(page)
    expect(await areaPixels(page)).toBe(inverted)
  })
})
