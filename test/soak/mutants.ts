/** Mutants of whole pictures, seed by seed: none ends the process, none is slow, each has a code that a person understands. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { bases } from './bases'
import { mutant } from './mutator'
import { Opener, SLOW } from './opener'
import type { State } from './state'

/** Mutants of each picture for each seed. */
const EACH = 90

export interface MutantState {
  seeds: number
  opens: number
  crashes: number
  slow: number
  internal: number
  slowestMs: number
  outcomes: Record<string, number>
}
export const noMutants = (): MutantState => ({ seeds: 0, opens: 0, crashes: 0, slow: 0, internal: 0, slowestMs: 0, outcomes: {} })

/** Goes on after the last whole seed. @param until the time to stop, as `Date.now()`. */
export async function soakMutants(root: string, program: string, state: State, until: number, seeds: number, each = EACH): Promise<void> {
  const pictures = await bases(root)
  const opener = new Opener(program, root)
  try {
    while (state.value.mutants.seeds < seeds && Date.now() < until) {
      const found = structuredClone(state.value.mutants)
      for (const [p, { name, bytes }] of pictures.entries()) {
        for (let i = 0; i < each; i++) {
          const changed = mutant(bytes, found.seeds * 1_000_003 + p * 1009 + i)
          const { outcome, ms } = await opener.open(changed, name)
          const isBad = outcome === 'CRASHED' || outcome === 'HUNG' || outcome.startsWith('INTERNAL') || ms > SLOW
          found.opens++
          found.crashes += outcome === 'CRASHED' || outcome === 'HUNG' ? 1 : 0
          found.internal += outcome.startsWith('INTERNAL') ? 1 : 0
          found.slow += ms > SLOW ? 1 : 0
          found.slowestMs = Math.max(found.slowestMs, Math.round(ms))
          const told = outcome.split(':')[0]!
          found.outcomes[told] = (found.outcomes[told] ?? 0) + 1
          if (!isBad) continue
          mkdirSync(join(root, 'out/soak'), { recursive: true })
          writeFileSync(join(root, 'out/soak', `seed${found.seeds}-${i}-${told}-${name}`), changed)
          process.stderr.write(`${name}, seed ${found.seeds}, ${i}: ${outcome}, ${Math.round(ms)} ms; kept in out/soak\n`)
        }
      }
      found.seeds++
      state.save({ mutants: found })
      process.stderr.write(`mutants: seed ${found.seeds} of ${seeds}, ${found.opens} opened\n`)
    }
  } finally {
    opener.close()
  }
}
