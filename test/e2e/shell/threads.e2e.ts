/** The window writes the same bytes as the command line, whatever the number of threads. */
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Segmentation } from '../../../contract/contract'
import { chromapatch } from '../../cli/run'
import { exportOptions } from '../../fixtures/export-options'
import { launch, photo } from '../app'
import { opened } from '../window'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'chromapatch-threads-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const patch = '600,420,60,60'
const segmentation: Segmentation = {
  model: 'gaussian',
  parameters: {},
  patches: [{ x: 600, y: 420, w: 60, h: 60, role: 'add' }],
  threshold: 0.05,
}
const asMask = exportOptions({ content: 'mask', quality: 92 })

it.each(['1', '2', '3'])('%s', async (threads) => {
  const running = await launch({ photos: [photo('brushes.jpg')], env: { CHROMAPATCH_THREADS: threads } })
  await opened(running.page, 'brushes.jpg')
  const target = join(folder, `window-${threads}.png`)
  await running.answerDialogs({ save: [target] })
  const document = (await running.app.evaluate(() => globalThis.chromapatchProbe.documents()))[0]!
  const reply = await running.page.evaluate((request) => window.chromapatch.export(request), {
    job: 'threads-1',
    document,
    segmentation,
    options: asMask,
  })
  expect(reply).toMatchObject({ ok: { saved: { grant: { name: `window-${threads}.png` } } } })
  await running.close()
  const told = join(folder, `told-${threads}.png`)
  await chromapatch(['segment', photo('brushes.jpg'), '--model', 'gaussian', '--patch', patch, '--mask', told, '--threads', threads])
  expect(readFileSync(target).equals(readFileSync(told))).toBe(true)
  expect(readFileSync(target).equals(readFileSync(join(folder, 'told-1.png')))).toBe(true)
})
