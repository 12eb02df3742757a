/** The main job, as a user does it: open, drag, see, slide, swipe, export. */
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chromapatch } from '../../cli/run'
import { fromFile, greyBytes, sharp } from '../../engine/odd-photos'
import { launch, photo, type RunningApp } from '../app'
import { areaPixels, choose, control, dragPatch, opened, patchNow, settled, slide, view } from '../window'

let running: RunningApp
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chromapatch-mask-'))
  running = await launch()
  await opened(running.page, 'painting.jpg')
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

/** What is on the photo's canvas, shot from the window itself. */
async function canvasPixels(): Promise<Buffer> {
  const shot = await control(running.page, 'pane-canvas').screenshot()
  return await sharp(shot).removeAlpha().raw().toBuffer()
}

function share(a: Buffer, b: Buffer, differs = 24): number {
  let count = 0
  for (let i = 0; i < a.length; i += 3) {
    if (Math.max(Math.abs(a[i]! - b[i]!), Math.abs(a[i + 1]! - b[i + 1]!), Math.abs(a[i + 2]! - b[i + 2]!)) > differs) count++
  }
  return count / (a.length / 3)
}

describe('a new user', () => {
  it('sees the sample with a mask already on it and one sentence that says what to drag', async () => {
    const { page } = running
    expect(await control(page, 'document-name').textContent()).toContain('painting.jpg')
    expect(await areaPixels(page)).toBeGreaterThan(1000)
    expect(await control(page, 'hint').textContent()).toMatch(/drag/i)
  })

  it('opens a photo of their own through the dialog, and drags a patch: the overlay changes at once', async () => {
    const { page } = running
    await running.answerDialogs({ open: [[photo('bowl.jpg')]] })
    await choose(running, 'file.open')
    await opened(page, 'bowl.jpg')
    const before = await canvasPixels()
    await dragPatch(page, { x: 1900, y: 900, w: 160, h: 120 }, { width: 2572, height: 1740 })
    await settled(page)
    const patch = await patchNow(page)
    expect(Math.abs(patch.x - 1900)).toBeLessThanOrEqual(3)
    expect(Math.abs(patch.w - 160)).toBeLessThanOrEqual(5)
    // The bowl is about three tenths of the picture.
    expect(share(before, await canvasPixels())).toBeGreaterThan(0.15)
  })

  it('reads the same statistics and area as the command line gives', async () => {
    const { page } = running
    await setPatch('1900', '900', '160', '120')
    const words = ['segment', photo('bowl.jpg'), '--model', 'gaussian', '--patch', '1900,900,160,120', '--json']
    const told = JSON.parse((await chromapatch(words)).out)
    expect(await areaPixels(page)).toBe(told.mask.pixels)
    expect(Number(await control(page, 'stat-meanR').textContent())).toBeCloseTo(told.patches[0].meanR, 4)
    expect(Number(await control(page, 'stat-stdG').textContent())).toBeCloseTo(told.patches[0].stdG, 4)
  })

  it('slides the coverage: more coverage is never less area, and less is smaller', async () => {
    const { page } = running
    const areas: number[] = []
    for (const coverage of [0.02, 0.2, 0.4, 0.6, 0.8, 0.98]) {
      await slide(page, 'coverage-slider', coverage)
      await settled(page)
      areas.push(await areaPixels(page))
    }
    expect(areas).toEqual([...areas].sort((a, b) => a - b))
    expect(areas.at(-1)!).toBeGreaterThan(2 * areas[0]!)
  })

  it('looks at every view, and they differ', async () => {
    const { page } = running
    await setField('coverage-field', '95')
    const pictures: Buffer[] = []
    for (const name of ['photo', 'overlay', 'mask', 'cutout', 'swipe'] as const) {
      await view(page, name)
      await settled(page)
      pictures.push(await canvasPixels())
    }
    pictures.forEach((one, i) => pictures.slice(i + 1).forEach((other) => expect(share(one, other)).toBeGreaterThan(0.02)))
    // The mask is black and white and nothing else, but for its smoothed edges.
    const mask = pictures[2]!
    let extreme = 0
    for (let i = 0; i < mask.length; i += 3) if (mask[i]! < 8 || mask[i]! > 247) extreme++
    expect(extreme / (mask.length / 3)).toBeGreaterThan(0.5)
  })

  it('swipes: before on one side, after on the other, by mouse and by keyboard', async () => {
    const { page } = running
    await view(page, 'photo')
    await settled(page)
    const plain = await canvasPixels()
    await view(page, 'swipe')
    await settled(page)
    const handle = control(page, 'swipe-handle')
    expect(await handle.getAttribute('aria-label')).toBe('Photo and cut-out')
    const middle = await canvasPixels()
    const box = (await handle.boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width / 2 - 200, box.y + box.height / 2, { steps: 6 })
    await page.mouse.up()
    await settled(page)
    const left = await canvasPixels()
    expect(share(plain, left)).toBeGreaterThan(share(plain, middle))
    await handle.focus()
    for (let i = 0; i < 10; i++) await page.keyboard.press('ArrowRight')
    await settled(page)
    expect(share(left, await canvasPixels())).toBeGreaterThan(0.001)
    await view(page, 'overlay')
  })

  it('exports: the alpha of the file is the command line’s mask, bit for bit', async () => {
    await setField('coverage-field', '95')
    const target = join(folder, 'cut-out.png')
    await exportTo(target)
    const mask = join(folder, 'cli-mask.png')
    const told = await chromapatch([
      'segment',
      photo('bowl.jpg'),
      '--model',
      'gaussian',
      '--patch',
      '1900,900,160,120',
      '--mask',
      mask,
      '--out',
      join(folder, 'cli-out.png'),
    ])
    expect(told.err).toBe('')
    const alpha = await fromFile(target).extractChannel(3).toColourspace('b-w').raw().toBuffer()
    expect(alpha.equals(await greyBytes(mask))).toBe(true)
    // Not the pixels alone: the very file that the command line writes.
    expect(readFileSync(target).equals(readFileSync(join(folder, 'cli-out.png')))).toBe(true)
  })

  it('exports the mask alone: the same bytes as the command line’s', async () => {
    const { page } = running
    const target = join(folder, 'mask.png')
    await exportTo(target, async () => {
      await control(page, 'export-pick-mask').click()
    })
    expect(readFileSync(target).equals(readFileSync(join(folder, 'cli-mask.png')))).toBe(true)
  })

  it('undoes and redoes', async () => {
    const { page } = running
    const area = await areaPixels(page)
    await slide(page, 'coverage-slider', 0.1)
    await settled(page)
    const smaller = await areaPixels(page)
    expect(smaller).not.toBe(area)
    await choose(running, 'edit.undo')
    await settled(page)
    expect(await areaPixels(page)).toBe(area)
    await choose(running, 'edit.redo')
    await settled(page)
    expect(await areaPixels(page)).toBe(smaller)
    await choose(running, 'edit.undo')
    await settled(page)
  })
})

async function setField(id: string, value: string): Promise<void> {
  const field = control(running.page, id)
  await field.fill(value)
  await field.press('Enter')
  await settled(running.page)
}

async function setPatch(x: string, y: string, w: string, h: string): Promise<void> {
  for (const [id, value] of [['w', '1'], ['h', '1'], ['x', x], ['y', y], ['w', w], ['h', h]] as const) await setField(`field-${id}`, value) // prettier-ignore
}

async function exportTo(target: string, prepare: () => Promise<void> = () => Promise.resolve()): Promise<void> {
  const { page } = running
  await running.answerDialogs({ save: [target] })
  await control(page, 'export-open').click()
  await control(page, 'export-dialog').waitFor()
  await prepare()
  await control(page, 'export-save').click()
  // The dialog closes when the file is there; a note may still be up from the last one.
  await control(page, 'export-dialog').waitFor({ state: 'detached' })
  await settled(page)
}
