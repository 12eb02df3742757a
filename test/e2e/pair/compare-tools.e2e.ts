/** What goes beyond looking at a pair: named at the start, its sides replaced, pins, a colour's share, puzzle pictures, and what is taken away. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromFile, sharp } from '../../engine/odd-photos'
import { electronFlags, launch, photo, projectRoot, type RunningApp } from '../app'
import { choose, control, settled } from '../window'

const pairFile = (kind: string, name: string) => join(projectRoot, 'test/fixtures/pairs', kind, name)
const SPOT = [pairFile('spot', 'before.png'), pairFile('spot', 'after.png')] as const
const HANDHELD = [pairFile('handheld', 'before.jpg'), pairFile('handheld', 'after.jpg')] as const

/** Of the handheld pair, before → after. */
const HOMOGRAPHY = (JSON.parse(readFileSync(pairFile('handheld', 'truth.json'), 'utf8')) as { homography_before_to_after: number[][] })
  .homography_before_to_after

let running: RunningApp
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chromapatch-tools-'))
  running = await launch({ photos: SPOT })
  await control(running.page, 'region-1').waitFor()
  await settled(running.page)
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

const count = () => running.page.locator('[data-testid="region-list"] > li').count()
const named = async (side: 'before' | 'after') => (await control(running.page, `${side}-slot`).textContent()) ?? ''
async function open(files: readonly string[]): Promise<void> {
  await running.answerDialogs({ open: [[...files]] })
  await choose(running, 'file.open')
  await control(running.page, 'compare-canvas').waitFor()
  await settled(running.page)
}
async function key(name: string): Promise<void> {
  await running.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await running.page.keyboard.press(name)
  await settled(running.page)
}

/** The program started once more beside the one that runs: how it ended. */
async function startAgain(words: readonly string[]): Promise<number | null> {
  const env = { ...process.env, CHROMAPATCH_USER_DATA: running.userData }
  const second = spawn(process.env['CHROMAPATCH_ELECTRON']!, [...electronFlags(), projectRoot, ...words], {
    cwd: folder,
    env,
    stdio: 'ignore',
  })
  return await new Promise((done) => second.once('exit', done))
}

/** Where a place of before, 0..1 across and down, is seen in a panel of the fitted two-up. */
async function inPanel(side: 0 | 1, size: { width: number; height: number }, x: number, y: number) {
  const box = (await control(running.page, 'compare-canvas').boundingBox())!
  const margin = 12
  const beside = { width: (box.width - 2) / 2, height: box.height }
  const above = { width: box.width, height: (box.height - 2) / 2 }
  const fit = (panel: { width: number; height: number }) =>
    Math.min((panel.width - 2 * margin) / size.width, (panel.height - 2 * margin) / size.height)
  const isBeside = fit(beside) >= fit(above)
  const panel = isBeside ? beside : above
  const scale = fit(panel)
  const [left, top] = [side === 1 && isBeside ? beside.width + 2 : 0, side === 1 && !isBeside ? above.height + 2 : 0]
  return {
    x: box.x + left + (panel.width - size.width * scale) / 2 + x * size.width * scale,
    y: box.y + top + (panel.height - size.height * scale) / 2 + y * size.height * scale,
  }
}

describe('a pair', () => {
  it('that is named at the start is open in the compare workspace', async () => {
    expect([await named('before'), await named('after'), await count()]).toEqual(['before.png', 'after.png', 7])
  })

  it('that a second start names comes into this window, whatever is looked at, and is compared anew', async () => {
    const { page } = running
    await choose(running, 'workspace.mask')
    expect(await startAgain(['--compare', ...HANDHELD.map((path) => relative(folder, path))])).toBe(0)
    await expect.poll(() => named('after'), { timeout: 20_000 }).toBe('after.jpg')
    await expect.poll(count, { timeout: 20_000 }).toBe(6)
    await settled(page)
    // One photo takes the side that came later; two without the switch are a pair as well.
    expect(await startAgain(['--compare', photo('painting.jpg')])).toBe(0)
    await expect.poll(() => named('after'), { timeout: 20_000 }).toContain('painting.jpg')
    expect(await named('before')).toBe('before.jpg')
    await choose(running, 'workspace.mask')
    expect(await startAgain(SPOT)).toBe(0)
    await expect.poll(count, { timeout: 20_000 }).toBe(7)
    await settled(page)
    expect([await named('before'), await named('after')]).toEqual(['before.png', 'after.png'])
  })

  it('has one side replaced from its name', async () => {
    const { page } = running
    await running.answerDialogs({ open: [[photo('painting.jpg')]] })
    await control(page, 'after-slot').click()
    await expect.poll(() => named('after')).toContain('painting.jpg')
    await settled(page)
    expect(await named('before')).toContain('before.png')
    expect(await count()).toBeLessThan(7)
  })

  it('takes a file on the side where it was dropped, and one from the clipboard', async () => {
    const { page } = running
    const drop = async (file: string, share: number) => {
      await page.evaluate(() => {
        const input = document.createElement('input')
        Object.assign(input, { type: 'file', id: 'drop-test' })
        document.body.append(input)
      })
      await page.setInputFiles('#drop-test', file)
      await page.evaluate((at) => {
        const input = document.querySelector<HTMLInputElement>('#drop-test')!
        const box = document.querySelector('[data-testid="compare-canvas"]')!.getBoundingClientRect()
        const dataTransfer = new DataTransfer()
        dataTransfer.items.add(input.files![0]!)
        const place = { clientX: box.left + box.width * at, clientY: box.top + box.height / 2, bubbles: true, cancelable: true }
        for (const kind of ['dragenter', 'dragover', 'drop'])
          document.elementFromPoint(place.clientX, place.clientY)!.dispatchEvent(new DragEvent(kind, { ...place, dataTransfer }))
        input.remove()
      }, share)
    }
    await drop(HANDHELD[1], 0.8)
    await expect.poll(() => named('after')).toContain('after.jpg')
    await drop(HANDHELD[0], 0.2)
    await expect.poll(() => named('before')).toContain('before.jpg')
    await settled(page)
    expect(await count()).toBe(6)

    const png = await fromFile(HANDHELD[0]).png().toBuffer()
    await running.app.evaluate(async (electron, data) => {
      const picture = electron.nativeImage.createFromBuffer(Buffer.from(data, 'base64'))
      const clipboard = electron.clipboard as unknown as { writeImage?(image: unknown): void; write(items: unknown[]): Promise<void> }
      if (clipboard.writeImage) clipboard.writeImage(picture)
      else await clipboard.write([new electron.ClipboardItem({ 'image/png': new Blob([new Uint8Array(picture.toPNG())]) })])
    }, png.toString('base64'))
    await choose(running, 'file.paste')
    await expect.poll(() => named('after')).toContain('Clipboard.png')
    await control(page, 'no-change').waitFor()
  })
})

describe('pins', () => {
  const size = { width: 1365, height: 1074 }

  it('are set by clicks in both photos, align from two on, and are taken back', async () => {
    const { page } = running
    await open(HANDHELD)
    await control(page, 'align-select').selectOption('none')
    await settled(page)
    const unaligned = await count()
    await key('a')
    await key('0')
    // The handheld pair's own move: the same thing in both.
    const truth = (x: number, y: number) => {
      const [a, b] = HOMOGRAPHY as unknown as [number[], number[], number[]]
      const w = HOMOGRAPHY[2]![0]! * x + HOMOGRAPHY[2]![1]! * y + 1
      return [(a[0]! * x + a[1]! * y + a[2]!) / w, (b[0]! * x + b[1]! * y + b[2]!) / w] as const
    }
    const pin = async (x: number, y: number) => {
      const from = await inPanel(0, size, (x + 0.5) / size.width, (y + 0.5) / size.height)
      await page.mouse.click(from.x, from.y)
      const [u, v] = truth(x, y)
      const to = await inPanel(1, size, (u + 0.5) / size.width, (v + 0.5) / size.height)
      await page.mouse.click(to.x, to.y)
    }
    await pin(200, 200)
    expect(await control(page, 'align-select').inputValue()).toBe('none')
    await pin(1150, 850)
    await settled(page)
    expect(await control(page, 'align-select').inputValue()).toBe('manual')
    const pins = await page.locator('[data-testid^="pin-before-"]').allTextContents()
    expect(pins.map((text) => text.trim())).toEqual(['P1', 'P2'])
    // Each photo's name stands on the photo, whatever air is under it.
    for (const side of [0, 1] as const) {
      const word = (await control(page, 'side-word').nth(side).boundingBox())!
      const [low, high] = [await inPanel(side, size, 0, 1), await inPanel(side, size, 0, 0)]
      expect(low.y - (word.y + word.height)).toBeCloseTo(12, -1)
      expect(word.y).toBeGreaterThan(high.y)
      expect(word.x).toBeGreaterThan(low.x)
    }
    expect(await control(page, 'align-found').textContent()).toMatch(/moved \d+ px/)
    expect(await count()).not.toBe(unaligned)
    // By keys, on the pin itself.
    const before = await control(page, 'align-found').textContent()
    await control(page, 'pin-after-2').focus()
    await page.keyboard.press('Shift+ArrowRight')
    await settled(page)
    expect(await control(page, 'align-found').textContent()).not.toBe(before)
    await choose(running, 'edit.undo')
    await settled(page)
    expect(await control(page, 'align-found').textContent()).toBe(before)
    await control(page, 'pin-add').click()
    await settled(page)
    expect(await page.locator('[data-testid^="pin-after-"]').count()).toBe(3)
    await control(page, 'align-reset').click()
    await settled(page)
    expect(await page.locator('[data-testid^="pin-"][data-own-pointer]').count()).toBe(0)
    expect(await count()).toBe(6)
    await key('Escape')
    expect(await control(page, 'align-pins').getAttribute('aria-pressed')).toBe('false')
  })
})

describe('a colour', () => {
  it('has its share in both photos, drawn as what stayed, came and went', async () => {
    const { page } = running
    await open(SPOT)
    await key('t')
    await key('0')
    const shot = async () =>
      sharp(await control(page, 'compare-canvas').screenshot())
        .removeAlpha()
        .raw()
        .toBuffer()
    const plain = await shot()
    await control(page, 'colour-pick').click()
    const [from, to] = [await inPanel(0, { width: 752, height: 600 }, 0.4, 0.42), await inPanel(0, { width: 752, height: 600 }, 0.46, 0.48)]
    await page.mouse.move(from.x, from.y)
    await page.mouse.down()
    await page.mouse.move(to.x, to.y, { steps: 4 })
    await page.mouse.up()
    await settled(page)
    const went = await control(page, 'colour-went').textContent()
    expect(went).toMatch(/This colour went from [\d.]+ %.*to [\d.]+ %/s)
    const pixels = async (name: string) =>
      Number(((await control(page, `colour-${name}`).textContent()) ?? '').match(/([\d,]+) px/)![1]!.replace(/,/g, ''))
    expect(await pixels('kept')).toBeGreaterThan(0)
    expect(await page.locator('[data-testid="colour-patch"]').count()).toBe(2)
    await page.mouse.move(2, 2)
    const tinted = await shot()
    expect(tinted.equals(plain)).toBe(false)
    await control(page, 'colour-tinted').uncheck()
    await settled(page)
    expect((await shot()).equals(tinted)).toBe(false)
    await control(page, 'colour-tinted').check()

    // A wider threshold has more of it; another model another share; and the fields move the patch.
    const kept = await pixels('kept')
    await control(page, 'colour-slider').focus()
    await page.keyboard.press('End')
    await settled(page)
    expect(await pixels('kept')).toBeGreaterThan(kept)
    await control(page, 'colour-model').selectOption('hue')
    await settled(page)
    expect(await control(page, 'colour-went').textContent()).not.toBe(went)
    await control(page, 'colour-field-x').fill('20')
    await page.keyboard.press('Enter')
    await settled(page)
    await control(page, 'compare-difference').click()
    await settled(page)
    // The other ways to see the difference stay, and the colour is one more.
    const ofColour = await shot()
    expect(await control(page, 'difference-colour').getAttribute('aria-checked')).toBe('true')
    await control(page, 'difference-signed').click()
    await settled(page)
    expect((await shot()).equals(ofColour)).toBe(false)
    await control(page, 'difference-legend').waitFor()
    await control(page, 'difference-colour').click()
    await settled(page)
    await page.mouse.move(2, 2)
    expect(await control(page, 'colour-legend').count()).toBe(1)
    await control(page, 'colour-model').selectOption('gaussian')
    await control(page, 'colour-threshold').fill('99.5')
    await page.keyboard.press('Enter')
    await settled(page)
    expect(await control(page, 'colour-threshold').inputValue()).toBe('99.50')
    await control(page, 'colour-forget').click()
    expect(await control(page, 'difference-colour').count()).toBe(0)
    await settled(page)
    expect(await page.locator('[data-testid="colour-patch"]').count()).toBe(0)
    await choose(running, 'edit.undo')
    await control(page, 'colour-went').waitFor()
    await control(page, 'colour-forget').click()
    // Without a pointer.
    await control(page, 'colour-middle').focus()
    await page.keyboard.press('Enter')
    await control(page, 'colour-went').waitFor()
    await settled(page)
    expect(await control(page, 'colour-field-w').inputValue()).toBe('24')
  })
})

describe('a puzzle picture', () => {
  it('is cut in two by a command, and says so where it cannot be', async () => {
    const { page } = running
    const sheet = join(folder, 'puzzle.png')
    const panels = await Promise.all(SPOT.map((path) => fromFile(path).removeAlpha().png().toBuffer()))
    await sharp({ create: { width: 1524, height: 600, channels: 3, background: '#fff' } })
      .composite([
        { input: panels[0]!, left: 0, top: 0 },
        { input: panels[1]!, left: 772, top: 0 },
      ]) // prettier-ignore
      .toFile(sheet)
    await choose(running, 'file.close')
    await control(page, 'pair-split').waitFor()
    await running.answerDialogs({ open: [[photo('bowl.jpg')], [sheet]] })
    await control(page, 'pair-split').click()
    await control(page, 'toast').last().getByText('bowl.jpg').waitFor()
    await control(page, 'pair-split').click()
    await control(page, 'region-1').waitFor()
    await settled(page)
    expect([await named('before'), await named('after'), await count()]).toEqual(['puzzle (left).png', 'puzzle (right).png', 7])
  })
})

describe('taken away', () => {
  it('the difference is on the clipboard, of full size', async () => {
    const { page } = running
    await open(SPOT)
    await choose(running, 'pair.copy')
    await control(page, 'toast').last().getByText('clipboard').waitFor()
    const pasted = await page.evaluate(async () => {
      const found = await window.chromapatch.pasteFile({})
      if ('error' in found) return found
      return await window.chromapatch.open({ job: 'copied-test', grant: found.ok.grants[0]!.handle, damaged: false })
    })
    expect(pasted).toMatchObject({ ok: { width: 752, height: 600 } })
  })

  it('the report is whole in a browser without network', async () => {
    const { page, app } = running
    const target = join(folder, 'report.html')
    await control(page, 'report-open').click()
    await control(page, 'report-report').check()
    await running.answerDialogs({ save: [target] })
    await control(page, 'report-save').click()
    await control(page, 'report-dialog').waitFor({ state: 'detached' })
    const seen = await app.evaluate(async ({ BrowserWindow, session }, url) => {
      // A session of its own, in which whatever is not this file is counted and refused.
      const apart = session.fromPartition('report-test')
      const wanted: string[] = []
      apart.webRequest.onBeforeRequest(({ url: asked }, answer) => {
        const isOwn = asked === url || asked.startsWith('data:')
        if (!isOwn) wanted.push(asked)
        answer({ cancel: !isOwn })
      })
      const window = new BrowserWindow({ show: false, width: 1000, height: 800, webPreferences: { session: apart, sandbox: true } })
      const errors: string[] = []
      window.webContents.on('console-message', (_event, level: unknown, message: unknown) => {
        if (level === 3) errors.push(String(message))
      })
      try {
        await window.loadURL(url)
        const found: unknown = await window.webContents.executeJavaScript(`(() => {
          const swipe = document.querySelector('#swipe')
          const after = document.querySelector('#after')
          const at = (value) => {
            swipe.value = value
            swipe.dispatchEvent(new Event('input', { bubbles: true }))
            return getComputedStyle(after).clipPath
          }
          const cells = [...document.querySelectorAll('tbody tr, table tr')].map((row) => row.textContent)
          return {
            clips: [at(10), at(90)],
            pictures: [...document.images].map((image) => image.complete && image.naturalWidth > 0),
            regions: document.querySelectorAll('svg rect').length,
            rows: [...document.querySelectorAll('th[scope="row"]')].filter((cell) => /^\\d+$/.test(cell.textContent)).length,
            text: document.body.innerText,
            report: JSON.parse(document.querySelector('#report').textContent),
          }
        })()`)
        return { found, wanted, errors }
      } finally {
        window.destroy()
      }
    }, pathToFileURL(target).href)
    const found = seen.found as {
      clips: string[]
      pictures: boolean[]
      regions: number
      rows: number
      text: string
      report: { regions: unknown[] }
    }
    expect({ wanted: seen.wanted, errors: seen.errors }).toEqual({ wanted: [], errors: [] })
    expect(found.pictures).toEqual([true, true, true])
    expect(found.clips[0]).not.toBe(found.clips[1])
    expect([found.regions, found.rows, found.report.regions.length]).toEqual([7, 7, 7])
    for (const word of [
      'What changed',
      'before.png',
      'after.png',
      'Threshold (sensitivity)',
      'align',
      'Chromapatch',
      'difference 1',
      'SSIM',
      'ΔE2000',
    ])
      expect(found.text).toContain(word)
  })
})
