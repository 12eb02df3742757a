import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EngineHost } from '../../main/engine-host/host'
import type { EngineRequest } from '../../main/engine/requests'
import type { OpenPhoto } from '../../main/files/documents'
import { ChromapatchError } from '../../contract/errors'
import { fakeFork, info, openPhoto, type Behaviour, type Call } from './fake-engine'

const measure: EngineRequest<'measure'> = {
  document: 'd1',
  segmentation: { model: 'gaussian', parameters: {}, patches: [{ x: 0, y: 0, w: 2, h: 2, role: 'add' }], threshold: 0.1 },
}
const options = { window: 1, job: 'job' }
const writing = (target: string) => ({ target }) as EngineRequest<'export'>
const comparing = (target: string) => ({ target }) as EngineRequest<'exportComparison'>
const open = (document: string): EngineRequest<'open'> => ({ document, source: openPhoto(document).source, damaged: false })
const opened = ({ request }: Call) => info((request as { document: string }).document)
/** Answers everything. */
const healthy: Behaviour = (call) => (call.name === 'open' ? opened(call) : { pixels: 1, fraction: 0.5 })

function start(behaviour: Behaviour, { documents = [] as OpenPhoto[], ready = true } = {}) {
  const { fork, engines } = fakeFork(behaviour, { ready })
  const states: string[] = []
  const started = vi.fn()
  const abandoned = vi.fn()
  const limits = { start: 1_000, answer: 500, pause: 2_000, call: () => 10_000 }
  const changed = (state: string, lost: readonly string[]) => states.push([state, ...lost].join(' '))
  const host = new EngineHost({ fork, documents: () => documents, started, abandoned, changed, limits })
  host.start()
  return { host, engines, states, started, abandoned }
}

const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (thrown: unknown) => (thrown as ChromapatchError).code,
  )

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('asking', () => {
  it('keeps calls until the engine is ready, and resolves each with its own reply', async () => {
    const { host, engines, states } = start((call) => `${call.name} ${call.job}`)
    const replies = [host.call('measure', measure, options), host.call('memory', {}, { window: 1, job: 'other' })]
    expect(engines[0]!.calls).toEqual([])
    expect(await Promise.all(replies)).toEqual(['measure job', 'memory other'])
    expect(states).toEqual([])
  })

  it('revives an error with its code', async () => {
    const { host } = start((call, engine) => {
      engine.say({ kind: 'failed', id: call.id, error: { code: 'PHOTO_EMPTY', message: 'Empty.', where: 'open', hint: 'Other.' } })
      return 'hang'
    })
    await expect(host.call('open', open('d1'), options)).rejects.toEqual(
      new ChromapatchError('PHOTO_EMPTY', 'Empty.', { where: 'open', hint: 'Other.' }),
    )
  })

  it('passes progress on', async () => {
    const { host } = start((call, engine) => {
      engine.say({ kind: 'progress', id: call.id, stage: 'decode', fraction: 0.25 })
      return healthy(call, engine)
    })
    const progress = vi.fn()
    await host.call('measure', measure, { ...options, progress })
    expect(progress).toHaveBeenCalledExactlyOnceWith('decode', 0.25)
  })

  it('gives pixel ports to an engine that listens, and says when there is a new one', async () => {
    const { host, engines, started } = start(healthy)
    expect(host.attachPort(1, 'early')).toBe(false)
    await host.call('memory', {}, options)
    expect(started).toHaveBeenCalledTimes(1)
    expect(host.attachPort(1, 'port')).toBe(true)
    expect(engines[0]!.ports).toEqual(['port'])
    engines[0]!.end()
    await vi.advanceTimersByTimeAsync(0)
    expect(started).toHaveBeenCalledTimes(2)
  })
})

describe('cancelling', () => {
  it('frees the caller at once and tells the engine', async () => {
    const { host, engines } = start(() => 'hang')
    const abort = new AbortController()
    const call = codeOf(host.call('measure', measure, { ...options, signal: abort.signal }))
    await vi.advanceTimersByTimeAsync(0)
    abort.abort()
    expect(await call).toBe('JOB_CANCELLED')
    expect(engines[0]!.heard.at(-1)).toEqual({ kind: 'cancel', id: 1 })
  })

  it('never asks what was cancelled before its turn', async () => {
    const { host, engines } = start(healthy)
    const abort = new AbortController()
    const early = codeOf(host.call('measure', measure, { ...options, signal: abort.signal }))
    abort.abort()
    expect(await early).toBe('JOB_CANCELLED')
    expect(await codeOf(host.call('measure', measure, { ...options, signal: abort.signal }))).toBe('JOB_CANCELLED')
    await vi.advanceTimersByTimeAsync(0)
    expect(engines[0]!.calls).toEqual([])
  })

  it('closes a photo whose opening was cancelled too late', async () => {
    const { host, engines } = start((call, engine) => (call.name === 'open' ? 'hang' : healthy(call, engine)))
    const abort = new AbortController()
    const call = codeOf(host.call('open', open('d1'), { ...options, signal: abort.signal }))
    await vi.advanceTimersByTimeAsync(0)
    abort.abort()
    expect(await call).toBe('JOB_CANCELLED')
    engines[0]!.say({ kind: 'done', id: 1, reply: info('d1') })
    expect(engines[0]!.calls).toEqual(['open d1', 'close'])
  })

  it('lets the engine say whether an export was written before it could stop', async () => {
    const { host, engines } = start(() => 'hang')
    const abort = new AbortController()
    const call = host.call('export', {} as EngineRequest<'export'>, { ...options, signal: abort.signal })
    await vi.advanceTimersByTimeAsync(0)
    abort.abort()
    engines[0]!.say({ kind: 'done', id: 1, reply: { bytes: 9 } })
    expect(await call).toEqual({ bytes: 9 })
  })

  it('what was cancelled is not done by the next engine either', async () => {
    const { host, engines } = start((call, engine) => (call.name === 'export' && engine === engines[0] ? 'hang' : healthy(call, engine)))
    const abort = new AbortController()
    const call = codeOf(host.call('export', writing('/a/x.png'), { ...options, signal: abort.signal }))
    await vi.advanceTimersByTimeAsync(0)
    abort.abort()
    engines[0]!.end()
    expect(await call).toBe('JOB_CANCELLED')
    await host.call('memory', {}, options)
    expect(engines[1]!.calls).toEqual(['memory'])
  })
})

describe('files that were being written', () => {
  it('are told of when the engine ends, with its number: also those that nobody waits for any more', async () => {
    const { host, engines, abandoned } = start((call, engine) => (engine === engines[0] ? 'hang' : healthy(call, engine)))
    const abort = new AbortController()
    const slow = codeOf(host.call('exportComparison', comparing('/a/slow.png'), { ...options, signal: abort.signal }))
    const retried = codeOf(host.call('export', writing('/b/x.png'), options))
    void host.call('measure', measure, options)
    await vi.advanceTimersByTimeAsync(0)
    abort.abort()
    await vi.advanceTimersByTimeAsync(500)
    expect(await slow).toBe('JOB_CANCELLED')
    // The engine lives, and may be at it: nothing is removed under its hands.
    expect(abandoned).not.toHaveBeenCalled()
    engines[0]!.end()
    expect(abandoned.mock.calls).toEqual([[['/a/slow.png', '/b/x.png'], 1]])
    expect(await retried).toBe('done')
    engines[1]!.end()
    expect(abandoned).toHaveBeenCalledTimes(1)
  })

  it('are told of when the application ends', async () => {
    const { host, abandoned } = start(() => 'hang')
    void codeOf(host.call('export', writing('/a/x.png'), options))
    await vi.advanceTimersByTimeAsync(0)
    host.stop()
    expect(abandoned.mock.calls).toEqual([[['/a/x.png'], 1]])
  })
})

describe('time limits', () => {
  it('a call that takes too long is cancelled', async () => {
    const { host, engines } = start(() => 'hang')
    const call = codeOf(host.call('measure', measure, options))
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await call).toBe('JOB_TIMED_OUT')
    engines[0]!.say({ kind: 'failed', id: 1, error: { code: 'JOB_CANCELLED', message: '', where: '', hint: '' } })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(engines[0]!.killed).toBe(false)
  })

  it('an engine that does not hear the cancel is killed, and nobody else is blamed for it', async () => {
    const { host, engines } = start((call, engine) => (call.name === 'measure' || engine === engines[0] ? 'hang' : healthy(call, engine)))
    const stuck = codeOf(host.call('measure', measure, options))
    await vi.advanceTimersByTimeAsync(9_000)
    const innocent = host.call('open', open('d2'), options)
    await vi.advanceTimersByTimeAsync(1_500)
    expect(await stuck).toBe('JOB_TIMED_OUT')
    expect(engines[0]!.killed).toBe(true)
    expect(await innocent).toEqual(info('d2'))
    expect(engines).toHaveLength(2)
  })

  it('an engine that never speaks is killed', async () => {
    const { engines } = start(healthy, { ready: false })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(engines[0]!.killed).toBe(true)
    expect(engines).toHaveLength(2)
  })
})

describe('crashes', () => {
  it('brings the open photos back under their ids, then tries again what was under way, once', async () => {
    const documents = [openPhoto('d1'), openPhoto('d2')]
    const { host, engines, states } = start(
      (call, engine) => (call.name === 'measure' && engine === engines[0] ? 'crash' : healthy(call, engine)),
      { documents: [] },
    )
    expect(await host.call('measure', measure, options)).toEqual({ pixels: 1, fraction: 0.5 })
    expect(states).toEqual(['restarting', 'ready'])

    const second = start((call, engine) => (call.name === 'measure' && engine === second.engines[0] ? 'crash' : healthy(call, engine)), {
      documents,
    })
    expect(await second.host.call('measure', measure, options)).toEqual({ pixels: 1, fraction: 0.5 })
    expect(second.engines[1]!.calls).toEqual(['open d1', 'open d2', 'measure'])
  })

  it('a call that crashes it twice fails; the engine is back', async () => {
    const { host, engines } = start((call, engine) => (call.name === 'measure' ? 'crash' : healthy(call, engine)))
    expect(await codeOf(host.call('measure', measure, options))).toBe('ENGINE_CRASHED')
    expect(await host.call('open', open('d1'), options)).toEqual(info('d1'))
    expect(engines).toHaveLength(3)
  })

  it('a photo that crashes it twice is set aside; those opened beside it are not', async () => {
    const { host, engines, states } = start((call) => ((call.request as { document: string }).document === 'd2' ? 'crash' : opened(call)))
    await vi.advanceTimersByTimeAsync(0)
    const calls = ['d1', 'd2', 'd3'].map((document) => codeOf(host.call('open', open(document), options)))
    expect(await Promise.all(calls)).toEqual(['done', 'PHOTO_QUARANTINED', 'done'])
    expect(await codeOf(host.call('open', { ...open('d4'), source: openPhoto('d2').source }, options))).toBe('PHOTO_QUARANTINED')
    expect(engines.flatMap((engine) => engine.calls)).not.toContain('open d4')
    expect(states).toEqual(['restarting', 'restarting', 'ready'])
  })

  it('names the open photos that did not come back', async () => {
    const documents = ['d1', 'd2', 'd3', 'd4'].map(openPhoto)
    const { engines, states, host } = start(
      (call, engine) => {
        const { document } = call.request as { document: string }
        if (document === 'd2') return 'crash'
        if (document === 'd3') return info('d3', 99)
        if (document !== 'd4') return healthy(call, engine)
        engine.say({ kind: 'failed', id: call.id, error: { code: 'PHOTO_NOT_FOUND', message: '', where: '', hint: '' } })
        return 'hang'
      },
      { documents },
    )
    await vi.advanceTimersByTimeAsync(0)
    await host.call('memory', {}, options)
    expect(states).toEqual(['restarting', 'restarting', 'ready d2 d3 d4'])
    expect(engines.at(-1)!.calls).toEqual(['open d1', 'open d3', 'open d4', 'close', 'memory'])
  })

  it('gives up for a while where it crashes again and again, and settles every call', async () => {
    let broken = true
    const { host, engines, states } = start((call, engine) => (broken ? 'crash' : healthy(call, engine)))
    const calls = [1, 2, 3, 4].map((n) => host.call('probe', { document: 'd1', x: n, y: 0 }, options))
    const codes = Promise.all(calls.map(codeOf))
    await vi.advanceTimersByTimeAsync(0)
    expect(await codes).toEqual(Array(4).fill('ENGINE_CRASHED'))
    for (const engine of engines) engine.end()
    await vi.advanceTimersByTimeAsync(0)
    engines.at(-1)!.end()
    const waiting = codeOf(host.call('memory', {}, options))
    await vi.advanceTimersByTimeAsync(0)
    expect(states.at(-1)).toBe('failed')
    expect(host.trouble).toBe('failed')
    expect(await waiting).toBe('ENGINE_UNAVAILABLE')
    broken = false
    await vi.advanceTimersByTimeAsync(2_000)
    expect(states.slice(-2)).toEqual(['restarting', 'ready'])
    expect(host.trouble).toBeNull()
    expect(await host.call('measure', measure, options)).toEqual({ pixels: 1, fraction: 0.5 })
  })
})

it('the end of the application settles every call and is no crash', async () => {
  const { host, engines, states } = start(() => 'hang')
  const running = codeOf(host.call('measure', measure, options))
  await vi.advanceTimersByTimeAsync(0)
  host.stop()
  expect(await running).toBe('ENGINE_UNAVAILABLE')
  expect(engines[0]!.killed).toBe(true)
  expect(engines).toHaveLength(1)
  expect(states).toEqual([])
  expect(await codeOf(host.call('measure', measure, options))).toBe('ENGINE_UNAVAILABLE')
})
