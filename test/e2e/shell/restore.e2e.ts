/** What comes back: the workspace after a bad end and after a good one, with photos that were changed or are gone. */
import { copyFileSync, existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch, photo, projectRoot, type RunningApp } from '../app'
import { axeViolations } from '../axe'
import { givenPainting, SIZE, takeAway } from '../given'
import { areaPixels, choose, control, dragPatch, opened, patchNow, settled } from '../window'

let running: RunningApp
let folder = ''
beforeAll(async () => {
  ;({ running, folder } = await givenPainting())
})
afterAll(() => takeAway({ running, folder }))

const at = (name: string) => join(folder, name)

describe('after a bad end', () => {
  /** As a power cut ends it. */
  async function kill(): Promise<void> {
    const process = running.app.process()
    const ended = new Promise((done) => process.once('exit', done))
    process.kill('SIGKILL')
    await ended
  }
  const workspace = () =>
    JSON.parse(readFileSync(join(running.userData, 'workspace.json'), 'utf8')) as { saved: string; ended: boolean; photos: unknown[] }
  /** Everything so far is on the disk. */
  async function kept(): Promise<void> {
    const now = Date.now()
    await dragPatch(running.page, { x: 640, y: 60, w: 44, h: 30 }, SIZE)
    await expect.poll(() => Date.parse(workspace().saved), { timeout: 10_000 }).toBeGreaterThan(now + 300)
    await settled(running.page)
  }

  it('the workspace is offered, and comes back with its patches, its area and its undo', async () => {
    await kept()
    const before = { area: await areaPixels(running.page), patch: await patchNow(running.page) }
    await kill()
    running = await launch({ userData: running.userData })
    const { page } = running
    await control(page, 'restore-card').waitFor()
    expect(await control(page, 'restore-card').textContent()).toContain('given.jpg')
    expect(await axeViolations(page)).toEqual([])
    await control(page, 'restore-session').click()
    await opened(page, 'given.jpg')
    expect({ area: await areaPixels(page), patch: await patchNow(page) }).toEqual(before)
    await choose(running, 'edit.undo')
    await settled(page)
    expect(await patchNow(page)).not.toEqual(before.patch)
    await choose(running, 'edit.redo')
    await settled(page)
  })

  it('after a good end it is simply there, the charts as they were set, too', async () => {
    const before = await areaPixels(running.page)
    await choose(running, 'charts.plane')
    await control(running.page, 'plane-bins').fill('180')
    await control(running.page, 'plane-bins').press('Enter')
    await control(running.page, 'range-data').click()
    await control(running.page, 'coverage-99').click()
    await control(running.page, 'gate-ellipse').click()
    await expect.poll(() => workspace().ended, { timeout: 5_000 }).toBe(false)
    await running.close({ keepUserData: true })
    expect(workspace().ended).toBe(true)
    running = await launch({ userData: running.userData })
    await opened(running.page, 'given.jpg')
    expect(await areaPixels(running.page)).toBe(before)
    expect(await control(running.page, 'plane-bins').inputValue()).toBe('180')
    expect(await control(running.page, 'range-data').getAttribute('aria-checked')).toBe('true')
    expect(await control(running.page, 'coverage-99').getAttribute('aria-pressed')).toBe('true')
    expect(await control(running.page, 'gate-ellipse').getAttribute('aria-pressed')).toBe('true')
    await choose(running, 'charts.overview')
  })

  it('a photo that was changed is said so, one that is gone is asked for', async () => {
    await kept()
    const area = await areaPixels(running.page)
    await running.close({ keepUserData: true })
    utimesSync(at('given.jpg'), 1, 1)
    running = await launch({ userData: running.userData })
    await running.page.getByText('“given.jpg” was changed since it was last open.').waitFor()
    await opened(running.page, 'given.jpg')
    await expect.poll(() => workspace().ended, { timeout: 5_000 }).toBe(false)
    await running.close({ keepUserData: true })
    copyFileSync(at('given.jpg'), at('moved.jpg'))
    rmSync(at('given.jpg'))
    running = await launch({ userData: running.userData })
    const { page } = running
    await control(page, 'restore-find-mask').waitFor()
    expect(await axeViolations(page)).toEqual([])
    await running.answerDialogs({ open: [[at('moved.jpg')]] })
    await control(page, 'restore-find-mask').click()
    await control(page, 'restore-find-mask').waitFor({ state: 'detached' })
    await control(page, 'restore-session').click()
    await opened(page, 'moved.jpg')
    expect(await areaPixels(page)).toBe(area)
  })

  it('a photo that does not open at once keeps its patches, over another start too, until it opens', async () => {
    await kept()
    const before = { area: await areaPixels(running.page), patch: await patchNow(running.page) }
    await running.close({ keepUserData: true })
    const whole = readFileSync(at('moved.jpg'))
    writeFileSync(at('moved.jpg'), 'not a photo any more')
    running = await launch({ userData: running.userData })
    await control(running.page, 'error-card').waitFor()
    // What is there by now is on the disk.
    await expect.poll(() => workspace().ended, { timeout: 5_000 }).toBe(false)
    await running.close({ keepUserData: true })
    expect(workspace().photos).toMatchObject([{ role: 'mask', name: 'moved.jpg' }])
    running = await launch({ userData: running.userData })
    const { page } = running
    await control(page, 'error-card').getByText('Close').click()
    await control(page, 'restore-card').getByText('A photo did not come back').waitFor()
    expect(await axeViolations(page)).toEqual([])
    writeFileSync(at('moved.jpg'), whole)
    await running.answerDialogs({ open: [[at('moved.jpg')]] })
    await control(page, 'restore-find-mask').click()
    await control(page, 'restore-card').locator('[data-state="present"]').waitFor()
    await control(page, 'restore-session').click()
    await opened(page, 'moved.jpg')
    expect({ area: await areaPixels(page), patch: await patchNow(page) }).toEqual(before)
  })

  it('a recipe as an argument brings the photo that lies beside it', async () => {
    const before = { area: await areaPixels(running.page), patch: await patchNow(running.page) }
    await running.answerDialogs({ save: [at('mine')] })
    await choose(running, 'recipe.save')
    await running.page.getByText('Saved mine.chromapatch.json').waitFor()
    const other = await launch({ photos: ['mine.chromapatch.json'], cwd: folder })
    await opened(other.page, 'moved.jpg')
    await other.page.getByText('Opened mine.chromapatch.json').waitFor()
    await settled(other.page)
    expect({ area: await areaPixels(other.page), patch: await patchNow(other.page) }).toEqual(before)
    writeFileSync(at('bad.chromapatch.json'), '{}')
    await other.answerDialogs({ open: [[at('bad.chromapatch.json')]] })
    await choose(other, 'recipe.open')
    await other.page.getByText('“bad.chromapatch.json” is not a recipe').waitFor()
    await other.close()
  })

  it('a pasted picture comes back too, and so does a pair with its settings and view', async () => {
    const { page } = running
    await choose(running, 'file.sample')
    await opened(page, 'painting.jpg')
    const area = await areaPixels(page)
    const pair = (name: string) => join(projectRoot, 'test/fixtures/pairs/spot', name)
    await choose(running, 'workspace.compare')
    await running.answerDialogs({ open: [[pair('before.png'), pair('after.png')]] })
    await choose(running, 'file.open')
    await control(page, 'region-1').waitFor()
    await control(page, 'colour-middle').click()
    await control(page, 'colour-went').getByText('→').waitFor()
    await choose(running, 'align.pins')
    await control(page, 'pin-add').click()
    await choose(running, 'change.next')
    await choose(running, 'change.seen')
    await choose(running, 'view.onion')
    await choose(running, 'sensitivity.more')
    await settled(page)
    const state = async (at: typeof page) => ({
      went: await control(at, 'colour-went').textContent(),
      pins: await control(at, 'pin-remove').count(),
      seen: await at.locator('.card.seen').count(),
      zoom: await control(at, 'compare-zoom').textContent(),
    })
    const was = await state(page)
    expect([was.pins, was.seen]).toEqual([1, 1])
    await expect.poll(() => workspace().photos.length, { timeout: 10_000 }).toBe(3)
    await page.waitForTimeout(900)
    await kill()
    running = await launch({ userData: running.userData })
    const again = running.page
    await control(again, 'restore-card').waitFor()
    await control(again, 'restore-session').click()
    await control(again, 'region-1').waitFor()
    const ticked = await running.app.evaluate(({ Menu }) =>
      ['view.onion', 'workspace.compare'].map((id) => Menu.getApplicationMenu()!.getMenuItemById(id)!.checked),
    )
    expect(ticked).toEqual([true, true])
    await settled(again)
    expect(await state(again)).toEqual(was)
    // Back over the sensitivity, the pin and the colour, and forward again.
    for (let step = 0; step < 3; step++) await choose(running, 'edit.undo')
    await control(again, 'colour-went').waitFor({ state: 'detached' })
    expect([await control(again, 'pin-remove').count(), await control(again, 'colour-went').count()]).toEqual([0, 0])
    for (let step = 0; step < 3; step++) await choose(running, 'edit.redo')
    await control(again, 'colour-went').getByText('→').waitFor()
    await settled(again)
    expect(await state(again)).toEqual(was)
    await choose(running, 'workspace.mask')
    await settled(again)
    expect(await areaPixels(again)).toBe(area)
  })

  it('photos that are asked for are shown, and the last session is a press away', async () => {
    await running.close({ keepUserData: true })
    running = await launch({ userData: running.userData, photos: [photo('bowl.jpg')] })
    const { page } = running
    await opened(page, 'bowl.jpg')
    await page.getByRole('button', { name: 'Restore last session' }).click()
    await opened(page, 'painting.jpg')
  })

  it('a damaged workspace is put aside and said, and the window starts', async () => {
    await running.close({ keepUserData: true })
    writeFileSync(join(running.userData, 'workspace.json'), '{"kind":"chromapatch workspace","version":1,"pho')
    running = await launch({ userData: running.userData })
    await running.page.getByText('Your last session could not be read.').waitFor()
    expect(readFileSync(join(running.userData, 'workspace.damaged-1.json'), 'utf8')).toContain('"pho')
    await opened(running.page, 'painting.jpg')
  })

  it('no temporary file of a killed session is left for long', () => {
    const left = readdirSync(tmpdir()).filter((name) => name.startsWith('chromapatch-exports-'))
    const alive = left.filter((name) => existsSync(`/proc/${name.split('-')[2]}`))
    expect(process.platform === 'linux' ? left : []).toEqual(process.platform === 'linux' ? alive : [])
  })
})
