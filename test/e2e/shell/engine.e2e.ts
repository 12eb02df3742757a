/** The engine dies, or works for long: the window must not notice. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Page } from 'playwright-core'
import { exportOptions } from '../../fixtures/export-options'
import { launch, photo, type RunningApp } from '../app'
import { control, dragPatch, settled } from '../window'

const OPENS = 60

let running: RunningApp
beforeAll(async () => {
  running = await launch({ photos: [photo('bowl.jpg')] })
  await vi.waitFor(async () => expect(await openDocuments()).toEqual(['d1']), { timeout: 30_000 })
  await settled(running.page)
})
afterAll(() => running.close())

const openDocuments = () => running.app.evaluate(() => globalThis.chromapatchProbe.documents())
const memory = () => running.app.evaluate(() => globalThis.chromapatchProbe.engineMemory())

/** A sample of what the pane shows; different pictures give different text. */
const shown = (page: Page) =>
  control(page, 'pane-canvas')
    .screenshot()
    .then((png) => png.toString('base64'))

describe('an engine that is killed', () => {
  it('is back, with the photo, and a drag works as before', async () => {
    const { app, page } = running
    const documents = await openDocuments()
    const before = (await running.enginePid())!
    process.kill(before, 'SIGKILL')
    // Answered only when the new engine has read every open photo again.
    const began = Date.now()
    await expect.poll(memory, { timeout: 30_000 }).toMatchObject({ documents: 1 })
    // Said, not asserted: a busy machine is no fault of the engine's.
    console.log(`engine and photo were back after ${Date.now() - began} ms`)
    expect(await running.enginePid()).not.toBe(before)
    expect(await openDocuments()).toEqual(documents)
    expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)

    await settled(page)
    const untouched = await shown(page)
    await dragPatch(page, { x: 1100, y: 600, w: 200, h: 150 }, { width: 2572, height: 1740 })
    await settled(page)
    expect(await shown(page)).not.toBe(untouched)
  })

  it('loses no job: what was under way is answered by the next one', async () => {
    const { page } = running
    const [document] = await openDocuments()
    const pid = (await running.enginePid())!
    const answer = page.evaluate(
      (id) => window.chromapatch.histograms({ job: 'survives-1', document: id!, patch: null, bins: 100 }),
      document,
    )
    process.kill(pid, 'SIGKILL')
    expect(await answer).toMatchObject({ ok: { bins: 100 } })
  })

  it('while it writes a file leaves nothing half written: the next one writes it', async () => {
    const { page } = running
    const folder = mkdtempSync(join(tmpdir(), 'chromapatch-engine-'))
    try {
      const [document] = await openDocuments()
      await running.answerDialogs({ save: [join(folder, 'slow.webp')] })
      const patches = [{ x: 1100, y: 600, w: 200, h: 150, role: 'add' as const }]
      const segmentation = { model: 'gaussian', parameters: {}, patches, threshold: 0.05 }
      const request = { job: 'survives-2', document: document!, segmentation, options: exportOptions({ format: 'webp' }) }
      const answer = page.evaluate((given) => window.chromapatch.export(given), request)
      await expect.poll(() => readdirSync(folder), { timeout: 30_000, interval: 5 }).toHaveLength(1)
      expect(readdirSync(folder)[0]).toMatch(/\.part$/)
      process.kill((await running.enginePid())!, 'SIGKILL')
      expect(await answer).toMatchObject({ ok: { saved: { grant: { name: 'slow.webp' } } } })
      expect(readdirSync(folder)).toEqual(['slow.webp'])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('many photos', () => {
  /** Opens and closes through the contract, as the page would, and returns the failures. */
  const openAndClose = (page: Page, times: number) =>
    page.evaluate(async (count) => {
      const failures: unknown[] = []
      for (let i = 0; i < count; i++) {
        const recent = await window.chromapatch.recentFiles({})
        const grant = 'ok' in recent ? recent.ok.grants.find(({ name }) => name === 'dandelion-16mp.jpg') : undefined
        if (!grant) return ['the photo is not among the recent ones']
        const job = `many-${Math.random().toString(36).slice(2)}`
        const opened = await window.chromapatch.open({ job, grant: grant.handle, damaged: false })
        if ('error' in opened) failures.push(opened.error)
        else await window.chromapatch.close({ document: opened.ok.document })
      }
      return failures
    }, times)

  it(`${OPENS} times 16 megapixels leave memory where it was`, { timeout: 240_000 }, async () => {
    const { app, page } = running
    // From outside, as a second start would: the page then opens it, and it is a recent photo.
    await app.evaluate(
      ({ app: main }, path) => main.emit('second-instance', {}, ['electron', main.getAppPath(), path], '/'),
      photo('dandelion-16mp.jpg'),
    )
    await expect
      .poll(() => page.evaluate(() => window.chromapatch.recentFiles({})), { timeout: 30_000 })
      .toMatchObject({
        ok: { grants: [{ name: 'dandelion-16mp.jpg' }, { name: 'bowl.jpg' }] },
      })
    await settled(page)
    // Pools and caches fill during the first ones.
    expect(await openAndClose(page, 8)).toEqual([])
    const before = await memory()
    expect(await openAndClose(page, OPENS)).toEqual([])
    const after = await memory()
    expect(after.documents).toBe(before.documents)
    expect(after.arena).toBe(before.arena)
    expect(after.resident / before.resident).toBeLessThanOrEqual(1.3)
  })
})
