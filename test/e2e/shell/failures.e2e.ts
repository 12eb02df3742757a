/** What goes wrong is said in words with a code, and the window goes on working. */
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch, photo, type RunningApp } from '../app'
import { areaPixels, choose, control, opened, settled } from '../window'

let running: RunningApp
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chromapatch-failures-'))
  running = await launch()
  await opened(running.page, 'painting.jpg')
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

async function openByDialog(path: string): Promise<void> {
  await running.answerDialogs({ open: [[path]] })
  await choose(running, 'file.open')
}

/** The card that the user reads; its sentence names the file. */
async function expectCard(code: string, name: string): Promise<void> {
  const card = control(running.page, 'error-card')
  await card.waitFor()
  expect(await card.getAttribute('data-code')).toBe(code)
  const text = (await card.textContent()) ?? ''
  expect(text).toContain(name)
  expect(text).toContain(code)
}

/** Back to a photo that opens: nothing was broken by the failure. */
async function goOn(): Promise<void> {
  await openByDialog(photo('brushes.jpg'))
  await running.page.waitForFunction(() => document.querySelector('[data-testid="document-name"]')?.textContent?.includes('brushes.jpg'))
  await control(running.page, 'error-card').waitFor({ state: 'detached' })
  await settled(running.page)
}

describe('a photo that does not open', () => {
  const cases: [string, string, (path: string) => Promise<unknown>][] = [
    ['a text file', 'PHOTO_UNKNOWN_FORMAT', (path) => writeFile(path, 'Dear diary, no photo today.')],
    ['an empty file', 'PHOTO_EMPTY', (path) => writeFile(path, '')],
    ['a folder', 'PHOTO_IS_FOLDER', (path) => mkdir(path)],
    ['a file that vanished', 'PHOTO_NOT_FOUND', () => Promise.resolve()],
  ]
  it.each(cases)('%s', async (what, code, make) => {
    const name = `${what.replaceAll(' ', '-')}.jpg`
    await make(join(folder, name))
    await openByDialog(join(folder, name))
    await expectCard(code, name)
    await goOn()
  })

  it('a truncated JPEG, which opens all the same when the user says so, with a banner', async () => {
    const path = join(folder, 'truncated.jpg')
    await writeFile(path, (await readFile(photo('painting.jpg'))).subarray(0, 150_000))
    await openByDialog(path)
    await expectCard('PHOTO_DAMAGED', 'truncated.jpg')
    await control(running.page, 'open-damaged').click()
    await opened(running.page, 'truncated.jpg')
    expect(await running.page.textContent('body')).toMatch(/damaged/i)
    await goOn()
  })

  it('a name of 250 bytes with quotes, a newline and letters of other scripts is shown, not broken', async () => {
    const unit = process.platform === 'win32' ? 'ünï q 照片 ' : 'ünï “q” 照片\n'
    let name = '照片.jpg'
    while (Buffer.byteLength(unit + name) <= 250) name = unit + name
    await copyFile(photo('painting.jpg'), join(folder, name))
    await openByDialog(join(folder, name))
    await opened(running.page, '照片')
    const overflow = await running.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
    expect(overflow).toBe(false)
    await goOn()
  })
})

describe('a patch outside of the photo', () => {
  it('is refused with a code and a sentence at the gate of the engine', async () => {
    const answer = await running.page.evaluate(async () => {
      const documents = await window.chromapatch.recentFiles({})
      if (!('ok' in documents)) return documents
      const opened = await window.chromapatch.open({ job: 'outside-1', grant: documents.ok.grants[0]!.handle, damaged: false })
      if (!('ok' in opened)) return opened
      const patches = [{ x: 1300, y: 1000, w: 600, h: 500, role: 'add' as const }]
      const segmentation = { model: 'gaussian', parameters: {}, patches, threshold: 0.05 }
      return await window.chromapatch.measure({ job: 'outside-2', document: opened.ok.document, segmentation })
    })
    expect(answer).toMatchObject({ error: { code: 'PATCH_OUTSIDE', message: expect.stringContaining('1365 × 1074') } })
  })

  it('typed into the fields is brought back inside, and the window says so', async () => {
    const { page } = running
    await choose(running, 'file.sample')
    await opened(page, 'painting.jpg')
    await control(page, 'field-x').fill('5000')
    await control(page, 'field-x').press('Enter')
    await settled(page)
    const [x, w] = [await control(page, 'field-x').inputValue(), await control(page, 'field-w').inputValue()]
    expect(Number(x) + Number(w)).toBe(752)
    expect(await control(page, 'field-note').textContent()).toMatch(/752/)
    expect(await areaPixels(page)).toBeGreaterThan(0)
  })
})
