/**
 * Killed with SIGKILL at a random moment, while working and while exporting: no output is a part of one, and the next start
 * offers the workspace. The moments come from a seed; CHROMAPATCH_KILLS says how many there are.
 */
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { isPartOf } from '../../../main/disk/parts'
import { sharp } from '../../engine/odd-photos'
import { exportOptions } from '../../fixtures/export-options'
import { launch, type RunningApp } from '../app'
import { givenPainting, SIZE, takeAway } from '../given'
import { control, opened } from '../window'

const KILLS = Number(process.env['CHROMAPATCH_KILLS'] ?? 8)
const SEED = Number(process.env['CHROMAPATCH_SEED'] ?? 20260309)
/** The longest that is waited before the end, in milliseconds: saving and exporting both begin and end within it. */
const LATEST = 1_500

let folder = ''
let running: RunningApp
beforeAll(async () => {
  ;({ running, folder } = await givenPainting())
})
afterAll(() => takeAway({ running, folder }))

/** Mulberry32: the same moments every time. */
function random(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

const options = exportOptions()
const FORMATS = ['png', 'tiff', 'webp'] as const

/** Exports again and again into `out`, from within the page, until the end. */
async function exportOn(out: string): Promise<void> {
  const save = Array.from({ length: 60 }, (_, i) => join(out, `${i}.${FORMATS[i % FORMATS.length]}`))
  await running.answerDialogs({ save })
  await running.page.evaluate(
    ([base, formats]) => {
      const segmentation = {
        model: 'gaussian',
        parameters: {},
        patches: [{ x: 640, y: 60, w: 40, h: 30, role: 'add' as const }],
        threshold: 0.05,
      }
      const next = async (i: number): Promise<void> => {
        const wish = { ...base, format: formats[i % formats.length]! }
        for (const document of ['d1', 'd2']) {
          const answer = await window.chromapatch.export({ job: `kill-${i}-${document}`, document, segmentation, options: wish })
          if ('ok' in answer) break
        }
        if (i < 59) await next(i + 1)
      }
      void next(0)
    },
    [options, FORMATS] as const,
  )
}

/** Drags, types and switches, without waiting for anything. */
async function workOn(draw: () => number): Promise<void> {
  const { page } = running
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press(['ArrowLeft', 'ArrowDown', ']', '[', 'm', 'o', 'Shift+ArrowRight'][Math.floor(draw() * 7)]!)
  }
}

async function killed(after: number): Promise<void> {
  const process = running.app.process()
  const ended = new Promise((done) => process.once('exit', done))
  setTimeout(() => process.kill('SIGKILL'), after)
  await ended
}

/** Every file in the folder decodes to its last row; those still being written are hidden and bear a dead process's number. */
async function expectWhole(out: string, dead: readonly number[]): Promise<number> {
  const names = readdirSync(out).filter((name) => !dead.some((pid) => isPartOf(name, pid)))
  for (const name of names) {
    const { info } = await sharp(readFileSync(join(out, name)), { failOn: 'warning' })
      .raw()
      .toBuffer({ resolveWithObject: true })
    expect([info.width, info.height], name).toEqual([SIZE.width, SIZE.height])
  }
  return names.length
}

it(
  `${KILLS} times: the outputs are whole and the workspace is offered`,
  async () => {
    // What was done a moment ago may be lost, what was done before may not.
    const kept = () => readFileSync(join(running.userData, 'workspace.json'), 'utf8')
    await expect.poll(kept, { timeout: 10_000 }).toContain('\\"role\\":\\"add\\"')
    const draw = random(SEED)
    let written = 0
    for (let n = 0; n < KILLS; n++) {
      const out = join(folder, String(n))
      mkdirSync(out)
      const isExporting = n % 2 === 1
      const moment = Math.floor(draw() * LATEST)
      const pids = [running.app.process().pid!, (await running.enginePid())!]
      const dead = killed(moment)
      // The end comes in the middle: what was asked of the page then fails.
      await Promise.all([dead, (isExporting ? exportOn(out) : workOn(draw)).catch(() => undefined)])
      written += await expectWhole(out, pids)
      running = await launch({ userData: running.userData })
      const { page } = running
      await control(page, 'restore-card').waitFor()
      expect(await control(page, 'restore-card').textContent(), `kill ${n} after ${moment} ms`).toContain('given.jpg')
      await control(page, 'restore-session').click()
      await opened(page, 'given.jpg')
      expect(await control(page, 'patch-A').count(), `kill ${n} after ${moment} ms`).toBe(1)
    }
    // Otherwise nothing was ever caught in the middle.
    expect(written).toBeGreaterThan(0)
  },
  KILLS * 20_000,
)
