import { describe, expect, it, vi } from 'vitest'
import { passThrough } from '../../main/calls/pass-through'
import { Comparisons } from '../../main/files/comparisons'
import { Documents } from '../../main/files/documents'
import { timeLimit, writesFile } from '../../main/engine-host/call'
import { calls, traitsOf, type CallName } from '../../contract/contract'
import type { Context } from '../../main/ipc/gate'

const context = { window: 7, job: 'j1', signal: new AbortController().signal, progress: () => undefined } satisfies Context

function parts() {
  const documents = new Documents()
  const comparisons = new Comparisons(documents)
  const opened = { window: 7, source: { kind: 'file', path: '/a.png', name: 'a.png' }, damaged: false, info: {} } as never as object
  documents.add({ ...opened, document: 'd1' } as never)
  comparisons.add({ comparison: 'c1', window: 7, before: 'd1', after: 'd1' })
  const host = { call: vi.fn(async () => ({})) }
  return {
    host,
    handlers: passThrough({ documents, comparisons, host: host as never }) as Record<string, (...given: unknown[]) => unknown>,
  }
}

const passed = (Object.keys(calls) as CallName[]).filter((name) => traitsOf(name).engine)

describe('calls that the engine answers as they stand', () => {
  it.each(passed)('%s goes on without its job, under the same name', async (name) => {
    const { host, handlers } = parts()
    const subject = 'comparison' in calls[name].request.entries ? { comparison: 'c1' } : { document: 'd1' }
    await handlers[name]!({ job: 'j1', ...subject, other: 1 }, context)
    expect(host.call).toHaveBeenCalledExactlyOnceWith(name, { ...subject, other: 1 }, context)
  })

  it.each(passed)('%s of a photo or comparison of another window is refused', async (name) => {
    const { host, handlers } = parts()
    const strange = async () => await handlers[name]!({ job: 'j1', document: 'd1', comparison: 'c1' }, { ...context, window: 8 })
    await expect(strange()).rejects.toMatchObject({ code: expect.stringMatching(/^(DOCUMENT|COMPARISON)_UNKNOWN$/) })
    expect(host.call).not.toHaveBeenCalled()
  })
})

it('the time for a call and whether it writes are what the contract says', () => {
  expect(timeLimit('open')).toBe(120_000)
  expect(timeLimit('compare')).toBe(180_000)
  expect(timeLimit('probe')).toBe(60_000)
  expect(timeLimit('export')).toBe(600_000)
  expect((['export', 'exportFigures', 'exportComparison', 'saveRecipe', 'open'] as const).map(writesFile)).toEqual([
    true,
    true,
    true,
    true,
    false,
  ])
})
