/** What must outlive a bad end: settings of another version, and the folder that an export was written to. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { removeParts, RunningExports } from '../../main/files/exports'
import { SettingsFile } from '../../main/files/settings'
import { DEFAULT_SETTINGS } from '../../contract/contract'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'chromapatch-keeping-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

describe('settings', () => {
  const store = (content: object) => writeFileSync(join(folder, 'settings.json'), JSON.stringify(content))

  it('of an older or a newer version keep what is understood; the rest takes its default', () => {
    const preferences = { ...DEFAULT_SETTINGS, theme: 'light', overlayStrength: 'strong', invention: true }
    store({ version: 1, preferences, bounds: null, recent: ['/photos/a.jpg'], exportFolder: null, invention: 1 })
    const { value } = new SettingsFile(folder)
    expect(value.preferences).toEqual({ ...DEFAULT_SETTINGS, theme: 'light' })
    expect(value.recent).toEqual(['/photos/a.jpg'])
    expect(readdirSync(folder)).toEqual(['settings.json'])
  })

  it('that are none are set aside, not thrown away', () => {
    writeFileSync(join(folder, 'settings.json'), 'half a fi')
    expect(new SettingsFile(folder).value.preferences).toEqual(DEFAULT_SETTINGS)
    expect(readdirSync(folder)).toEqual(['settings.damaged-1.json'])
  })
})

it('what cannot be saved is told once, with the reason', async () => {
  writeFileSync(join(folder, 'taken'), '')
  const told: string[] = []
  const settings = new SettingsFile(join(folder, 'taken'), ({ message }) => told.push(message))
  for (const theme of ['light', 'dark'] as const) {
    settings.update({ preferences: { ...DEFAULT_SETTINGS, theme } })
    await settings.flush()
  }
  expect(told).toEqual([expect.stringContaining('Settings cannot be kept for the next start. “settings.json” could not be written')])
})

describe('exports', () => {
  const part = (pid: number) => `.chromapatch-${pid}-0123456789abcdef.part`

  it('that an engine left half written are removed, those of others are not', () => {
    for (const pid of [111, 222]) writeFileSync(join(folder, part(pid)), 'half')
    removeParts([join(folder, 'a.png'), join(folder, 'b.png'), join(folder, 'gone', 'c.png')], 111)
    expect(readdirSync(folder)).toEqual([part(222)])
  })

  it('are counted until they end, however they do', async () => {
    const exports = new RunningExports()
    const ended = [exports.during(() => Promise.reject(new Error('killed'))), exports.during(() => Promise.resolve(1))]
    expect(exports.count).toBe(2)
    await Promise.allSettled(ended)
    expect(exports.count).toBe(0)
  })
})
