/** A recipe with everything in it: saved in the window and run by the command line, it gives the same bytes for every kind of photo. */
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { profiledTiff } from '../../../main/engine/codec/profiled-tiff'
import { chromapatch } from '../../cli/run'
import { fromFile, sharp } from '../../engine/odd-photos'
import { launch, photo, type RunningApp } from '../app'
import { areaPixels, choose, control, dragPatch, opened, settled } from '../window'

const SIZE = { width: 752, height: 600 }
const KINDS = ['cutout', 'splash', 'mask', 'score', 'contours', 'rle', 'objects'] as const

let running: RunningApp
let folder = ''
const at = (...names: string[]) => join(folder, ...names)
const made = (name: string) => {
  mkdirSync(at(name), { recursive: true })
  return at(name)
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chromapatch-recipe-'))
  await writePhotos()
  running = await launch({ photos: [at('plain.jpg')] })
  running.page.setDefaultTimeout(10_000)
  await opened(running.page, 'plain.jpg')
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

/** One that a failed test left open must not fail the others. */
afterEach(async () => {
  if (await control(running.page, 'export-cancel').isVisible()) await control(running.page, 'export-cancel').click()
})

/** The painting as it is; with 16 bits and a wide profile; with holes to look through; and stored lying on its side. */
async function writePhotos(): Promise<void> {
  copyFileSync(photo('painting.jpg'), at('plain.jpg'))
  const { data, info } = await fromFile(photo('painting.jpg')).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  const { width, height } = info
  const wide = Uint16Array.from(data, (value, i) => value * 257 - (value > 0 ? (i * 37) % 256 : 0))
  const { icc } = await sharp(await sharp(data, { raw: { width, height, channels: 3 } }).withIccProfile('p3').png().toBuffer()).metadata() // prettier-ignore
  writeFileSync(at('deep.tif'), profiledTiff({ pixels: wide, width, height, channels: 3 }, icc!))
  const alpha = Buffer.alloc(width * height)
  for (let i = 0; i < alpha.length; i++) alpha[i] = ((i % width) + Math.floor(i / width)) % 256
  const clear = sharp(data, { raw: { width, height, channels: 3 } }).joinChannel(alpha, { raw: { width, height, channels: 1 } })
  writeFileSync(at('clear.png'), await clear.png().toBuffer())
  const lying = fromFile(photo('painting.jpg'))
    .rotate(270)
    .withExif({ IFD0: { Make: 'Leaf', Model: 'Aptus' } })
    .withMetadata({ orientation: 6 })
  writeFileSync(at('lying.jpg'), await lying.jpeg({ quality: 95 }).toBuffer())
}

/** The line of the scale as it was drawn on the first photo. */
let drawn: string | null = null
const scaleLine = () => control(running.page, 'scale-line').getAttribute('d')

const tool = (name: string) => running.page.getByRole('button', { name, exact: true }).first().click()

/** A rectangle, an ellipse beside it, a lasso that takes away, and what is connected to them. */
async function drawPatches(): Promise<void> {
  const { page } = running
  await tool('Draw Patch')
  await dragPatch(page, { x: 400, y: 120, w: 60, h: 50 }, SIZE)
  await tool('Draw Ellipse Patch')
  await page.keyboard.down('Shift')
  await dragPatch(page, { x: 640, y: 60, w: 50, h: 40 }, SIZE)
  await page.keyboard.up('Shift')
  await tool('Draw Lasso Patch')
  const box = (await control(page, 'pane-canvas').boundingBox())!
  const [x, y] = [box.x + box.width / 2 - 120, box.y + box.height / 2 + 60]
  await page.keyboard.down('Alt')
  await page.mouse.move(x, y)
  await page.mouse.down()
  for (const [dx, dy] of [[40, 6], [50, 40], [-4, 44]] as const) await page.mouse.move(x + dx, y + dy, { steps: 3 }) // prettier-ignore
  await page.mouse.up()
  await page.keyboard.up('Alt')
  await settled(page)
  expect(await page.locator('[data-patch]').count()).toBe(3)
}

async function openPhoto(name: string): Promise<void> {
  await running.answerDialogs({ open: [[at(name)]] })
  await choose(running, 'file.open')
  await opened(running.page, basename(name))
}

async function includeAll(): Promise<void> {
  const { page } = running
  await choose(running, 'file.export')
  await control(page, 'export-dialog').waitFor()
  for (const kind of KINDS) await control(page, `export-include-${kind}`).check()
  await control(page, 'export-pick-cutout').click()
}

/** Saves the recipe and the files, follows the recipe, and compares byte for byte. */
async function sameBytes(stem: string): Promise<string[]> {
  const { page } = running
  const [window, shell, recipe] = [made(`${stem}-window`), made(`${stem}-shell`), at(`${stem}.chromapatch.json`)]
  await running.answerDialogs({ save: [recipe] })
  await control(page, 'export-recipe').click()
  await page.getByText(`Saved ${stem}.chromapatch.json`).waitFor()
  await running.answerDialogs({ open: [[window]] })
  await control(page, 'export-save').click()
  const ended = page.locator('[data-testid=export-report], [data-testid=export-error]')
  await control(page, 'export-progress').waitFor({ state: 'detached', timeout: 30_000 })
  expect(await ended.allTextContents()).toEqual([])
  await control(page, 'export-dialog').waitFor({ state: 'detached' })
  const told = await chromapatch(['run', recipe, '--out', shell, '--json'])
  expect(JSON.parse(told.out)).toMatchObject({ done: 1, failed: 0, rows: [{ sameInput: true }] })
  const names = filesIn(window)
  expect(filesIn(shell)).toEqual(names)
  for (const name of names) expect(readFileSync(join(shell, name)).equals(readFileSync(join(window, name))), name).toBe(true)
  const saved = JSON.parse(readFileSync(recipe, 'utf8')) as { clean: { id: string }[]; patches: { shape?: { kind: string } }[] }
  expect(saved.clean.map(({ id }) => id)).toEqual(['open', 'fill', 'drop', 'feather', 'refine'])
  expect(saved.patches.map(({ shape }) => shape?.kind)).toEqual([undefined, 'ellipse', 'lasso'])
  return names
}

/** Without the hidden records that say what a run made. */
const filesIn = (folder: string) =>
  readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .sort()

describe('with three patches, a region, what is connected and five clean-up steps', () => {
  it('a JPEG: all seven kinds of file', async () => {
    const { page } = running
    await drawPatches()
    await control(page, 'usual-steps').click()
    await control(page, 'add-step').click()
    await control(page, 'add-refine').click()
    await page.getByRole('button', { name: 'Draw the Region to Stay In' }).click()
    await dragPatch(page, { x: 180, y: 50, w: 540, h: 480 }, SIZE)
    await control(page, 'contiguous').click()
    await choose(running, 'tool.scale')
    await dragPatch(page, { x: 100, y: 300, w: 203, h: 0 }, SIZE)
    await settled(page)
    drawn = await scaleLine()
    expect(await areaPixels(page)).toBeGreaterThan(1_000)
    await includeAll()
    expect(await sameBytes('plain')).toHaveLength(7)
  })

  it('a TIFF of 16 bits, in its own profile, cropped, the mask with 16 bits', async () => {
    const { page } = running
    await openPhoto('deep.tif')
    await drawPatches()
    await includeAll()
    await control(page, 'export-format').selectOption('tiff')
    await control(page, 'export-depth-16').click()
    await control(page, 'export-profile').selectOption('source')
    await control(page, 'export-crop').check()
    await control(page, 'export-pick-splash').click()
    await control(page, 'export-rest-blurred').click()
    await control(page, 'export-pick-mask').click()
    await control(page, 'export-mask-depth-16').click()
    await control(page, 'export-pick-contours').click()
    await control(page, 'export-contours-geojson').click()
    // Seen as the outline that they are, not as coordinates alone.
    const hasLines = (canvas: Element) => {
      const { width, height } = canvas as HTMLCanvasElement
      const { data } = (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height)
      return data.some((byte) => byte > 0)
    }
    expect(await control(page, 'export-outline').evaluate(hasLines)).toBe(true)
    await control(page, 'export-pick-objects').click()
    await control(page, 'export-objects-json').click()
    const names = await sameBytes('deep')
    const cutout = await fromFile(
      at(
        'deep-window',
        names.find((name) => name.endsWith('cut-out.tif'))!,
      ),
    ).metadata()
    expect(cutout).toMatchObject({ depth: 'ushort', hasAlpha: true, hasProfile: true })
  })

  it('a PNG that one can look through, as WebP on white; the mask with 1 bit', async () => {
    const { page } = running
    await openPhoto('clear.png')
    await drawPatches()
    await includeAll()
    await control(page, 'export-format').selectOption('webp')
    await control(page, 'export-matte').selectOption('white')
    await control(page, 'export-pick-mask').click()
    await control(page, 'export-mask-depth-1').click()
    expect(await sameBytes('clear')).toHaveLength(7)
  })

  it('a JPEG that was stored turned, with its camera data, as JPEG on white', async () => {
    const { page } = running
    await openPhoto('lying.jpg')
    expect(await control(page, 'document-name').textContent()).toContain('lying.jpg')
    await drawPatches()
    await includeAll()
    await control(page, 'export-format').selectOption('jpeg')
    await control(page, 'export-metadata').selectOption('kept')
    const names = await sameBytes('lying')
    const splash = await fromFile(
      at(
        'lying-window',
        names.find((name) => name.endsWith('splash.jpg'))!,
      ),
    ).metadata()
    expect([splash.orientation ?? 1, splash.exif?.includes('Aptus')]).toEqual([1, true])
  })

  it('opens on another photo with everything as it was, the scale’s line among it, and says that it is another', async () => {
    const { page } = running
    expect(await control(page, 'scale-line').count()).toBe(0)
    await running.answerDialogs({ open: [[at('plain.chromapatch.json')]] })
    await choose(running, 'recipe.open')
    await page.getByText('“plain.chromapatch.json” was made on another photo, “plain.jpg”.').first().waitFor()
    await settled(page)
    expect(await scaleLine()).toBe(drawn)
    expect([await page.locator('[data-patch]').count(), await control(page, 'contiguous').isChecked()]).toEqual([3, true])
    expect(Number(await control(page, 'region-w').inputValue())).toBeGreaterThan(530)
    expect(await page.locator('[data-step]').count()).toBe(5)
  })

  it('on a file of the same name and other content it says so, loudly', async () => {
    const { page } = running
    made('other')
    writeFileSync(at('other', 'plain.jpg'), await fromFile(photo('painting.jpg')).jpeg({ quality: 60 }).toBuffer())
    await openPhoto('other/plain.jpg')
    await running.answerDialogs({ open: [[at('plain.chromapatch.json')]] })
    await choose(running, 'recipe.open')
    await page.getByText('This “plain.jpg” is not the file that “plain.chromapatch.json” was made on.').first().waitFor()
    const told = await chromapatch(['run', at('plain.chromapatch.json'), at('other', 'plain.jpg'), '--out', made('other-out'), '--json'])
    expect(JSON.parse(told.out)).toMatchObject({ done: 1, rows: [{ sameInput: false }] })
    expect(told.err).toContain('not the file that the recipe was made on')
  })

  it('of a version that is not known yet is refused with a sentence', async () => {
    const { page } = running
    const recipe = JSON.parse(readFileSync(at('plain.chromapatch.json'), 'utf8')) as { format: number }
    writeFileSync(at('new.chromapatch.json'), JSON.stringify({ ...recipe, format: recipe.format + 1 }))
    await running.answerDialogs({ open: [[at('new.chromapatch.json')]] })
    await choose(running, 'recipe.open')
    await page.getByText('“new.chromapatch.json” was saved by a newer Chromapatch.').waitFor()
    await page.getByText('Update Chromapatch to open it.').waitFor()
  })
})
