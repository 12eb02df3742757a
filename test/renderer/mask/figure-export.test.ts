/** A file of figures is written to its end though its panel was closed; cancelled, it says nothing. */
import { effectScope } from 'vue'
import { beforeEach, expect, test, vi } from 'vitest'
import type { DocumentInfo } from '../../../contract/contract'
import { ChromapatchError } from '../../../contract/errors'

let answer: (saved: object) => void
vi.mock('../../../renderer/bridge/api', () => ({
  on: () => () => undefined,
  call: vi.fn(),
  start: (_: string, __: object, { signal }: { signal: AbortSignal }) =>
    new Promise((resolve, reject) => {
      answer = (saved) => resolve({ saved })
      signal.addEventListener('abort', () => reject(new ChromapatchError('JOB_CANCELLED', 'Cancelled.')))
    }),
}))

const { useFigureExport } = await import('../../../renderer/mask/measure/useFigureExport')
const { info } = await import('../../../renderer/mask/stores/documents')
const { resetPatches } = await import('../../../renderer/mask/stores/segmentation')
const { toasts } = await import('../../../renderer/kit/use/toasts')

beforeEach(() => {
  toasts.length = 0
  info.value = { document: 'd1', name: 'd', width: 400, height: 300 } as DocumentInfo
  resetPatches([{ x: 10, y: 10, w: 20, h: 20, letter: 0, role: 'add', on: true }])
})

test('the panel is closed, and opened again, while a file is written', async () => {
  const panel = effectScope()
  const written = panel.run(() => useFigureExport().save('csv'))!
  panel.stop()
  const again = effectScope()
  const { running } = again.run(useFigureExport)!
  expect(running.value).toBe('csv')
  answer({ grant: { handle: 'h', name: 'd.csv' }, bytes: 12 })
  await written
  expect([toasts.map(({ text }) => text), running.value]).toEqual([['Saved d.csv'], null])
  again.stop()
})

test('cancelled', async () => {
  const { running, save, cancel } = useFigureExport()
  const written = save('svg')
  cancel()
  await written
  expect([toasts.length, running.value]).toEqual([0, null])
})
