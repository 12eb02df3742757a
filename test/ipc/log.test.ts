/** The log and the report: what they hold, and what they never hold. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it, vi } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'chromapatch-log-'))
vi.mock('electron', () => {
  const app = {
    getVersion: () => '9.8.7',
    getPath: () => folder,
    getName: () => 'chromapatch',
    on: () => app,
    isReady: () => true,
    whenReady: async () => {},
  }
  return { app, default: { app } }
})
const { logFile, note, noteFailure, reportOf, startLog } = await import('../../main/log')
startLog()
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the log', () => {
  it('names files without their folders', () => {
    note('warn', 'engine: could not read /home/ada/Private Pictures/cat.jpg')
    const text = readFileSync(logFile(), 'utf8')
    expect(text).toContain('warn: engine: could not read')
    expect(text).toContain('cat.jpg')
    expect(text).not.toMatch(/ada|Private/)
  })

  it('has failed calls, but none that the user cancelled', () => {
    noteFailure({ code: 'PHOTO_DAMAGED', where: 'open', message: '“cut.jpg” is damaged.', hint: '' })
    noteFailure({ code: 'JOB_CANCELLED', where: 'open', message: 'open was cancelled.', hint: '' })
    const text = readFileSync(logFile(), 'utf8')
    expect(text).toContain('open: PHOTO_DAMAGED “cut.jpg” is damaged.')
    expect(text).not.toContain('JOB_CANCELLED')
  })

  it('is the end of a report, behind version, system and code', () => {
    const report = reportOf({ code: 'INTERNAL', where: 'export', message: 'It failed at /srv/secret/a.png', hint: 'Try again.' })
    expect(report.split('\n')[0]).toBe('Chromapatch 9.8.7')
    expect(report).toMatch(/Node \d+/)
    expect(report).toContain('INTERNAL in export')
    expect(report).toContain('open: PHOTO_DAMAGED')
    expect(report).not.toContain('secret')
  })
})
