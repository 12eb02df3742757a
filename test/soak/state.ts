/** How far a soak has come, kept after each part, so that it goes on where it was ended. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { noMutants, type MutantState } from './mutants'

export interface Found {
  mutants: MutantState
  kills: { done: number; met: number; half: number; parts: number }
  opens: { done: number; bytesEach: number; descriptors: number } | null
  batch: { done: number; failed: number; outputs: number; earlyMegabytes: number; mostMegabytes: number } | null
}

export class State {
  readonly #path: string
  value: Found

  constructor(root: string, anew: boolean) {
    this.#path = join(root, 'out/soak/state.json')
    const none: Found = { mutants: noMutants(), kills: { done: 0, met: 0, half: 0, parts: 0 }, opens: null, batch: null }
    this.value = none
    if (anew) return
    try {
      this.value = { ...none, ...(JSON.parse(readFileSync(this.#path, 'utf8')) as Partial<Found>) }
    } catch {
      // The first time there is none.
    }
  }

  save(found: Partial<Found>): void {
    this.value = { ...this.value, ...found }
    mkdirSync(dirname(this.#path), { recursive: true })
    writeFileSync(this.#path, `${JSON.stringify(this.value, null, 1)}\n`)
  }
}
