import { PHOTO_ENDINGS } from '../../contract/formats'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { BrowserWindow } from 'electron'
import type { ComparisonExport } from '../../contract/comparison'
import { exportOptions } from '../fixtures/export-options'

const dialog = vi.hoisted(() => ({ showOpenDialog: vi.fn(), showSaveDialog: vi.fn(), showMessageBox: vi.fn() }))
vi.mock('electron', () => ({ app: { getPath: () => '/pictures' }, dialog }))
const { askAboutTaken, askForFile, askForFolder, askForPhotos, askForTarget, RECIPE_KIND } = await import('../../main/files/dialogs')
const { askForComparisonTarget } = await import('../../main/files/comparison-dialog')

const folder = mkdtempSync(join(tmpdir(), 'chromapatch-dialogs-'))
afterAll(() => rmSync(folder, { recursive: true }))
const inFolder = (name: string) => join(folder, name)
for (const name of ['photo.png', 'taken.png']) writeFileSync(inFolder(name), 'x')

const window = {} as BrowserWindow
const source = { kind: 'file', path: inFolder('photo.png'), name: 'photo.png' } as const
const options = exportOptions()
const save = (filePath: string) => dialog.showSaveDialog.mockResolvedValue({ canceled: filePath === '', filePath })
const press = (response: number) => dialog.showMessageBox.mockResolvedValue({ response })

beforeEach(() => vi.resetAllMocks())

describe('opening', () => {
  it('offers the formats that open, and several photos where they are wanted', async () => {
    dialog.showOpenDialog.mockResolvedValue({ canceled: false, filePaths: ['/a.jpg', '/b.jpg'] })
    expect(await askForPhotos(window, true)).toEqual(['/a.jpg', '/b.jpg'])
    const { filters, properties } = dialog.showOpenDialog.mock.calls[0]![1]
    expect(filters[0].extensions).toEqual(PHOTO_ENDINGS)
    expect(properties).toContain('multiSelections')
  })

  it('gives nothing when the dialog is closed', async () => {
    dialog.showOpenDialog.mockResolvedValue({ canceled: true, filePaths: [] })
    expect(await askForPhotos(window, false)).toEqual([])
  })
})

describe('saving', () => {
  it('proposes a name beside the photo, or where the last export went', async () => {
    save('')
    expect(await askForTarget(window, source, options, 'photo-cut-out.png', null)).toBeNull()
    expect(await askForTarget(window, source, { ...options, content: 'mask' }, 'photo-mask.png', '/last')).toBeNull()
    expect(
      await askForTarget(window, { kind: 'bytes', bytes: new Uint8Array(), name: 'Clipboard.png' }, options, 'Clipboard-cut-out.png', null),
    ).toBeNull()
    expect(dialog.showSaveDialog.mock.calls.map(([, { defaultPath }]) => defaultPath)).toEqual([
      inFolder('photo-cut-out.png'),
      join('/last', 'photo-mask.png'),
      join('/pictures', 'Clipboard-cut-out.png'),
    ])
  })

  it('adds a missing ending, and asks where that names a file the dialog did not ask about', async () => {
    save(inFolder('fresh'))
    expect(await askForTarget(window, source, options, 'photo-cut-out.png', null)).toEqual({
      path: inFolder('fresh.png'),
      overwriteSource: false,
    })
    expect(dialog.showMessageBox).not.toHaveBeenCalled()
    save(inFolder('taken'))
    press(0)
    expect(await askForTarget(window, source, options, 'photo-cut-out.png', null)).toBeNull()
    press(1)
    expect(await askForTarget(window, source, options, 'photo-cut-out.png', null)).toEqual({
      path: inFolder('taken.png'),
      overwriteSource: false,
    })
  })

  it('never replaces the photo itself without asking, and Cancel is what Enter presses', async () => {
    save(inFolder('photo.png'))
    press(0)
    expect(await askForTarget(window, source, options, 'photo-cut-out.png', null)).toBeNull()
    expect(dialog.showMessageBox.mock.calls[0]![1]).toMatchObject({ message: 'Replace the original?', defaultId: 0, cancelId: 0 })
    press(1)
    expect(await askForTarget(window, source, options, 'photo-cut-out.png', null)).toEqual({
      path: inFolder('photo.png'),
      overwriteSource: true,
    })
  })
})

describe('several files', () => {
  it('go into a folder: the last one, else the photo’s', async () => {
    dialog.showOpenDialog.mockResolvedValue({ canceled: false, filePaths: ['/there'] })
    expect(await askForFolder(window, source, null)).toBe('/there')
    expect(await askForFolder(window, null, '/last')).toBe('/there')
    expect(dialog.showOpenDialog.mock.calls.map(([, { defaultPath, properties }]) => [defaultPath, properties[0]])).toEqual([
      [folder, 'openDirectory'],
      ['/last', 'openDirectory'],
    ])
    dialog.showOpenDialog.mockResolvedValue({ canceled: true, filePaths: [] })
    expect(await askForFolder(window, source, null)).toBeNull()
  })

  it('that are there are replaced only when that is said', async () => {
    const answers = [0, 1, 2]
    for (const [i, expected] of [null, 'keep', 'replace'].entries()) {
      press(answers[i]!)
      expect(await askAboutTaken(window, ['a.png', 'b.png'])).toBe(expected)
    }
    const { buttons, defaultId, cancelId, message } = dialog.showMessageBox.mock.calls[0]![1]
    expect([buttons[defaultId], buttons[cancelId], message]).toEqual([
      'Keep Both',
      'Cancel',
      '2 of these files are already in this folder.',
    ])
  })
})

describe('a recipe', () => {
  it('gets its whole ending, and asks again where that name is taken', async () => {
    save(inFolder('mine'))
    expect(await askForFile(window, source, RECIPE_KIND, 'photo.chromapatch.json', null)).toBe(inFolder('mine.chromapatch.json'))
    writeFileSync(inFolder('there.chromapatch.json'), '{}')
    save(inFolder('there'))
    press(0)
    expect(await askForFile(window, source, RECIPE_KIND, 'photo.chromapatch.json', null)).toBeNull()
  })
})

describe('a file of a comparison', () => {
  const before = { kind: 'file', path: inFolder('before.jpg'), name: 'before.jpg' } as const
  const ask = (what: ComparisonExport, lastFolder: string | null = null) =>
    askForComparisonTarget(window, [before, source], what, lastFolder)
  const difference = { content: 'difference', mode: 'signed', format: 'png' } as const

  it('is called after the second photo, in its folder or where the last export went', async () => {
    save('')
    expect(await ask(difference)).toBeNull()
    expect(await ask({ content: 'animation', format: 'gif', milliseconds: 700 }, '/last')).toBeNull()
    expect(await ask({ content: 'report' })).toBeNull()
    expect(dialog.showSaveDialog.mock.calls.map(([, { defaultPath, filters }]) => [defaultPath, ...filters[0].extensions])).toEqual([
      [inFolder('photo-difference.png'), 'png'],
      [join('/last', 'photo-animated.gif'), 'gif'],
      [inFolder('photo-report.html'), 'html', 'htm'],
    ])
  })

  it('gets a missing ending, and replaces another file only when that is said', async () => {
    save(inFolder('fresh'))
    expect(await ask(difference)).toBe(inFolder('fresh.png'))
    expect(dialog.showMessageBox).not.toHaveBeenCalled()
    save(inFolder('taken'))
    for (const [response, expected] of [
      [0, null],
      [1, inFolder('taken.png')],
    ] as const) {
      press(response)
      expect(await ask(difference)).toBe(expected)
    }
    expect(dialog.showMessageBox.mock.lastCall![1]).toMatchObject({ message: 'Replace “taken.png”?', defaultId: 0, cancelId: 0 })
    expect(dialog.showMessageBox).toHaveBeenCalledTimes(2)
  })

  it('is never one of the photos, with or without its ending', async () => {
    for (const typed of ['photo', 'photo.png']) {
      save(inFolder(typed))
      press(1)
      expect(await ask(difference)).toBeNull()
    }
    expect(dialog.showMessageBox.mock.calls.map(([, { message }]) => message)).toEqual(Array(2).fill('That is one of the two photos.'))
  })
})
