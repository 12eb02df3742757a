import { linkSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { isSameFile, nameOf, namesOf, withEnding } from '../../main/disk/export-name'
import type { ExportItem, ExportOptions } from '../../contract/exports'
import { DEFAULT_TEMPLATE, NAME_FIELDS } from '../../contract/file-names'
import { photosAmong, photosIn } from '../../main/files/photo-paths'
import { RecentFiles } from '../../main/files/recent'
import { SettingsFile } from '../../main/files/settings'
import { DEFAULT_SETTINGS } from '../../contract/contract'
import { exportOptions } from '../fixtures/export-options'

let folder: string
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'chromapatch-files-'))))
afterEach(() => rmSync(folder, { recursive: true }))

describe('settings', () => {
  it('are there again at the next start', async () => {
    const settings = new SettingsFile(folder)
    settings.update({ preferences: { ...DEFAULT_SETTINGS, theme: 'dark' } })
    settings.update({ exportFolder: '/out' })
    expect(settings.isSaved).toBe(false)
    await settings.flush()
    expect(settings.isSaved).toBe(true)
    expect(new SettingsFile(folder).value).toMatchObject({ preferences: { theme: 'dark' }, exportFolder: '/out', recent: [] })
  })

  it.each(['', '{', '[]', '{"version":2}', '{"version":1,"preferences":{"theme":"pink"}}'])('a damaged file is set aside: %j', (text) => {
    const warned = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    for (const n of [1, 2]) {
      writeFileSync(join(folder, 'settings.json'), text)
      expect(new SettingsFile(folder).value.preferences).toEqual(DEFAULT_SETTINGS)
      expect(readFileSync(join(folder, `settings.damaged-${n}.json`), 'utf8')).toBe(text)
    }
    expect(warned).toHaveBeenCalledTimes(2)
    expect(readdirSync(folder).sort()).toEqual(['settings.damaged-1.json', 'settings.damaged-2.json'])
    warned.mockRestore()
  })

  it('that cannot be written stop nobody', async () => {
    const warned = vi.spyOn(process.stderr, 'write').mockReturnValue(true)
    const settings = new SettingsFile(join(folder, 'settings.json', 'below'))
    writeFileSync(join(folder, 'settings.json'), 'a file, no folder')
    settings.update({ exportFolder: '/out' })
    await settings.flush()
    expect(warned).toHaveBeenCalledOnce()
    warned.mockRestore()
  })
})

it('recent files: the latest first, each once, at most twelve', async () => {
  const changed = vi.fn()
  const settings = new SettingsFile(folder)
  const recent = new RecentFiles(settings, changed)
  for (let i = 0; i < 14; i++) recent.add(`/${i}.jpg`)
  recent.add('/5.jpg')
  expect(recent.paths).toEqual([5, 13, 12, 11, 10, 9, 8, 7, 6, 4, 3, 2].map((i) => `/${i}.jpg`))
  expect(changed).toHaveBeenLastCalledWith('/5.jpg')
  recent.clear()
  expect(recent.paths).toEqual([])
  expect(changed).toHaveBeenLastCalledWith(null)
  await settings.flush()
})

describe('names of exports', () => {
  const picture = (change: Partial<ExportOptions>): ExportItem => ({ kind: 'picture', options: exportOptions(change) })
  const subject = { photo: 'holiday.2024.JPG', width: 40, height: 30, segmentation: { model: 'gaussian', threshold: 0.05 }, number: 7 }

  it('come from the photo, the content and the format', () => {
    const items: ExportItem[] = [
      picture({}),
      picture({ content: 'splash', rest: 'blurred' }),
      picture({ content: 'mask' }),
      { kind: 'figures', format: 'svg' },
    ]
    expect(namesOf(items, DEFAULT_TEMPLATE, subject)).toEqual([
      'holiday.2024-cut-out.png',
      'holiday.2024-splash.png',
      'holiday.2024-mask.png',
      'holiday.2024-contours.svg',
    ])
    expect(namesOf([picture({ format: 'tiff' })], DEFAULT_TEMPLATE, subject)).toEqual(['holiday.2024-cut-out.tif'])
  })

  it('fill every field of a template', () => {
    const now = new Date(2026, 2, 9, 16, 5, 59)
    const template = Object.keys(NAME_FIELDS).map((field) => `{${field}}`).join('_') // prettier-ignore
    expect(nameOf(picture({}), template, subject, now)).toBe('holiday.2024_cut-out_gaussian_95_40_30_2026-03-09_16-05-59_7')
    const density = { ...subject, segmentation: { model: 'density', threshold: 3.25 } }
    expect(nameOf(picture({}), '{model} {coverage} {unheard}', density, now)).toBe('density 3.25 {unheard}')
  })

  it('differ among each other and from what is there, whatever their case', () => {
    const twice = [picture({ content: 'mask', maskDepth: 1 }), picture({ content: 'mask' }), picture({ content: 'mask', maskDepth: 16 })]
    expect(namesOf(twice, 'A', subject)).toEqual(['A.png', 'A-2.png', 'A-3.png'])
    expect(namesOf(twice.slice(0, 2), 'a', subject, (name) => name.toLowerCase() === 'a-2.png')).toEqual(['a.png', 'a-3.png'])
  })

  it('get the ending that a user leaves out', () => {
    expect(withEnding('/a/out', ['png'])).toBe('/a/out.png')
    expect(withEnding('/a/out.JPEG', ['jpg', 'jpeg'])).toBe('/a/out.JPEG')
    expect(withEnding('/a/out.jpg', ['png'])).toBe('/a/out.jpg.png')
    expect(withEnding('/a/v1.2', ['webp'])).toBe('/a/v1.2.webp')
    expect(withEnding('/a/r.json', ['chromapatch.json'])).toBe('/a/r.json.chromapatch.json')
    expect(withEnding('/a/.png', ['png'])).toBe('/a/.png.png')
  })

  it('are recognised as the photo itself, however they are spelt', async () => {
    const photo = join(folder, 'photo.jpg')
    writeFileSync(photo, 'x')
    writeFileSync(join(folder, 'other.jpg'), 'x')
    linkSync(photo, join(folder, 'hard.jpg'))
    expect(await isSameFile(join(folder, '.', 'photo.jpg'), photo)).toBe(true)
    expect(await isSameFile(join(folder, 'hard.jpg'), photo)).toBe(true)
    expect(await isSameFile(join(folder, 'other.jpg'), photo)).toBe(false)
    expect(await isSameFile(join(folder, 'new.jpg'), photo)).toBe(false)
    if (process.platform === 'win32') return
    symlinkSync(photo, join(folder, 'soft.jpg'))
    expect(await isSameFile(join(folder, 'soft.jpg'), photo)).toBe(true)
  })
})

describe('photos that are named', () => {
  it('a folder stands for the photos in it, one level deep, in the order that people count', async () => {
    for (const name of ['b10.jpg', 'b9.JPG', 'notes.txt', 'a.tiff', 'c.svg']) writeFileSync(join(folder, name), 'x')
    mkdirSync(join(folder, 'inner.jpg'))
    writeFileSync(join(folder, 'inner.jpg', 'z.jpg'), 'x')
    const found = await photosIn([join(folder, 'notes.txt'), folder, join(folder, 'gone.jpg')])
    expect(found.map((path) => path.slice(folder.length + 1))).toEqual(['notes.txt', 'a.tiff', 'b9.JPG', 'b10.jpg', 'gone.jpg'])
  })

  it('an empty folder stays, so that opening it says what is wrong; many are too many', async () => {
    expect(await photosIn([folder])).toEqual([folder])
    expect(await photosIn(Array<string>(300).fill('/x.jpg'))).toHaveLength(256)
  })

  it('among arguments they come after the application', () => {
    const app = resolve('/app')
    const electron = ['electron', '--no-sandbox', '-r', '/loader.js', '/app', '--smoke', 'a.jpg', '/b.png']
    expect(photosAmong(electron, app, '/home/me')).toEqual([resolve('/home/me/a.jpg'), resolve('/b.png')])
    expect(photosAmong(['electron', '.'], app, '/app')).toEqual([])
    expect(photosAmong(['electron', './app', '.'], app, '/')).toEqual([resolve('/')])
    expect(photosAmong(['/opt/chromapatch', '--flag', 'a.jpg', ''], null, '/home/me')).toEqual([resolve('/home/me/a.jpg')])
  })
})
