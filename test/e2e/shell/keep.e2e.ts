/** What leaves the window: exports of every kind by mouse and by keyboard, the clipboard, dragging, recipes. */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { chromapatch } from '../../cli/run'
import { fromFile, sharp } from '../../engine/odd-photos'
import type { RunningApp } from '../app'
import { axeViolations } from '../axe'
import { givenPainting, SIZE, takeAway } from '../given'
import { areaPixels, choose, control, dragPatch, patchNow, settled } from '../window'

const KINDS = ['cutout', 'splash', 'mask', 'score', 'contours', 'rle', 'objects'] as const

let running: RunningApp
let folder = ''
beforeAll(async () => {
  ;({ running, folder } = await givenPainting())
  running.page.setDefaultTimeout(8_000)
})
afterAll(() => takeAway({ running, folder }))

const at = (...names: string[]) => join(folder, ...names)
const made = (name: string) => {
  mkdirSync(at(name), { recursive: true })
  return at(name)
}

/** One that a failed test left open must not fail the others. */
afterEach(async () => {
  if (await control(running.page, 'export-cancel').isVisible()) await control(running.page, 'export-cancel').click()
})

async function openDialog(): Promise<void> {
  await choose(running, 'file.export')
  await control(running.page, 'export-dialog').waitFor()
}
const saved = () => control(running.page, 'export-dialog').waitFor({ state: 'detached', timeout: 30_000 })
/** Chooses all kinds; the mask, whose settings show then, with 8 bits. */
async function includeAll(): Promise<void> {
  await control(running.page, 'export-pick-cutout').dblclick()
  for (const kind of KINDS.slice(1)) await control(running.page, `export-include-${kind}`).check()
  await control(running.page, 'export-include-mask').uncheck()
  await control(running.page, 'export-include-mask').check()
  await control(running.page, 'export-mask-depth-8').click()
}

describe('exports by mouse', () => {
  it('every kind is seen with its real size before it is saved, and no state breaks a rule of axe', async () => {
    const { page } = running
    await openDialog()
    for (const kind of KINDS) {
      await control(page, `export-pick-${kind}`).click()
      await settled(page)
      expect(await control(page, 'export-size').textContent(), kind).toMatch(/^[\d.]+ (B|KB|MB)$/)
      expect(await axeViolations(page), kind).toEqual([])
    }
    // To look at the settings of one of several does not drop the others.
    await control(page, 'export-include-mask').check()
    await control(page, 'export-pick-objects').click()
    expect(await control(page, 'export-include-mask').isChecked()).toBe(true)
    expect(await control(page, 'export-objects-csv').isVisible()).toBe(true)
    await control(page, 'export-fields').click()
    expect(await axeViolations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await control(page, 'export-cancel').click()
  })

  it('the size that is told is the file’s, and what is looked at is what is in it', async () => {
    const { page } = running
    await openDialog()
    await control(page, 'export-pick-mask').dblclick()
    await control(page, 'export-mask-depth-1').click()
    await settled(page)
    const told = await control(page, 'export-size').textContent()
    const shot = await control(page, 'export-look').locator('canvas').screenshot()
    await control(page, 'export-zoom-4').click()
    await settled(page)
    await control(page, 'export-look').focus()
    await page.keyboard.press('ArrowLeft')
    await settled(page)
    await running.answerDialogs({ save: [at('bit.png')] })
    await control(page, 'export-save').click()
    await saved()
    const bytes = readFileSync(at('bit.png'))
    expect([bytes[24], bytes[25]]).toEqual([1, 0])
    expect(told).toBe(bytes.length < 999_500 ? `${Math.round(bytes.length / 1000)} KB` : '')
    const white = async (picture: Buffer) => (await sharp(picture).removeAlpha().greyscale().stats()).channels[0]!.mean / 255
    expect(await white(shot)).toBeCloseTo(await white(bytes), 1)
  })

  it('each photo format holds the picture; the template names it, and the dialog asks', async () => {
    const { page } = running
    await openDialog()
    await control(page, 'export-pick-cutout').dblclick()
    await control(page, 'export-template').fill('{name} {model} {coverage} {width}x{height}/{content}')
    await control(page, 'export-template').press('Tab')
    const names: string[] = []
    for (const [format, ending] of [
      ['webp', 'webp'],
      ['avif', 'avif'],
      ['tiff', 'tif'],
      ['jpeg', 'jpg'],
    ] as const) {
      if (names.length > 0) await openDialog()
      await control(page, 'export-format').selectOption(format)
      const target = at(`one.${ending}`)
      await running.answerDialogs({ save: [target] })
      await control(page, 'export-save').click()
      await saved()
      names.push(basename(((await running.dialogsAsked()).at(-1) as { defaultPath: string }).defaultPath))
      expect(await fromFile(target).metadata()).toMatchObject({ width: 752, height: 600, hasAlpha: format !== 'jpeg' })
    }
    expect(names).toEqual(['webp', 'avif', 'tif', 'jpg'].map((ending) => `given gaussian 95 752x600-cut-out.${ending}`))
    await openDialog()
    await control(page, 'export-format').selectOption('png')
    await control(page, 'export-template').fill('{name}-{content}')
    await control(page, 'export-template').press('Tab')
    await control(page, 'export-cancel').click()
  })

  it('several at once, with “3 / 7”; what is there is asked about', async () => {
    const { page } = running
    const target = made('several')
    await page.evaluate(() => {
      const seen: string[] = []
      Object.assign(window, { seenProgress: seen })
      new MutationObserver(() => {
        const text = document.querySelector('[data-testid="export-progress"]')?.textContent
        if (text && seen.at(-1) !== text) seen.push(text)
      }).observe(document.body, { subtree: true, childList: true, characterData: true })
    })
    const save = async (message: number[]) => {
      await openDialog()
      await includeAll()
      expect(await control(page, 'export-save').textContent()).toContain('7 Files')
      await running.answerDialogs({ open: [[target]], message })
      await control(page, 'export-save').click()
    }
    await save([])
    await saved()
    const first = ['given-contours.svg', 'given-cut-out.png', 'given-mask.png', 'given-objects.csv', 'given-rle.json', 'given-score.png', 'given-splash.png'] // prettier-ignore
    expect(readdirSync(target).sort()).toEqual(first)
    const seen = await page.evaluate(() => (window as unknown as { seenProgress: string[] }).seenProgress.join('\n'))
    expect(seen).toContain('3 / 7')
    expect(seen).toContain('7 / 7')
    // Cancel leaves all as it is; “Keep Both” gives numbers.
    await save([0])
    await page.waitForFunction(() => !document.querySelector('[data-testid="export-progress"]'))
    await control(page, 'export-cancel').click()
    expect(readdirSync(target)).toHaveLength(7)
    await save([1])
    await saved()
    expect(readdirSync(target)).toHaveLength(14)
    expect(readFileSync(at('several', 'given-mask-2.png')).equals(readFileSync(at('several', 'given-mask.png')))).toBe(true)
  })

  it('many photos: those that fail are told, the others are done, and nothing is replaced', async () => {
    const { page } = running
    const target = made('many')
    const small = at('small.png')
    await sharp({ create: { width: 40, height: 30, channels: 3, background: '#456' } }).png().toFile(small) // prettier-ignore
    await openDialog()
    await control(page, 'export-pick-mask').dblclick()
    await control(page, 'export-mask-depth-8').click()
    await running.answerDialogs({ open: [[at('given.jpg'), small, at('gone.jpg')], [target]] })
    await control(page, 'export-photos').click()
    await control(page, 'export-report').waitFor()
    expect(await control(page, 'export-report').textContent()).toContain('1 of 3 photos are done: 1 file.')
    const codes = await control(page, 'export-report').locator('[data-code]').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-code'))) // prettier-ignore
    expect(codes).toEqual(['PATCH_OUTSIDE', 'PHOTO_NOT_FOUND'])
    expect(await axeViolations(page)).toEqual([])
    expect(readdirSync(target)).toEqual(['given-mask.png'])
    expect(readFileSync(join(target, 'given-mask.png')).equals(readFileSync(at('several', 'given-mask.png')))).toBe(true)
    await control(page, 'export-cancel').click()
  })

  it('one that is cancelled leaves nothing', async () => {
    const { page } = running
    const target = made('cancelled')
    await openDialog()
    await control(page, 'export-pick-cutout').dblclick()
    await control(page, 'export-format').selectOption('avif')
    await includeAll()
    await running.answerDialogs({ open: [[target]] })
    await control(page, 'export-save').click()
    // In the moment in which it is seen: a click from here would come after the next file or two.
    await page.waitForFunction(() => {
      const find = (id: string) => document.querySelector<HTMLElement>(`[data-testid="${id}"]`)
      const isSeen = find('export-progress')?.textContent?.includes('1 / 7') ?? false
      if (isSeen) find('export-cancel')!.click()
      return isSeen
    })
    await page.waitForFunction(() => !document.querySelector('[data-testid="export-progress"]'))
    // Time for what would still be written: the next look comes from the same engine.
    await control(page, 'export-pick-cutout').dblclick()
    await control(page, 'export-format').selectOption('png')
    await settled(page)
    await expect.poll(() => readdirSync(target).filter((name) => name.endsWith('.part')), { timeout: 20_000 }).toEqual([])
    // The one that was all but written may be there; none of the six others.
    expect(readdirSync(target).length).toBeLessThanOrEqual(1)
    await control(page, 'export-cancel').click()
  })
})

it('by keyboard alone: the command, arrows and Tab, Space on two boxes, Enter', async () => {
  const { page } = running
  const target = made('keys')
  await openDialog()
  // The list of what is saved is where the focus begins.
  const focused = () => page.evaluate(() => (document.activeElement as HTMLElement).dataset['testid'])
  for (const kind of KINDS.slice(1)) {
    if (await control(page, `export-include-${kind}`).isChecked()) await control(page, `export-include-${kind}`).press('Space')
  }
  await control(page, 'export-pick-cutout').press('Enter')
  for (let i = 0; i < 40 && (await focused()) !== 'export-include-rle'; i++) await page.keyboard.press('Tab')
  await page.keyboard.press('Space')
  await running.answerDialogs({ open: [[target]] })
  await page.keyboard.press('Enter')
  await saved()
  expect(readdirSync(target).sort()).toEqual(['given-cut-out.png', 'given-rle.json'])
})

describe('out of the window without a dialog', () => {
  it('the clipboard gets the cut-out and the mask', async () => {
    const { page } = running
    const copied = async () =>
      await running.app.evaluate(async (electron) => {
        const clipboard = electron.clipboard as unknown as {
          readImage?(): { getSize(): { width: number; height: number }; toPNG(): Buffer }
        }
        if (clipboard.readImage) {
          const image = clipboard.readImage()
          return { ...image.getSize(), png: image.toPNG().toString('base64') }
        }
        const [item] = await electron.clipboard.read()
        const blob = (await item!.getType('image/png')) as Blob
        const png = Buffer.from(await blob.arrayBuffer())
        return { ...electron.nativeImage.createFromBuffer(png).getSize(), png: png.toString('base64') }
      })
    await choose(running, 'copy.mask')
    await page.getByText('Copied the mask').waitFor()
    const mask = await copied()
    expect(mask).toMatchObject(SIZE)
    const grey = async (bytes: Buffer) => await sharp(bytes).removeAlpha().greyscale().raw().toBuffer()
    expect((await grey(Buffer.from(mask.png, 'base64'))).equals(await grey(readFileSync(at('several', 'given-mask.png'))))).toBe(true)
    await choose(running, 'copy.cutout')
    await page.getByText('Copied the picture').waitFor()
    // Cropped to what is in it.
    expect((await sharp(Buffer.from((await copied()).png, 'base64')).metadata()).hasAlpha).toBe(true)
  })

  it('a drag offers the very file, under its name; another job is refused', async () => {
    const { page } = running
    await running.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]!.webContents
      Object.assign(contents, { startDrag: (item: { file: string }) => Object.assign(globalThis, { dragged: item.file }) })
    })
    await openDialog()
    await control(page, 'export-pick-mask').dblclick()
    await control(page, 'export-mask-depth-8').click()
    await settled(page)
    await control(page, 'export-drag').dispatchEvent('dragstart')
    const dragged = () => running.app.evaluate(() => (globalThis as unknown as { dragged?: string }).dragged)
    await expect.poll(dragged).toBeTruthy()
    const file = (await dragged())!
    expect(basename(file)).toBe('given-mask.png')
    expect(readFileSync(file).equals(readFileSync(at('several', 'given-mask.png')))).toBe(true)
    const refused = await page.evaluate(() => window.chromapatch.dragPrepared({ prepared: 'prepareexport-99999' }))
    expect(refused).toMatchObject({ error: { code: 'GRANT_UNKNOWN' } })
    await control(page, 'export-cancel').click()
  })
})

describe('a recipe', () => {
  it('saved in the window and run by the command line gives the same bytes', async () => {
    const { page } = running
    await openDialog()
    await includeAll()
    await control(page, 'export-mask-depth-1').click()
    const [window, recipe] = [made('window'), at('given.chromapatch.json')]
    await running.answerDialogs({ save: [recipe] })
    await control(page, 'export-recipe').click()
    await page.getByText('Saved given.chromapatch.json').waitFor()
    await running.answerDialogs({ open: [[window]] })
    await control(page, 'export-save').click()
    await saved()
    const told = await chromapatch(['run', recipe, '--out', made('shell'), '--json'])
    expect(JSON.parse(told.out)).toMatchObject({ done: 1, failed: 0, rows: [{ sameInput: true }] })
    const names = readdirSync(at('shell')).filter((name) => !name.startsWith('.'))
    expect(names.sort()).toEqual(readdirSync(window).sort())
    for (const name of readdirSync(window))
      expect(readFileSync(at('shell', name)).equals(readFileSync(join(window, name))), name).toBe(true)
  })

  it('opens again by the dialog, as one step that can be undone', async () => {
    const { page } = running
    const area = await areaPixels(page)
    const patch = await patchNow(page)
    await dragPatch(page, { x: 60, y: 420, w: 30, h: 30 }, SIZE)
    await settled(page)
    expect(await areaPixels(page)).not.toBe(area)
    await running.answerDialogs({ open: [[at('given.chromapatch.json')]] })
    await choose(running, 'recipe.open')
    await page.getByText('Opened given.chromapatch.json').first().waitFor()
    await settled(page)
    expect([await areaPixels(page), await patchNow(page)]).toEqual([area, patch])
    await choose(running, 'edit.undo')
    await settled(page)
    expect(await areaPixels(page)).not.toBe(area)
    await choose(running, 'edit.redo')
    await settled(page)
  })

  it('opens when it is dropped on the window', async () => {
    const { page } = running
    const area = await areaPixels(page)
    await dragPatch(page, { x: 60, y: 420, w: 30, h: 30 }, SIZE)
    await page.evaluate(() => {
      const input = Object.assign(document.createElement('input'), { type: 'file', id: 'drop-test' })
      document.body.append(input)
    })
    await page.setInputFiles('#drop-test', at('given.chromapatch.json'))
    await page.evaluate(async () => {
      const input = document.querySelector<HTMLInputElement>('#drop-test')!
      await window.chromapatch.drop([...input.files!])
      input.remove()
    })
    await expect.poll(() => areaPixels(page), { timeout: 8_000 }).toBe(area)
  })
})
