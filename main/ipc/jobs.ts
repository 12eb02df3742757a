/** Which long calls of which window are running, so that they can be cancelled, alone or with their window. */
import { ChromapatchError } from '../../contract/errors'

export class Jobs {
  readonly #windows = new Map<number, Map<string, AbortController>>()

  /** `job` is null for a short call, which ends with its window alone. Throws REQUEST_INVALID where the job is running already. */
  begin(window: number, job: string | null): { signal: AbortSignal; end: () => void } {
    const running = this.#windows.get(window) ?? new Map<string, AbortController>()
    this.#windows.set(window, running)
    // No job id that the contract allows has this form.
    const key = job ?? `short call ${++this.#shortCalls}`
    if (running.has(key)) throw new ChromapatchError('REQUEST_INVALID', `"job" should be new, but "${key}" is still running.`)
    const controller = new AbortController()
    running.set(key, controller)
    return { signal: controller.signal, end: () => void running.delete(key) }
  }
  #shortCalls = 0

  /** Cancelling what has ended is no error: the answer may be on its way. */
  cancel(window: number, job: string): void {
    this.#windows.get(window)?.get(job)?.abort()
  }

  closeWindow(window: number): void {
    for (const controller of this.#windows.get(window)?.values() ?? []) controller.abort()
    this.#windows.delete(window)
  }
}
