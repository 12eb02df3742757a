/** What the end-to-end tests may look at: never there in a packaged application. */
import type { Documents } from './files/documents'
import type { EngineHost } from './engine-host/host'
import { refusedRequests } from './windows/hardening'

export interface Probe {
  /** Requests that would have left the application. */
  readonly refusedRequests: () => number
  readonly enginePid: () => number | undefined
  readonly engineMemory: () => Promise<{ resident: number; arena: number; documents: number }>
  readonly documents: () => readonly string[]
}

export function exposeProbe(host: EngineHost, documents: Documents): void {
  const probe: Probe = {
    refusedRequests: () => refusedRequests.count,
    enginePid: () => host.pid,
    engineMemory: () => host.call('memory', {}, { window: 0, job: '' }),
    documents: () => documents.all().map(({ document }) => document),
  }
  Object.assign(globalThis, { chromapatchProbe: probe })
}
