/** The calls that are not answered yet: those that the engine is at, by the id that it answers to, and those that wait for an engine, in order. */
import type { EngineCall } from './call'

export class CallQueue {
  readonly #running = new Map<number, EngineCall>()
  #waiting: EngineCall[] = []
  #lastId = 0

  /** The engine is asked now. */
  begin(call: EngineCall): number {
    const id = ++this.#lastId
    this.#running.set(id, call)
    return id
  }

  wait(call: EngineCall): void {
    this.#waiting.push(call)
  }

  running(id: number): EngineCall | undefined {
    return this.#running.get(id)
  }

  /** Undefined where it waits, or is answered. */
  idOf(call: EngineCall): number | undefined {
    return [...this.#running].find(([, other]) => other === call)?.[0]
  }

  /** The engine has answered. */
  end(id: number): void {
    clearTimeout(this.#running.get(id)?.timer)
    this.#running.delete(id)
  }

  /** Of a call that waits. */
  drop(call: EngineCall): void {
    this.#waiting = this.#waiting.filter((other) => other !== call)
  }

  /** The engine is gone: what it was at, in order. */
  takeRunning(): EngineCall[] {
    const calls = [...this.#running.values()]
    for (const call of calls) clearTimeout(call.timer)
    this.#running.clear()
    return calls
  }

  takeWaiting(): EngineCall[] {
    return this.#waiting.splice(0)
  }

  /** Before all that wait already. */
  waitFirst(calls: readonly EngineCall[]): void {
    this.#waiting.unshift(...calls)
  }

  /** The first open that was under way when an engine crashed. */
  takeSuspect(): EngineCall | undefined {
    const index = this.#waiting.findIndex((call) => call.opening && call.crashes > 0)
    return index < 0 ? undefined : this.#waiting.splice(index, 1)[0]
  }
}
