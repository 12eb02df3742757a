/** What was drawn can be changed: handles, moving, shape, role and removal of patches and of the region, by mouse and by keyboard; each a named step. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sharp } from '../../engine/odd-photos'
import { launch, photo, type RunningApp } from '../app'
import { axeViolations } from '../axe'
import { areaPixels, choose, control, dragPatch, opened, patchNow, settled } from '../window'

const SIZE = { width: 752, height: 600 }
let running: RunningApp
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chromapatch-regions-'))
  running = await launch({ photos: [photo('painting.jpg')] })
  running.page.setDefaultTimeout(8_000)
  await opened(running.page, 'painting.jpg')
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

const tool = (name: string) => running.page.getByRole('button', { name, exact: true }).first().click()

/** As the fields say, which follow when nothing moves any more. */
async function regionNow(): Promise<number[]> {
  await settled(running.page)
  const read = (name: string) => control(running.page, `region-${name}`).inputValue()
  return (await Promise.all(['x', 'y', 'w', 'h'].map(read))).map((text) => Number(text.replace(/[^0-9]/g, '')))
}
const undoName = () => running.page.getByRole('button', { name: /^Undo ./ }).getAttribute('aria-label')

/** Drags what is there by so many CSS pixels, from a place in it given as shares of its box. */
async function dragBy(id: string, dx: number, dy: number, share: { x: number; y: number } = { x: 0.5, y: 0.5 }): Promise<void> {
  const { page } = running
  const box = (await control(page, id).boundingBox())!
  const [x, y] = [box.x + box.width * share.x, box.y + box.height * share.y]
  await page.mouse.move(x, y)
  await page.mouse.down()
  await page.mouse.move(x + dx, y + dy, { steps: 5 })
  await page.mouse.up()
  await settled(page)
}

describe('a patch', () => {
  it('turns from rectangle to ellipse and back, its box kept, each a step with a name', async () => {
    const { page } = running
    await dragPatch(page, { x: 400, y: 120, w: 60, h: 50 }, SIZE)
    await settled(page)
    const [box, area] = [await patchNow(page), await areaPixels(page)]
    await control(page, 'patch-shape-ellipse').click()
    await settled(page)
    expect(await patchNow(page)).toEqual(box)
    expect(await areaPixels(page)).not.toBe(area)
    expect(await undoName()).toContain('Make Patch an Ellipse')
    expect(await page.locator('[data-patch].ellipse').count()).toBe(1)
    await dragBy('patch-A-e', 30, 0)
    expect((await patchNow(page)).w).toBeGreaterThan(box.w)
    await choose(running, 'patch.rectangle')
    expect(await undoName()).toContain('Make Patch a Rectangle')
    expect(await page.locator('[data-patch].ellipse').count()).toBe(0)
    for (let i = 0; i < 3; i++) await choose(running, 'edit.undo')
    await settled(page)
    expect([await patchNow(page), await areaPixels(page)]).toEqual([box, area])
  })

  it('drawn as a lasso leaves the rest of its box to the photo, becomes an ellipse, and a lasso again by undo', async () => {
    const { page } = running
    await tool('Draw Lasso Patch')
    const pane = (await control(page, 'pane-canvas').boundingBox())!
    const [x, y] = [pane.x + pane.width / 2, pane.y + pane.height / 2]
    await page.mouse.move(x, y)
    await page.mouse.down()
    for (const [dx, dy] of [[100, 0], [100, 12], [12, 12], [12, 100], [0, 100]] as const) await page.mouse.move(x + dx, y + dy, { steps: 3 }) // prettier-ignore
    await page.mouse.up()
    await settled(page)
    const lasso = await patchNow(page)
    expect(await control(page, 'patch-shape-lasso').getAttribute('aria-checked')).toBe('true')
    const under = (px: number, py: number) =>
      page.evaluate(([left, top]) => document.elementFromPoint(left!, top!)?.closest('[data-patch]') !== null, [px, py])
    expect([await under(x + 60, y + 60), await under(x + 50, y + 6)]).toEqual([false, true])
    await dragBy('patch-A-se', 20, 20)
    expect((await patchNow(page)).w).toBeGreaterThan(lasso.w)
    await control(page, 'patch-shape-ellipse').click()
    await control(page, 'patch-shape-lasso').waitFor({ state: 'detached' })
    await choose(running, 'edit.undo')
    await choose(running, 'edit.undo')
    expect(await patchNow(page)).toEqual(lasso)
    expect(await control(page, 'patch-shape-lasso').isVisible()).toBe(true)
    await tool('Draw Patch')
  })

  it('turns from plus to minus by mouse and by its command', async () => {
    const { page } = running
    await choose(running, 'patch.new')
    await control(page, 'patch-role-subtract').click()
    expect(await page.locator('[data-patch].subtract').count()).toBe(1)
    expect(await undoName()).toContain('Subtract Instead')
    await choose(running, 'patch.sign')
    expect(await page.locator('[data-patch].subtract').count()).toBe(0)
    await choose(running, 'patch.delete')
    expect(await page.locator('[data-patch]').count()).toBe(1)
  })
})

describe('the region', () => {
  it('is held once it is drawn: eight handles, its line moves it, its inside draws patches', async () => {
    const { page } = running
    await page.getByRole('button', { name: 'Draw the Region to Stay In' }).click()
    await dragPatch(page, { x: 200, y: 100, w: 300, h: 250 }, SIZE)
    await settled(page)
    const drawn = await regionNow()
    expect(await page.locator('[data-testid=region-frame] [data-handle]').count()).toBe(8)
    expect(await page.locator('[data-patch] [data-handle]').count()).toBe(0)
    await dragBy('region-handle-se', 40, 30)
    const larger = await regionNow()
    expect(larger.slice(0, 2)).toEqual(drawn.slice(0, 2))
    expect([larger[2]! > drawn[2]!, larger[3]! > drawn[3]!]).toEqual([true, true])
    expect(await undoName()).toContain('Resize the Region')
    await dragBy('region-frame', 25, 10, { x: 0.3, y: 0 })
    const moved = await regionNow()
    expect(moved.slice(2)).toEqual(larger.slice(2))
    expect([moved[0]! > larger[0]!, moved[1]! > larger[1]!]).toEqual([true, true])
    expect(await undoName()).toContain('Move the Region')
    expect(await axeViolations(page)).toEqual([])
    await dragPatch(page, { x: 320, y: 200, w: 40, h: 40 }, SIZE)
    await settled(page)
    expect([await regionNow(), await page.locator('[data-patch]').count()]).toEqual([moved, 1])
    expect(await page.locator('[data-testid=region-frame] [data-handle]').count()).toBe(0)
    expect(await page.locator('[data-patch] [data-handle]').count()).toBeGreaterThan(3)
  })

  it('becomes an ellipse, and the mask with it', async () => {
    const { page } = running
    const area = await areaPixels(page)
    await control(page, 'region-shape-ellipse').click()
    await settled(page)
    expect(await areaPixels(page)).toBeLessThan(area)
    expect(await undoName()).toContain('Make the Region an Ellipse')
    await control(page, 'region-shape-rectangle').click()
    await settled(page)
    expect(await areaPixels(page)).toBe(area)
  })

  it('by keyboard: arrows move it, Shift by ten, Alt resizes, Delete removes it and not the patch', async () => {
    const { page } = running
    const before = await regionNow()
    await control(page, 'region-frame').focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Shift+ArrowDown')
    expect(await regionNow()).toEqual([before[0]! + 1, before[1]! + 10, before[2], before[3]])
    await page.keyboard.press('Alt+ArrowLeft')
    await page.keyboard.press('Alt+Shift+ArrowUp')
    expect(await regionNow()).toEqual([before[0]! + 1, before[1]! + 10, before[2]! - 1, before[3]! - 10])
    await choose(running, 'patch.round')
    expect(await control(page, 'region-shape-ellipse').getAttribute('aria-checked')).toBe('true')
    await page.keyboard.press('Delete')
    expect(await control(page, 'region-frame').count()).toBe(0)
    expect(await page.locator('[data-patch]').count()).toBe(1)
    expect(await undoName()).toContain('Remove the Region')
    for (let i = 0; i < 4; i++) await choose(running, 'edit.undo')
    expect(await regionNow()).toEqual(before)
    // The patch has the keys again once it is chosen.
    await page.locator('[data-patch]').focus()
    const { x } = await patchNow(page)
    await page.keyboard.press('ArrowRight')
    expect([await regionNow(), (await patchNow(page)).x]).toEqual([before, x + 1])
  })
})

describe('the line of the scale', () => {
  it('has ends that are dragged and moved by keys; its length in millimetres stays', async () => {
    const { page } = running
    await choose(running, 'panel.measure')
    await choose(running, 'tool.scale')
    await dragPatch(page, { x: 200, y: 300, w: 200, h: 0 }, SIZE)
    await settled(page)
    const line = async () => ((await control(page, 'scale-line').getAttribute('d')) ?? '').match(/[\d.]+/g)!.map(Number)
    const drawn = await line()
    await dragBy('scale-to', 40, 0)
    const longer = await line()
    expect([longer.slice(0, 2), longer[2]! > drawn[2]! + 20]).toEqual([drawn.slice(0, 2), true])
    expect(await undoName()).toContain('Move the Scale')
    await control(page, 'scale-from').focus()
    await page.keyboard.press('Shift+ArrowUp')
    await settled(page)
    expect(await line()).toEqual([longer[0], longer[1]! - 10, longer[2], longer[3]])
    expect(await control(page, 'scale-length').inputValue()).toBe('10')
    expect(await axeViolations(page)).toEqual([])
    await choose(running, 'panel.measure')
    expect(await control(page, 'scale-from').count()).toBe(0)
  })
})

describe('a photo of odd size', () => {
  async function openMade(width: number, height: number, name: string): Promise<void> {
    const file = join(folder, name)
    await sharp({ create: { width, height, channels: 3, background: '#c02020' } }).png().toFile(file) // prettier-ignore
    await running.answerDialogs({ open: [[file]] })
    await choose(running, 'file.open')
    await opened(running.page, name)
  }
  const redPixels = () =>
    running.page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>('[data-testid=pane-canvas]')!
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
      return data.filter((red, i) => i % 4 === 0 && red > data[i + 1]! + 20).length
    })

  it('narrower than a pixel of the screen is seen all the same; of one pixel it is counted as one', async () => {
    const { page } = running
    await openMade(1, 5000, 'thin.png')
    await choose(running, 'view.photo')
    await settled(page)
    expect(await redPixels()).toBeGreaterThan(200)
    await choose(running, 'patch.new')
    await settled(page)
    expect(await areaPixels(page)).toBe(5000)
    await openMade(1, 1, 'one.png')
    await choose(running, 'patch.new')
    await settled(page)
    expect(await page.getByText('1 pixel', { exact: true }).count()).toBe(1)
  })
})
