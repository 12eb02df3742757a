import fc from 'fast-check'
import * as v from 'valibot'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { answer, answerDrop, type Answer, type Context, type Gate, type Handlers, type Sender } from '../../main/ipc/gate'
import { Jobs } from '../../main/ipc/jobs'
import { heaviest } from '../../main/ipc/heaviest'
import { DrawnMask, REQUEST_LIMIT, weigh } from '../../main/ipc/weigh'
import { IGNORED_MAX } from '../../contract/comparison'
import { calls, CORNERS_MAX, DEFAULT_SETTINGS, PATCHES_MAX, type Segmentation, STEPS_MAX, type CallName } from '../../contract/contract'
import { ChromapatchError, ERROR_CODES } from '../../contract/errors'

const names = Object.keys(calls) as CallName[]
const page: Sender = { window: 7, known: true, mainFrame: true, url: 'app://chromapatch/index.html' }
const entered = vi.fn<(request: unknown, context: Context) => unknown>()
let gate: Gate

beforeEach(() => {
  entered.mockReset().mockReturnValue({})
  const handlers = Object.fromEntries(names.map((name) => [name, entered])) as unknown as Handlers
  gate = { handlers, jobs: new Jobs(), progress: vi.fn() }
})

const codeOf = (given: Answer) => ('error' in given ? given.error.code : 'ok')
const messageOf = (given: Answer) => ('error' in given ? given.error.message : '')

describe('who may ask', () => {
  it.each<[string, Partial<Sender>]>([
    ['an unknown window', { known: false }],
    ['a frame inside of the page', { mainFrame: false }],
    ['another scheme', { url: 'https://chromapatch/index.html' }],
    ['another host', { url: 'app://chromapatch.evil/index.html' }],
    ['a user before the host', { url: 'app://chromapatch@evil/' }],
    ['a blank page', { url: 'about:blank' }],
    ['no address', { url: '' }],
  ])('refuses %s', async (_, change) => {
    expect(codeOf(await answer('hello', {}, { ...page, ...change }, gate))).toBe('REQUEST_REFUSED')
    await expect(answerDrop([], { ...page, ...change }, vi.fn())).rejects.toMatchObject({ code: 'REQUEST_REFUSED' })
    expect(entered).not.toHaveBeenCalled()
  })
})

describe('what may be asked', () => {
  it('hands a request that fits the contract to its handler, with the window', async () => {
    entered.mockReturnValue({ done: true })
    expect(await answer('saveSettings', DEFAULT_SETTINGS, page, gate)).toEqual({ ok: { done: true } })
    expect(entered).toHaveBeenCalledExactlyOnceWith(DEFAULT_SETTINGS, expect.objectContaining({ window: 7 }))
  })

  it.each([undefined, null, 1, '', 'nothing', 'constructor', '__proto__', 'toString', {}, ['hello']])('knows no call %j', async (name) => {
    expect(codeOf(await answer(name, {}, page, gate))).toBe('REQUEST_UNKNOWN')
  })

  it('says which field is wrong and what was expected', async () => {
    const request = { job: 'a', grant: 'x', damaged: 'yes' }
    expect(messageOf(await answer('open', { ...request, grant: 'A'.repeat(22) }, page, gate))).toBe(
      '"damaged" should be boolean, but is "yes".',
    )
    expect(messageOf(await answer('open', { job: 'a', grant: 'A'.repeat(22), damaged: true, path: '/x' }, page, gate))).toContain('path')
  })

  it('no request of the contract has a field for a path', () => {
    const fields = (schema: v.GenericSchema): string[] => {
      const { entries, item, wrapped, options, pipe } = schema as unknown as Record<string, unknown>
      const parts = [item, wrapped, ...((options as unknown[]) ?? []), ...((pipe as unknown[]) ?? []).slice(0, 1)].filter(
        (part) => part !== schema,
      )
      const inside = parts.filter((part) => typeof part === 'object' && part !== null).flatMap((part) => fields(part as v.GenericSchema))
      const own = Object.entries((entries ?? {}) as Record<string, v.GenericSchema>)
      return [...inside, ...own.flatMap(([key, value]) => [key, ...fields(value)])]
    }
    const all = names.flatMap((name) => fields(calls[name].request))
    expect(all).toEqual(expect.arrayContaining(['grant', 'patches', 'threshold', 'matte']))
    expect(all.filter((field) => /path|(?<!pro)file|folder|url/i.test(field))).toEqual([])
  })

  it('survives junk in every call without entering a handler', async () => {
    const junk = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withSparseArray: true,
      withNullPrototype: true,
    })
    for (const name of names) {
      await fc.assert(
        fc.asyncProperty(junk, async (request) => {
          fc.pre(Array.isArray(request) || !v.safeParse(calls[name].request, request).success)
          entered.mockClear()
          expect(codeOf(await answer(name, request, page, gate))).toBe('REQUEST_INVALID')
          expect(entered).not.toHaveBeenCalled()
        }),
        { numRuns: 150 },
      )
    }
  })

  it('survives requests that nearly fit', async () => {
    const segment = {
      job: 'a',
      document: 'd1',
      segmentation: { model: 'gaussian', parameters: {}, patches: [{ x: 0, y: 0, w: 1, h: 1, role: 'add' }], threshold: 0.1 },
      view: { level: 0, region: { x: 0, y: 0, w: 1, h: 1 } },
    }
    expect(codeOf(await answer('segment', segment, page, gate))).toBe('ok')
    const paths = [
      ['job'],
      ['document'],
      ['view'],
      ['view', 'level'],
      ['view', 'region', 'w'],
      ['segmentation', 'threshold'],
      ['segmentation', 'patches', '0', 'role'],
    ]
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), fc.anything(), async (path, value) => {
        const request = structuredClone(segment)
        let at = request as unknown as Record<string, unknown>
        for (const key of path.slice(0, -1)) at = at[key] as Record<string, unknown>
        at[path.at(-1)!] = value
        fc.pre(!v.safeParse(calls.segment.request, request).success)
        entered.mockClear()
        expect(codeOf(await answer('segment', request, page, gate))).toBe('REQUEST_INVALID')
        expect(entered).not.toHaveBeenCalled()
      }),
      { numRuns: 500 },
    )
  })

  it('refuses what is too large, too deep, cyclic or no plain data, before looking into it', async () => {
    const cycle: Record<string, unknown> = {}
    cycle['again'] = cycle
    const deep = Array.from({ length: 100 }).reduce<unknown>((inner) => [inner], 0)
    for (const request of [[], 'x'.repeat(64 * 1024 * 1024), Array(1e9), new Uint8Array(8), new Map(), 1n, cycle, deep]) {
      expect(messageOf(await answer('hello', request, page, gate))).toMatch(/^The request should be plain data of at most \d+ KiB\.$/)
    }
  })
})

describe('how much may be asked', () => {
  const most = <T>(count: number, each: T) => Array.from({ length: count }, () => each)
  const values = Object.fromEntries(Array.from({ length: 32 }, (_, i) => [`${i}`.padEnd(32, '-'), 'x'.repeat(64)]))
  const numbers = Object.fromEntries(Object.keys(values).map((key) => [key, 1]))
  const shape = { kind: 'lasso' as const, points: most(2 * CORNERS_MAX, 65_535) }
  const hand = { meanR: 0.3, meanG: 0.3, stdR: 0.1, stdG: 0.1, correlation: 0.5 }
  const largest: Segmentation = {
    model: 'x'.repeat(32),
    parameters: values,
    patches: most(PATCHES_MAX, { x: 1, y: 1, w: 1, h: 1, role: 'subtract' as const, class: 'x'.repeat(40), shape, hand }),
    gate: { kind: 'polygon', points: most(256, [0.1, 0.2]) },
    threshold: 1,
    automatic: true,
    clean: most(STEPS_MAX, { id: 'x'.repeat(32), parameters: numbers, enabled: true }),
    limit: { x: 1, y: 1, w: 1, h: 1, shape },
    contiguous: true,
  }

  it('the largest mask of the contract passes, in the call that sends two as well; with one patch more it does not', async () => {
    const asked = { job: 'x'.repeat(40), document: 'd123456789' }
    const two = { ...asked, first: largest, second: largest }
    expect(codeOf(await answer('measureDisagreement', two, page, gate))).toBe('ok')
    expect(entered).toHaveBeenCalledOnce()
    const second = { ...largest, patches: most(PATCHES_MAX + 1, largest.patches[0]!) }
    expect(messageOf(await answer('measureDisagreement', { ...two, second }, page, gate))).toContain('"second.patches" should be')
  })

  it('the limit follows from the contract', () => {
    expect(heaviest(DrawnMask)).toBe(weigh(largest, Infinity))
    // Bounded, whatever lists a learned colour may have.
    expect(REQUEST_LIMIT).toBeLessThan(40 * 1024 * 1024)
    expect(heaviest(v.array(v.number()))).toBe(Infinity)
  })

  it('all other lists of the contract, as long as they may be, stay far below', () => {
    const states = most(200, { id: 'x'.repeat(40), enabled: true, checked: false })
    const ignored = most(IGNORED_MAX, { x: 65_535, y: 65_535, w: 65_535, h: 65_535 })
    expect(weigh({ states, ignored })).toBeLessThan(64 * 1024)
  })
})

describe('the answer', () => {
  it('is an error with its code where the handler throws one', async () => {
    entered.mockImplementation(() => {
      throw new ChromapatchError('PHOTO_EMPTY', 'It is empty.', { hint: 'Take another.' })
    })
    expect(await answer('hello', {}, page, gate)).toEqual({
      error: { code: 'PHOTO_EMPTY', message: 'It is empty.', where: 'hello', hint: 'Take another.' },
    })
  })

  it('is INTERNAL for any other failure, never a rejection', async () => {
    entered.mockImplementation(() => Promise.reject(new TypeError('x is undefined')))
    expect(codeOf(await answer('hello', {}, page, gate))).toBe('INTERNAL')
    expect(ERROR_CODES).toContain('INTERNAL')
  })
})

describe('jobs', () => {
  const open = { job: 'open-1', grant: 'A'.repeat(22), damaged: false }
  /** A handler that lasts until it is cancelled. */
  const untilAborted = (_: unknown, { signal }: Context) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(new ChromapatchError('JOB_CANCELLED', 'Cancelled.'))))

  it('are cancelled by name, in their own window alone', async () => {
    entered.mockImplementation(untilAborted)
    const here = answer('open', open, page, gate)
    const there = answer('open', open, { ...page, window: 8 }, gate)
    gate.jobs.cancel(7, 'open-1')
    expect(codeOf(await here)).toBe('JOB_CANCELLED')
    await expect(Promise.race([there, Promise.resolve('still running')])).resolves.toBe('still running')
    gate.jobs.closeWindow(8)
    expect(codeOf(await there)).toBe('JOB_CANCELLED')
  })

  it('have names of their own while they run, and free them', async () => {
    entered.mockImplementationOnce(untilAborted)
    const first = answer('open', open, page, gate)
    expect(messageOf(await answer('open', open, page, gate))).toBe('"job" should be new, but "open-1" is still running.')
    gate.jobs.cancel(7, 'open-1')
    await first
    expect(codeOf(await answer('open', open, page, gate))).toBe('ok')
  })

  it('tell their progress to their window', async () => {
    entered.mockImplementation((_, { progress }) => progress('decode', 0.5))
    await answer('open', open, page, gate)
    expect(gate.progress).toHaveBeenCalledExactlyOnceWith(7, 'open-1', 'decode', 0.5)
  })

  it('"cancel" names a job without being one', async () => {
    entered.mockImplementationOnce(untilAborted)
    const running = answer('open', open, page, gate)
    expect(codeOf(await answer('cancel', { job: 'open-1' }, page, gate))).toBe('ok')
    gate.jobs.closeWindow(7)
    await running
  })
})

describe('drops', () => {
  it.each([null, {}, 'path', [1], [''], ['x'.repeat(32_768)], Array(257).fill('x')])('refuses %j', async (paths) => {
    const drop = vi.fn()
    await expect(answerDrop(paths, page, drop)).rejects.toMatchObject({ code: 'REQUEST_INVALID' })
    expect(drop).not.toHaveBeenCalled()
  })

  it('hands paths to the window that they were dropped on', async () => {
    const drop = vi.fn().mockResolvedValue(undefined)
    await answerDrop(['/a b.jpg'], page, drop)
    expect(drop).toHaveBeenCalledExactlyOnceWith(7, ['/a b.jpg'])
  })
})
