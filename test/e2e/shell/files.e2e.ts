/** The ways in which a photo gets into the window and a result out of it, and what comes back after a crash. */
import { spawn } from 'node:child_process'
import { copyFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ExportOptions, Segmentation } from '../../../contract/contract'
import { exportOptions } from '../../fixtures/export-options'
import { electronFlags, launch, photo, projectRoot, type RunningApp } from '../app'

let folder: string
let running: RunningApp
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'chromapatch-photos-'))))
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  await copyFile(photo('painting.jpg'), join(folder, 'given.jpg'))
  running = await launch({ photos: ['given.jpg'], cwd: folder })
  await opened('given.jpg')
})
afterEach(() => running.close())

/** Waits until a photo of that name is the latest one that the page has opened. */
async function opened(name: string): Promise<void> {
  const latest = async () => {
    const recent = await running.page.evaluate(() => window.chromapatch.recentFiles({}))
    return 'ok' in recent ? recent.ok.grants[0]?.name : recent.error
  }
  await expect.poll(latest, { timeout: 30_000 }).toBe(name)
  await running.page.locator('[data-busy="false"]').first().waitFor()
}

const documents = () => running.app.evaluate(() => globalThis.chromapatchProbe.documents())

describe('a photo gets in', () => {
  it('by a second start, which hands it to this window and ends', async () => {
    await copyFile(photo('brushes.jpg'), join(folder, 'second.jpg'))
    const executable = process.env['CHROMAPATCH_ELECTRON']!
    const env = { ...process.env, CHROMAPATCH_USER_DATA: running.userData }
    const second = spawn(executable, [...electronFlags(), projectRoot, 'second.jpg'], { cwd: folder, env, stdio: 'ignore' })
    expect(await new Promise((resolve) => second.once('exit', resolve))).toBe(0)
    await opened('second.jpg')
    expect(await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
  })

  it('by a drop: the page hands files over and never learns a path', async () => {
    await copyFile(photo('brushes.jpg'), join(folder, 'dropped.jpg'))
    await running.page.evaluate(() => {
      const input = document.createElement('input')
      Object.assign(input, { type: 'file', id: 'drop-test' })
      document.body.append(input)
    })
    await running.page.setInputFiles('#drop-test', join(folder, 'dropped.jpg'))
    await running.page.evaluate(async () => {
      const input = document.querySelector<HTMLInputElement>('#drop-test')!
      // None of these has a path of its own: the page may not name one.
      const named = { path: '/etc/hostname' } as unknown as File
      await window.chromapatch.drop([...input.files!, new File(['made by the page'], '/etc/passwd'), named])
      input.remove()
    })
    await opened('dropped.jpg')
  })

  it('from the clipboard', async () => {
    expect(await running.page.evaluate(() => window.chromapatch.pasteFile({}))).toEqual({ ok: { grants: [] } })
    const image = (await readFile(photo('painting.jpg'))).toString('base64')
    await running.app.evaluate(async (electron, jpeg) => {
      const picture = electron.nativeImage.createFromBuffer(Buffer.from(jpeg, 'base64'))
      // As elsewhere, two ages of Electron.
      const clipboard = electron.clipboard as unknown as {
        writeImage?(image: unknown): void
        write(items: unknown[]): Promise<void>
      }
      if (clipboard.writeImage) clipboard.writeImage(picture)
      else await clipboard.write([new electron.ClipboardItem({ 'image/png': new Blob([new Uint8Array(picture.toPNG())]) })])
    }, image)
    const info = await running.page.evaluate(async () => {
      const pasted = await window.chromapatch.pasteFile({})
      if ('error' in pasted) return pasted
      return await window.chromapatch.open({ job: 'paste-test', grant: pasted.ok.grants[0]!.handle, damaged: false })
    })
    expect(info).toMatchObject({ ok: { name: 'Clipboard.png', width: 752, height: 600, format: 'PNG' } })
  })

  it('by the dialog', async () => {
    await running.answerDialogs({ open: [[photo('painting.jpg'), photo('bowl.jpg')]] })
    const chosen = await running.page.evaluate(() => window.chromapatch.chooseFiles({ many: true }))
    expect(chosen).toEqual({
      ok: {
        grants: [
          { handle: expect.any(String), name: 'painting.jpg' },
          { handle: expect.any(String), name: 'bowl.jpg' },
        ],
      },
    })
  })
})

describe('a result gets out', () => {
  const segmentation: Segmentation = {
    model: 'gaussian',
    parameters: {},
    patches: [{ x: 640, y: 60, w: 40, h: 30, role: 'add' }],
    threshold: 0.05,
  }
  const options = exportOptions()
  const save = async (change: Partial<ExportOptions> = {}) => {
    const request = {
      job: `export-${Math.random().toString(36).slice(2)}`,
      document: (await documents()).at(-1)!,
      segmentation,
      options: { ...options, ...change },
    }
    return await running.page.evaluate((given) => window.chromapatch.export(given), request)
  }

  it('under the name that the dialog gave, with the ending of its format', async () => {
    await running.answerDialogs({ save: [join(folder, 'result')] })
    expect(await save()).toEqual({
      ok: { saved: { grant: { handle: expect.any(String), name: 'result.png' }, bytes: expect.any(Number) } },
    })
    expect((await readFile(join(folder, 'result.png'))).subarray(1, 4).toString()).toBe('PNG')
    expect(await running.dialogsAsked()).toMatchObject([{ defaultPath: join(folder, 'given-cut-out.png') }])
  })

  it('not at all when the dialog is closed', async () => {
    expect(await save()).toEqual({ ok: { saved: null } })
  })

  it('over the photo itself only after a question', async () => {
    const source = join(folder, 'given.jpg')
    const before = await stat(source)
    await running.answerDialogs({ save: [source], message: [0] })
    expect(await save({ format: 'jpeg', matte: [0, 0, 0] })).toEqual({ ok: { saved: null } })
    expect((await stat(source)).mtimeMs).toBe(before.mtimeMs)
    await running.answerDialogs({ save: [source], message: [1] })
    expect(await save({ format: 'jpeg', matte: [0, 0, 0] })).toMatchObject({ ok: { saved: { grant: { name: 'given.jpg' } } } })
    expect((await stat(source)).mtimeMs).not.toBe(before.mtimeMs)
  })

  it('says what is wrong with the folder', async () => {
    await running.answerDialogs({ save: [join(folder, 'no such folder', 'result.png')] })
    expect(await save()).toMatchObject({ error: { code: 'OUTPUT_FOLDER_MISSING', where: 'export' } })
  })
})

it('a page that crashed is loaded again, with its photo', async () => {
  const before = await documents()
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.forcefullyCrashRenderer())
  await expect.poll(documents, { timeout: 15_000 }).not.toEqual(before)
  await expect.poll(async () => (await documents()).length, { timeout: 15_000 }).toBe(1)
  const { documents: inEngine } = await running.app.evaluate(() => globalThis.chromapatchProbe.engineMemory())
  expect(inEngine).toBe(1)
})

it('a second time the window is where it was left, and damaged settings do not stop the start', async () => {
  await running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.setBounds({ x: 40, y: 60, width: 1000, height: 700 }))
  await expect.poll(() => readFile(join(running.userData, 'settings.json'), 'utf8'), { timeout: 10_000 }).toMatch(/"width":\s*1000/)
  await running.close({ keepUserData: true })
  running = await launch({ userData: running.userData })
  const bounds = () => running.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getNormalBounds())
  expect(await bounds()).toMatchObject({ width: 1000, height: 700 })
  await running.close({ keepUserData: true })
  await writeFile(join(running.userData, 'settings.json'), '{"version":1,"pref')
  running = await launch({ userData: running.userData })
  expect(await bounds()).toMatchObject({ width: 1440, height: 900 })
  expect(await readFile(join(running.userData, 'settings.damaged-1.json'), 'utf8')).toBe('{"version":1,"pref')
})

it('what is asked for while the photos of the start are still looked for is not lost', async () => {
  await running.close()
  // The first look at the photo of the start is the moment: another start, and the system's “open with”, which does so again.
  const before = join(folder, 'before.cjs')
  await writeFile(
    before,
    `const files = require('node:fs/promises')
    const { app } = require('electron')
    const { stat } = files
    const open = (name) => app.emit('open-file', { preventDefault() {} }, name)
    const moments = new Map([
      ['given.jpg', () => {
        app.emit('second-instance', {}, ['electron', app.getAppPath(), 'again.jpg'], ${JSON.stringify(folder)})
        open('early.jpg')
      }],
      ['early.jpg', () => open('late.jpg')],
    ])
    files.stat = (path, ...more) => {
      for (const [name, happen] of moments) if (path.endsWith(name) && moments.delete(name)) happen()
      return stat(path, ...more)
    }`,
  )
  running = await launch({ photos: ['given.jpg'], cwd: folder, before })
  await running.page.getByText('Opened the first of 4 photos.').waitFor()
  await opened('given.jpg')
})
