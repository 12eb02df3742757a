/** One mask for many photos: what fails is told, the rest goes on; cancelled, it says what is left and does it later; nothing is replaced. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { launch, photo, type RunningApp } from '../app'
import { axeViolations } from '../axe'
import { choose, control, dragPatch, opened, settled } from '../window'

const SIZE = { width: 752, height: 600 }
let running: RunningApp
let folder = ''
const at = (...names: string[]) => join(folder, ...names)
const made = (name: string) => {
  mkdirSync(at(name), { recursive: true })
  return at(name)
}
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chromapatch-batch-'))
  running = await launch({ photos: [photo('painting.jpg')] })
  running.page.setDefaultTimeout(10_000)
  await opened(running.page, 'painting.jpg')
  await dragPatch(running.page, { x: 640, y: 60, w: 40, h: 30 }, SIZE)
  await settled(running.page)
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})
afterEach(async () => {
  if (await control(running.page, 'export-cancel').isVisible()) await control(running.page, 'export-cancel').click()
})

const report = () => control(running.page, 'export-report')
const codes = () => report().locator('[data-code]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-code'))) // prettier-ignore
const written = () => control(running.page, 'export-written').locator('li').allTextContents()
const whole = (name: string) => !name.endsWith('.part')

/** Twelve copies of one photo. */
function twelve(): string[] {
  return Array.from({ length: 12 }, (_, i) => {
    const path = at(`p${i + 1}.jpg`)
    copyFileSync(photo('painting.jpg'), path)
    return path
  })
}

async function run(kinds: readonly string[], photos: readonly string[], into: string): Promise<void> {
  const { page } = running
  await choose(running, 'file.export')
  await control(page, `export-pick-${kinds[0]!}`).dblclick()
  for (const kind of kinds.slice(1)) await control(page, `export-include-${kind}`).check()
  await running.answerDialogs({ open: [[...photos], [into]] })
  await control(page, 'export-photos').click()
}

it('a photo that is broken and one that is gone do not stop the others; tried again, only they are done', async () => {
  const { page } = running
  const into = made('broken')
  const [first, second] = [at('a.jpg'), at('z.jpg')]
  for (const path of [first, second]) copyFileSync(photo('painting.jpg'), path)
  writeFileSync(at('broken.jpg'), readFileSync(first).subarray(0, 60_000))
  await run(['mask', 'rle'], [first, at('broken.jpg'), at('gone.jpg'), second], into)
  await report().waitFor()
  expect(await report().textContent()).toContain('2 of 4 photos are done: 4 files.')
  expect(await codes()).toEqual(['PHOTO_DAMAGED', 'PHOTO_NOT_FOUND'])
  expect(await written()).toEqual(['a-mask.png', 'a-rle.json', 'z-mask.png', 'z-rle.json'])
  await control(page, 'export-written').locator('summary').click()
  expect(await axeViolations(page)).toEqual([])
  // Nothing changed: the same again, and nothing is written twice.
  await control(page, 'export-again').click()
  await report().waitFor()
  expect(await codes()).toEqual(['PHOTO_DAMAGED', 'PHOTO_NOT_FOUND'])
  expect(readdirSync(into)).toHaveLength(4)
  // One of them is back.
  copyFileSync(photo('painting.jpg'), at('gone.jpg'))
  await control(page, 'export-again').click()
  await report().getByText('3 of 4 photos are done: 6 files.').waitFor()
  expect(await codes()).toEqual(['PHOTO_DAMAGED'])
  copyFileSync(photo('painting.jpg'), at('broken.jpg'))
  await control(page, 'export-again').click()
  await control(page, 'export-dialog').waitFor({ state: 'detached' })
  await page.getByText('Saved 8 files of 4 photos').waitFor()
  const names = ['a', 'broken', 'gone', 'z'].flatMap((name) => [`${name}-mask.png`, `${name}-rle.json`])
  expect(readdirSync(into).sort()).toEqual(names)
  const mask = readFileSync(join(into, 'a-mask.png'))
  for (const name of names.filter((each) => each.endsWith('.png'))) expect(readFileSync(join(into, name)).equals(mask), name).toBe(true)
})

it('cancelled, it says what is done and what is left; the rest is done later, each file once, and none in part', async () => {
  const { page } = running
  const into = made('cancelled')
  const photos = twelve()
  await run(['cutout', 'mask', 'contours'], photos, into)
  await page.waitForFunction(() => /^([3-9]|1\d) \/ 12/.test(document.querySelector('[data-testid="export-progress"]')?.textContent?.trim() ?? '')) // prettier-ignore
  await control(page, 'export-cancel').click()
  await report().waitFor()
  await expect.poll(() => readdirSync(into).filter((name) => !whole(name))).toEqual([])
  const soFar = readdirSync(into).sort()
  expect((await written()).sort()).toEqual(soFar)
  expect(soFar.length).toBeGreaterThan(5)
  expect(soFar.length).toBeLessThan(36)
  const left = await control(page, 'export-left').locator('li').allTextContents()
  expect(await report().textContent()).toContain(`${12 - left.length} of 12 photos`)
  expect(left.at(-1)).toBe('p12.jpg')
  await control(page, 'export-left').locator('summary').click()
  expect(await axeViolations(page)).toEqual([])
  await control(page, 'export-again').click()
  await control(page, 'export-dialog').waitFor({ state: 'detached', timeout: 60_000 })
  const all = photos.flatMap((_, i) => ['contours.svg', 'cut-out.png', 'mask.png'].map((end) => `p${i + 1}-${end}`))
  expect(readdirSync(into).sort()).toEqual(all.sort())
  for (const end of ['mask.png', 'cut-out.png'])
    expect(readFileSync(join(into, `p12-${end}`)).equals(readFileSync(join(into, `p1-${end}`))), end).toBe(true)
})

it('what is there already stays: the new files get numbers', async () => {
  const { page } = running
  const into = made('there')
  writeFileSync(join(into, 'p1-mask.png'), 'mine')
  twelve()
  await run(['mask'], [at('p1.jpg'), at('p2.jpg')], into)
  await control(page, 'export-dialog').waitFor({ state: 'detached' })
  expect(readdirSync(into).sort()).toEqual(['p1-mask-2.png', 'p1-mask.png', 'p2-mask.png'])
  expect(readFileSync(join(into, 'p1-mask.png'), 'utf8')).toBe('mine')
})

it('the rest of an export that another has followed is refused', async () => {
  const answer = await running.page.evaluate(() => window.chromapatch.exportPhotosAgain({ job: 'x-1', again: 'exportphotos-1' }))
  expect(answer).toMatchObject({ error: { code: 'GRANT_UNKNOWN' } })
})
