/** What the engine opened for somebody who gave it up at the last moment is closed: it holds as much memory as a photo. */
import { beforeEach, expect, test, vi } from 'vitest'

type Answer = (reply: object) => void
/** Main's side of each long call, in order: answered when the test says so, cancelled or not. */
const answers: Answer[] = []
const closed: unknown[] = []
const long = () => new Promise<object>((resolve) => answers.push((reply) => resolve({ ok: reply })))
const close = (request: unknown) => (closed.push(request), Promise.resolve({ ok: {} }))
const listeners = new Set<(payload: object) => unknown>()
const chromapatch = {
  open: vi.fn<(request: object) => Promise<object>>(long),
  compare: long,
  cancel: () => Promise.resolve({ ok: {} }),
  close: close,
  closeComparison: close,
  on: (_: string, listener: (payload: object) => unknown) => (listeners.add(listener), () => void listeners.delete(listener)),
}
vi.stubGlobal('window', { chromapatch })

const { comparePhotos } = await import('../../../renderer/pair/stores/client')
const { closeSide, openSide, photos } = await import('../../../renderer/pair/stores/pair')
const { info, openGrant, opening } = await import('../../../renderer/mask/stores/documents')

const grant = (name: string) => ({ handle: name, name })
const photo = (document: string) => ({ document, name: document })
const compare = (signal: AbortSignal) =>
  comparePhotos({ before: 'd1', after: 'd2' }, {} as never, { signal, started: () => undefined }).catch((thrown: unknown) => thrown)

beforeEach(() => {
  answers.length = closed.length = 0
  info.value = photos.before = null
})

test('a photo of the mask, where the next one was wanted by then', async () => {
  const [first, second] = [openGrant(grant('a')), openGrant(grant('b'))]
  answers[1]!(photo('d2'))
  answers[0]!(photo('d1'))
  await Promise.all([first, second])
  await vi.waitFor(() => expect(closed).toEqual([{ document: 'd1' }]))
  expect(info.value).toEqual(photo('d2'))
})

test('progress is told of one’s own job alone, while it runs; nothing crosses back', async () => {
  const first = openGrant(grant('a'))
  const told = (job: string) => [...listeners].map((listener) => listener({ job, stage: 'Decoding', fraction: 0.5 }))
  const job = (chromapatch.open.mock.lastCall as [{ job: string }])[0].job
  expect(told('another-1')).toEqual([undefined])
  expect({ ...opening }).toEqual({ name: 'a', stage: '', fraction: 0 })
  expect(told(job)).toEqual([undefined])
  expect({ ...opening }).toEqual({ name: 'a', stage: 'Decoding', fraction: 0.5 })
  answers[0]!(photo('d1'))
  await first
  expect(listeners.size).toBe(0)
})

test('a photo of a pair, where its side was closed by then', async () => {
  const opening = openSide('before', grant('a'))
  closeSide('before')
  await opening
  answers[0]!(photo('d1'))
  await vi.waitFor(() => expect(closed).toEqual([{ document: 'd1' }]))
  expect(photos.before).toBeNull()
})

test('a comparison, given up before its answer, in the moment in which it comes, and never after', async () => {
  const [before, meanwhile, after] = [new AbortController(), new AbortController(), new AbortController()]
  const found = [before, meanwhile, after].map(({ signal }) => compare(signal))
  before.abort()
  for (const [i, answer] of answers.entries()) answer({ comparison: `c${i}` })
  meanwhile.abort()
  expect(await found[2]).toEqual({ comparison: 'c2' })
  after.abort()
  expect(await found[0]).toMatchObject({ code: 'JOB_CANCELLED' })
  expect(await found[1]).toMatchObject({ code: 'JOB_CANCELLED' })
  await vi.waitFor(() => expect(closed).toHaveLength(2))
  expect(closed).toEqual(expect.arrayContaining([{ comparison: 'c0' }, { comparison: 'c1' }]))
})
