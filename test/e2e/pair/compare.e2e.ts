/** The other half of the product, as a user does it: open a pair, see what changed in every view, walk the changes, take them away. */
import { readFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { fromFile, sharp } from '../../engine/odd-photos'
import { launch, projectRoot, type RunningApp } from '../app'
import { choose, control, settled, slide, still } from '../window'

const pairFile = (kind: string, name: string) => join(projectRoot, 'test/fixtures/pairs', kind, name)
const SPOT = [pairFile('spot', 'before.png'), pairFile('spot', 'after.png')] as const
const HANDHELD = [pairFile('handheld', 'before.jpg'), pairFile('handheld', 'after.jpg')] as const
const UNCHANGED = [pairFile('unchanged', 'before.jpg'), pairFile('unchanged', 'after.jpg')] as const
const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let running: RunningApp
let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chromapatch-compare-'))
  running = await launch()
  await settled(running.page)
  await choose(running, 'workspace.compare')
  await running.page.evaluate(axeSource)
})
afterAll(async () => {
  await running.close()
  await rm(folder, { recursive: true, force: true })
})

async function open(files: readonly string[]): Promise<void> {
  await running.answerDialogs({ open: [[...files]] })
  await choose(running, 'file.open')
  await control(running.page, 'compare-canvas').waitFor()
  await settled(running.page)
}

const count = () => running.page.locator('[data-testid="region-list"] > li').count()
const compared = () => running.page.evaluate(() => performance.getEntriesByName('chromapatch:compared').length)
const boxesMet = async (boxes: readonly (readonly [number, number, number, number])[]) => {
  await running.page.keyboard.press('0')
  await settled(running.page)
  const shown = await running.page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-testid="region-box"]')].map((box) => {
      const { x, y, width, height } = box.getBoundingClientRect()
      return { x, y, width, height }
    }),
  )
  return { shown, boxes }
}

/** What the pane shows, boxes left out, shot from the window itself; the two bars over it are left out. */
async function pixels(): Promise<Buffer> {
  const { page } = running
  await settled(page)
  await page.mouse.move(2, 2)
  const box = (await control(page, 'compare-canvas').boundingBox())!
  const clip = { x: box.x, y: box.y + 60, width: box.width, height: box.height - 140 }
  return await sharp(await page.screenshot({ clip }))
    .removeAlpha()
    .raw()
    .toBuffer()
}

/** The share of pixels that differ. */
function share(a: Buffer, b: Buffer, differs = 24): number {
  expect(a.length).toBe(b.length)
  let found = 0
  for (let i = 0; i < a.length; i += 3) {
    if (Math.max(Math.abs(a[i]! - b[i]!), Math.abs(a[i + 1]! - b[i + 1]!), Math.abs(a[i + 2]! - b[i + 2]!)) > differs) found++
  }
  return found / (a.length / 3)
}
/** A line and its handle, no more. */
const ALIKE = 0.012
const OTHER = 0.004

async function key(name: string): Promise<void> {
  await running.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await running.page.keyboard.press(name)
  await settled(running.page)
}

describe('a pair', () => {
  it('starts with one sentence, two places and a sample', async () => {
    const { page } = running
    expect(await page.getByRole('heading', { name: /two photos/ }).count()).toBe(1)
    await control(page, 'before-slot').waitFor()
    await control(page, 'pair-sample').click()
    await control(page, 'region-1').waitFor()
    await settled(page)
    expect(await count()).toBe(7)
    await choose(running, 'file.close')
    await control(page, 'pair-sample').waitFor()
  })

  it('is opened one photo after the other', async () => {
    const { page } = running
    await running.answerDialogs({ open: [[SPOT[1]], [SPOT[0]]] })
    await control(page, 'after-choose').click()
    await page.getByRole('heading', { name: /One more/ }).waitFor()
    await control(page, 'before-choose').click()
    await control(page, 'region-1').waitFor()
    await settled(page)
    expect(await control(page, 'before-slot').textContent()).toContain('before.png')
    expect(await control(page, 'after-slot').textContent()).toContain('after.png')
  })

  it('shows a numbered box at every one of its seven edits, and nowhere else', async () => {
    await key('s')
    const truth = JSON.parse(await readFile(pairFile('spot', 'truth.json'), 'utf8')) as { boxes: [number, number, number, number][] }
    const { shown } = await boxesMet(truth.boxes)
    expect(shown).toHaveLength(7)
    const canvas = (await control(running.page, 'compare-canvas').boundingBox())!
    const margin = 12
    const scale = Math.min((canvas.width - 2 * margin) / 752, (canvas.height - 2 * margin) / 600)
    const [left, top] = [canvas.x + (canvas.width - 752 * scale) / 2, canvas.y + (canvas.height - 600 * scale) / 2]
    for (const [x, y, w, h] of truth.boxes) {
      const [x0, y0, x1, y1] = [left + x * scale, top + y * scale, left + (x + w) * scale, top + (y + h) * scale]
      expect(shown.filter((box) => box.x < x1 && x0 < box.x + box.width && box.y < y1 && y0 < box.y + box.height)).toHaveLength(1)
    }
  })
})

describe('each view', () => {
  let before: Buffer
  let after: Buffer
  beforeAll(async () => {
    const { page } = running
    await key('m')
    await key('0')
    await key('k')
    before = await pixels()
    await page.keyboard.down('b')
    after = await pixels()
    await page.keyboard.up('b')
    await settled(page)
  })
  afterAll(() => key('m'))

  it('blinks while a key or the button is held, and no longer', async () => {
    const { page } = running
    expect(share(before, after)).toBeGreaterThan(OTHER)
    expect(share(before, await pixels())).toBe(0)
    const button = (await control(page, 'blink-hold').boundingBox())!
    await page.mouse.move(button.x + 10, button.y + 10)
    await page.mouse.down()
    await settled(page)
    const shot = await sharp(await control(page, 'compare-canvas').screenshot())
      .removeAlpha()
      .raw()
      .toBuffer()
    await page.mouse.up()
    await settled(page)
    expect(
      share(
        shot,
        await sharp(await control(page, 'compare-canvas').screenshot())
          .removeAlpha()
          .raw()
          .toBuffer(),
      ),
    ).toBeGreaterThan(OTHER)
  })

  it('blinks by a timer only when it was switched on', async () => {
    const { page } = running
    await control(page, 'blink-timer').click()
    await expect.poll(async () => share(before, await pixels()) > OTHER, { timeout: 5_000, interval: 60 }).toBe(true)
    await control(page, 'blink-timer').click()
    expect(share(before, await pixels())).toBe(0)
  })

  it('swipes by mouse and by keyboard, both ways', async () => {
    const { page } = running
    await control(page, 'compare-swipe').click()
    const handle = control(page, 'compare-swipe-handle')
    await handle.focus()
    await page.keyboard.press('End')
    expect(await handle.getAttribute('aria-valuenow')).toBe('100')
    expect(share(before, await pixels())).toBeLessThan(ALIKE)
    await page.keyboard.press('Home')
    expect(share(after, await pixels())).toBeLessThan(ALIKE)
    await page.keyboard.press('v')
    await page.keyboard.press('End')
    expect(share(before, await pixels())).toBeLessThan(ALIKE)
    await page.keyboard.press('v')
    const box = (await handle.boundingBox())!
    await page.mouse.move(box.x + 4, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x - 300, box.y + box.height / 2, { steps: 4 })
    await page.mouse.up()
    const at = Number(await handle.getAttribute('aria-valuenow'))
    expect(at).toBeGreaterThan(40)
    expect(at).toBeLessThan(90)
    await page.keyboard.press('ArrowLeft')
    expect(Number(await handle.getAttribute('aria-valuenow'))).toBe(at - 1)
  })

  it('is an onion skin from before to after', async () => {
    const { page } = running
    await key('o')
    await control(page, 'onion-slider').focus()
    await page.keyboard.press('Home')
    expect(share(before, await pixels())).toBeLessThan(ALIKE)
    await page.keyboard.press('End')
    expect(share(after, await pixels())).toBeLessThan(ALIKE)
    await slide(page, 'onion-slider', 0.5)
    const half = await pixels()
    expect(share(before, half, 8)).toBeGreaterThan(OTHER)
    expect(share(after, half, 8)).toBeGreaterThan(OTHER)
  })

  it('is a difference in five ways, and says what its threshold hides', async () => {
    const { page } = running
    await key('d')
    const shots: Buffer[] = []
    const legends: string[] = []
    for (const mode of ['signed', 'absolute', 'channels', 'delta-e', 'mask']) {
      await control(page, `difference-${mode}`).click()
      shots.push(await pixels())
      legends.push((await control(page, 'difference-legend').textContent())!.replace(/\s+/g, ' ').trim())
    }
    // Before − after: red, at the left, is below 0.
    expect(legends[0]).toMatch(/^After is brighter −0\.\d{3} ?\+0\.\d{3} darker$/)
    expect(legends[2]).toMatch(/R ?G ?B ?255/)
    // One threshold of the changes: that of the drawer.
    expect(legends[4]).toBe('differs by 7 σ or more')
    expect(await control(page, 'difference-threshold').count()).toBe(0)
    // Absolute grey and ΔE are both grey on black, of other things.
    shots.forEach((shot, i) => shots.slice(0, i).forEach((other) => expect(share(shot, other, 12)).toBeGreaterThan(0.001)))
    await control(page, 'difference-signed').click()
    await settled(page)
    // On dark glass in both themes: nothing there wears a colour of the panels.
    await choose(running, 'theme.light')
    const inks = await page.evaluate(() => {
      const [dim] = [...document.querySelectorAll('label:has([data-testid="gain-slider"]) > span')].map((at) => getComputedStyle(at).color)
      const hidden = document.querySelector('[data-testid="hidden-pixels"]')!
      return { dim, glass: getComputedStyle(hidden).color }
    })
    expect(inks.dim).toBe(inks.glass)
    await choose(running, 'theme.dark')
    expect(await control(page, 'hidden-pixels').textContent()).toContain('No pixel')
    const signed = await pixels()
    await control(page, 'gain-slider').focus()
    await page.keyboard.press('End')
    expect(share(signed, await pixels(), 12)).toBeGreaterThan(0.001)
    await control(page, 'difference-threshold').focus()
    await page.keyboard.press('End')
    await settled(page)
    expect(await control(page, 'hidden-pixels').textContent()).toMatch(/[\d,]+ pixels hidden, \d/)
    await page.keyboard.press('Home')
  })

  it('shows both photos of one place in two-up, whichever the wheel turns over', async () => {
    const { page } = running
    await key('t')
    const box = (await control(page, 'compare-canvas').boundingBox())!
    const halves = async () => {
      const whole = await sharp(await control(page, 'compare-canvas').screenshot())
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true })
      const { width, height } = whole.info
      const half = (left: number) =>
        sharp(whole.data, { raw: { width, height, channels: 3 } })
          .extract({ left, top: 60, width: Math.floor(width / 2) - 4, height: height - 120 })
          .raw()
          .toBuffer()
      return [await half(0), await half(Math.ceil(width / 2) + 1)] as const
    }
    const [left, right] = await halves()
    await page.mouse.move(box.x + box.width * 0.75, box.y + box.height / 2)
    for (let i = 0; i < 6; i++) await page.mouse.wheel(0, -240)
    await settled(page)
    await page.mouse.move(2, 2)
    await settled(page)
    const [leftNear, rightNear] = await halves()
    expect(share(left, leftNear)).toBeGreaterThan(0.2)
    expect(share(right, rightNear)).toBeGreaterThan(0.2)
    expect(share(leftNear, rightNear, 40)).toBeLessThan(0.15)
    await key('0')
  })
})

describe('the changes', () => {
  afterEach(() => key('0'))

  it('are walked by keys: the next comes to the middle, the last one is ticked', async () => {
    const { page } = running
    await key('s')
    const zoom = () => control(page, 'compare-zoom').textContent()
    const far = await zoom()
    await key('n')
    expect(await control(page, 'region-1').getAttribute('aria-current')).toBe('true')
    expect(await zoom()).not.toBe(far)
    await key('n')
    expect(await control(page, 'region-2').getAttribute('aria-current')).toBe('true')
    expect(await control(page, 'region-1').textContent()).toContain('seen')
    await key('p')
    expect(await control(page, 'region-1').getAttribute('aria-current')).toBe('true')
    const canvas = (await control(page, 'compare-canvas').boundingBox())!
    const box = (await page.locator('[data-testid="region-box"][data-region="0"]').boundingBox())!
    expect(Math.abs(box.x + box.width / 2 - (canvas.x + canvas.width / 2))).toBeLessThan(3)
    await control(page, 'region-3').click()
    expect(await control(page, 'region-3').getAttribute('aria-current')).toBe('true')
    await control(page, 'change-next').click()
    expect(await control(page, 'changes-count').textContent()).toBe('4 of 7')
    await control(page, 'change-previous').click()
    expect(await control(page, 'region-3').getAttribute('aria-current')).toBe('true')
  })

  it('are left out where an area is ignored, until it is looked at again', async () => {
    const { page } = running
    await key('0')
    const all = await count()
    const box = (await page.locator('[data-testid="region-box"][data-region="0"]').boundingBox())!
    await page.keyboard.down('Alt')
    await page.mouse.move(box.x - 6, box.y - 6)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width + 6, box.y + box.height + 6, { steps: 4 })
    await page.mouse.up()
    await page.keyboard.up('Alt')
    await settled(page)
    expect(await count()).toBe(all - 1)
    await control(page, 'ignored-remove').click()
    await settled(page)
    expect(await count()).toBe(all)
    await choose(running, 'edit.undo')
    await settled(page)
    expect(await count()).toBe(all - 1)
    await choose(running, 'edit.undo')
    await settled(page)
    expect(await count()).toBe(all)
  })

  it('are the same with before and after swapped', async () => {
    const { page } = running
    const all = await count()
    await key('x')
    expect(await control(page, 'before-slot').textContent()).toContain('after.png')
    expect(await count()).toBe(all)
    await control(page, 'swap').click()
    await settled(page)
    expect(await control(page, 'before-slot').textContent()).toContain('before.png')
  })

  it('are told of the pixel under the pointer', async () => {
    const { page } = running
    const box = (await page.locator('[data-testid="region-box"][data-region="0"]').boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await expect
      .poll(() => control(page, 'pair-probe').textContent())
      .toMatch(/x \d+ y \d+before \d+ \d+ \d+after \d+ \d+ \d+Δ grey [+−]0\.\d{3}/)
  })

  it('come with figures; the slow ones later', async () => {
    await expect.poll(() => control(running.page, 'metric-ssim').textContent(), { timeout: 20_000 }).toMatch(/^0\.\d{4}$/)
    expect(await control(running.page, 'metric-psnr').textContent()).toMatch(/dB$/)
    expect(await control(running.page, 'metric-changed').textContent()).toMatch(/%$/)
  })
})

describe('taken away', () => {
  async function save(content: string, name: string): Promise<string> {
    const { page } = running
    await control(page, 'report-open').click()
    await control(page, 'report-dialog').waitFor()
    await control(page, `report-${content}`).check()
    const target = join(folder, name)
    await running.answerDialogs({ save: [target] })
    await control(page, 'report-save').click()
    await control(page, 'report-dialog').waitFor({ state: 'detached' })
    await control(page, 'toast').last().getByText(name).waitFor()
    return target
  }

  it('after what the file holds was shown', async () => {
    const { page } = running
    await control(page, 'report-open').click()
    const looks: Buffer[] = []
    for (const [content, words] of [
      ['report', /^Both photos to swipe, the 7 changes/],
      ['difference', /^The whole photo/],
      ['aligned', /^As large as Before/],
      ['csv', /^A line for each of the 7 changes/],
    ] as const) {
      await control(page, `report-${content}`).check()
      await settled(page)
      const look = control(page, 'report-look')
      expect(await look.textContent()).toMatch(words)
      looks.push(await look.locator('canvas').screenshot())
    }
    looks.forEach((shot, i) => looks.slice(0, i).forEach((other) => expect(shot.equals(other)).toBe(false)))
    await control(page, 'report-cancel').click()
  })

  it('as a difference picture of full size', async () => {
    const { width, height } = await sharp(await save('difference', 'difference.png')).metadata()
    expect([width, height]).toEqual([752, 600])
  })

  it('as the aligned photo, an animation and tables', async () => {
    expect(await fromFile(await save('aligned', 'aligned.png')).metadata()).toMatchObject({ width: 752, height: 600 })
    expect((await stat(await save('animation', 'both.webp'))).size).toBeGreaterThan(1000)
    expect(JSON.parse(await readFile(await save('json', 'changes.json'), 'utf8')).regions).toHaveLength(7)
    expect((await readFile(await save('csv', 'changes.csv'), 'utf8')).trim().split('\n')).toHaveLength(8)
  })

  it('as a page that needs no network', async () => {
    const page = await readFile(await save('report', 'report.html'), 'utf8')
    expect(page).toMatch(/^<!doctype html>/i)
    expect(page).not.toMatch(/(src|href)="https?:/)
  })

  it('says why it could not be saved, where it was asked for', async () => {
    const { page } = running
    await control(page, 'report-open').click()
    await control(page, 'report-json').check()
    await running.answerDialogs({ save: [join(folder, 'no', 'such', 'folder', 'a.json')] })
    await control(page, 'report-save').click()
    await control(page, 'report-error').waitFor()
    await control(page, 'report-cancel').click()
    await control(page, 'report-dialog').waitFor({ state: 'detached' })
  })
})

describe('a pair by hand', () => {
  it('is aligned, its light matched, and its six changes listed', async () => {
    const { page } = running
    await open(HANDHELD)
    expect(await count()).toBe(6)
    expect(await control(page, 'align-found').textContent()).toMatch(/moved \d+ px, turned 0\.\d°.*overlap 9\d.*sure/s)
    expect(await control(page, 'light-gain').textContent()).toMatch(/0\.9\d\s+1\.1\d\s+1\.1\d/)
  })

  it('has more changes at a lower threshold, without being compared anew', async () => {
    const { page } = running
    const times = await compared()
    expect(await control(page, 'hidden-regions').textContent()).toMatch(/\d+ weaker regions? hidden/)
    await control(page, 'changes-threshold').focus()
    // 7 σ to 3 σ in steps of a half.
    for (let i = 0; i < 8; i++) await page.keyboard.press('ArrowLeft')
    await settled(page)
    // What is not sure is folded under a line that counts it.
    await control(page, 'beside-perhaps').click()
    expect(await count()).toBeGreaterThan(6)
    await control(page, 'beside-perhaps').click()
    await control(page, 'changes-threshold-field').fill('7')
    await page.keyboard.press('Enter')
    await settled(page)
    expect(await count()).toBe(6)
    expect(await compared()).toBe(times)
  })

  it('is compared anew when alignment or light is another', async () => {
    const { page } = running
    const times = await compared()
    // Undo in a field is the field's own.
    await control(page, 'light-select').focus()
    await control(page, 'light-select').selectOption('none')
    await settled(page)
    expect(await compared()).toBe(times + 1)
    await choose(running, 'edit.undo')
    await settled(page)
    expect(await control(page, 'light-select').inputValue()).toBe('global')
    expect(await count()).toBe(6)
  })

  it('is moved by arrow keys, and back', async () => {
    const { page } = running
    await key('g')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Shift+ArrowDown')
    await settled(page)
    expect(await control(page, 'align-select').inputValue()).toBe('manual')
    expect(await count()).not.toBe(6)
    await control(page, 'align-reset').click()
    await settled(page)
    expect(await count()).toBe(6)
    await key('g')
  })

  it('comes back after the engine was started again', async () => {
    const { page } = running
    const times = await compared()
    process.kill((await running.enginePid())!)
    await expect.poll(compared, { timeout: 30_000 }).toBe(times + 1)
    await settled(page)
    expect(await count()).toBe(6)
    // The same while nobody looks at it.
    await choose(running, 'workspace.mask')
    process.kill((await running.enginePid())!)
    const documents = () => running.app.evaluate(async () => (await globalThis.chromapatchProbe.engineMemory()).documents)
    await expect.poll(documents, { timeout: 30_000 }).toBeGreaterThanOrEqual(2)
    await settled(page)
    await choose(running, 'workspace.compare')
    await expect.poll(compared, { timeout: 30_000 }).toBe(times + 2)
    await settled(page)
    expect(await count()).toBe(6)
    expect(await control(page, 'compare-trouble').count()).toBe(0)
  })

  it('of other sizes says so when it is not aligned, and offers to', async () => {
    const { page } = running
    const cut = join(folder, 'cut.png')
    await fromFile(HANDHELD[1]).extract({ left: 20, top: 10, width: 1300, height: 1040 }).toFile(cut)
    await control(page, 'align-select').selectOption('none')
    await settled(page)
    await open([HANDHELD[0], cut])
    expect(await control(page, 'compare-trouble').getAttribute('data-code')).toBe('PHOTO_SIZES_DIFFER')
    await control(page, 'align-automatically').click()
    await control(page, 'region-1').waitFor()
    await settled(page)
    expect(await count()).toBe(6)
  })

  it('with hundreds of changes lists a hundred at a time, walks them all, and says what was left out', async () => {
    const { page } = running
    const [width, height] = [1600, 1200]
    const ground = { create: { width, height, channels: 3, background: '#808890' } } as const
    const square = await sharp({ create: { width: 14, height: 14, channels: 4, background: '#d02040' } })
      .png()
      .toBuffer()
    const squares = Array.from({ length: 26 * 20 }, (_, i) => ({
      input: square,
      left: 12 + (i % 26) * 60,
      top: 12 + Math.floor(i / 26) * 58,
    }))
    const [before, after] = [join(folder, 'plain.png'), join(folder, 'sixteen.png')]
    await sharp(ground).png().toFile(before)
    await sharp(ground).composite(squares).toColourspace('rgb16').png().toFile(after)
    await open([before, after])
    // No move is found on a plain ground: nothing is listed, and nothing called the same, until the photos are laid as they are.
    await control(page, 'not-known').waitFor()
    await control(page, 'align-select').selectOption('none')
    await settled(page)
    await expect.poll(count).toBe(100)
    expect(await control(page, 'regions-cut').textContent()).toContain('the 500 largest')
    await control(page, 'regions-more').click()
    expect(await count()).toBe(200)
    // The one before the first is the last: its card and its box are there, though those between have none.
    await choose(running, 'change.previous')
    await control(page, 'region-500').waitFor()
    expect(await page.locator('[data-region="499"]').first().count()).toBe(1)
    expect(await control(page, 'pair-notes').textContent()).toMatch(/After.*16 bits/)
    await choose(running, 'align.reset')
  })

  it('that shows the same thing is said to', async () => {
    await open(UNCHANGED)
    await control(running.page, 'no-change').waitFor()
    expect(await control(running.page, 'no-change').textContent()).toContain('show the same thing')
  })
})

describe('axe finds nothing', () => {
  async function violations(): Promise<string[]> {
    return await running.page.evaluate(async () => {
      interface Axe {
        run(options: object): Promise<{ violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[] }>
      }
      const found = await (globalThis as unknown as { axe: Axe }).axe.run({ resultTypes: ['violations'] })
      return found.violations.flatMap(({ id, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')}: ${failureSummary ?? ''}`),
      )
    })
  }

  it.each(['dark', 'light'] as const)('in any view, in the report and in the empty workspace, %s', async (theme) => {
    const { page } = running
    await choose(running, `theme.${theme}`)
    await open(SPOT)
    await key('n')
    for (const name of ['two-up', 'swipe', 'onion', 'blink', 'difference']) {
      await control(page, `compare-${name}`).click()
      await settled(page)
      await still(page)
      expect(await violations(), name).toEqual([])
    }
    await key('a')
    await control(page, 'pin-add').click()
    await control(page, 'colour-middle').click()
    await control(page, 'colour-went').waitFor()
    await settled(page)
    await still(page)
    expect(await violations(), 'pins and a colour').toEqual([])
    await control(page, 'compare-difference').click()
    await settled(page)
    await still(page)
    expect(await violations(), 'what came and went of a colour').toEqual([])
    await key('a')
    await control(page, 'report-open').click()
    await control(page, 'report-animation').check()
    await still(page)
    expect(await violations(), 'report').toEqual([])
    await control(page, 'report-cancel').click()
    await choose(running, 'file.close')
    await control(page, 'pair-sample').waitFor()
    expect(await violations(), 'empty').toEqual([])
  })
})
