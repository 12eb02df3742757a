/** What is kept of the comparison between starts, as plain data; which photos it is of, main keeps. */
import type { Box } from '../../../contract/comparison'
import type { Viewpoint } from '../../pane/viewpoint'
import type { HistoryDump } from '../../kit/use/history'
import { choices, pairHistory, wholeChoices, type Choices } from './choices'
import { keptSeen, restoreSeen } from './regions'
import { pairView } from './view'
import { fitted, lookFrom, viewpoint } from './viewport'

/** Of an older program, parts may be missing. */
export interface KeptPair {
  readonly choices: Partial<Choices>
  readonly history: HistoryDump<Partial<Choices>>
  readonly view: Partial<typeof pairView>
  /** Changes that were ticked off. */
  readonly seen?: readonly Box[]
  /** Null: fitted. */
  readonly viewpoint?: Viewpoint | null
}

/** What begins with one gesture and ends with the next is not brought back. */
const AT_REST = { peeking: false, running: false, nudging: false, picking: false } as const

/** @param most so many steps of the history at the most. */
export function keepPair(most: number): KeptPair {
  return {
    choices: choices.value,
    history: pairHistory.dump(most),
    view: { ...pairView, ...AT_REST },
    seen: keptSeen(),
    viewpoint: fitted.value ? null : viewpoint.value,
  }
}

/** On the two photos that are open now. What was added since it was kept has its default. */
export function restorePair({ choices: chosen, history, view, seen = [], viewpoint: from = null }: KeptPair): void {
  choices.value = wholeChoices(chosen)
  pairHistory.load({ ...history, states: history.states.map(wholeChoices) })
  Object.assign(pairView, view)
  restoreSeen(seen)
  if (from) lookFrom(from)
}
