/** What is kept of the comparison between starts, as plain data; which photos it is of, main keeps. */
import { nextTick } from 'vue'
import type { Box } from '../../contract/comparison'
import type { KeptPhoto } from '../../contract/workspace'
import type { Keeper } from '../commands/workspaces'
import type { Viewpoint } from '../pane/viewpoint'
import type { HistoryDump } from '../kit/use/history'
import { choices, pairHistory, wholeChoices, type Choices } from './stores/choices'
import { openSide, photos, SIDES, type Side } from './stores/pair'
import { keptSeen, restoreSeen } from './stores/regions'
import { pairView } from './stores/view'
import { fitted, lookFrom, viewpoint } from './stores/viewport'

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
const AT_REST = { peeking: false, running: false, nudging: false, picking: false, pinning: false } as const

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
  Object.assign(pairView, view, AT_REST)
  restoreSeen(seen)
  if (from) lookFrom(from)
}

async function bringBack(wanted: readonly KeptPhoto[], kept: unknown): Promise<void> {
  const open = async ({ role, handle, name, damaged }: KeptPhoto) =>
    isSide(role) && handle !== null ? await openSide(role, { handle, name }, damaged) : undefined
  await Promise.all(wanted.map(open))
  // The comparison forgets what belonged to the pair before, in the next turn.
  await nextTick()
  const isOpen = ({ role, handle }: KeptPhoto) => isSide(role) && photos[role]?.grant.handle === handle
  if (kept !== null && wanted.some(isOpen)) restorePair(kept as KeptPair)
}

const isSide = (role: string): role is Side => SIDES.some((side) => side === role)

export const pairKeeper: Keeper = {
  key: 'pair',
  roles: SIDES,
  photo: (role) => {
    const photo = isSide(role) ? photos[role] : null
    return photo && { info: photo.info, handle: photo.grant.handle }
  },
  keep: keepPair,
  isReadable: (kept) => typeof kept === 'object' && kept !== null,
  bringBack,
  keepLook: () => ({}),
  restoreLook: () => undefined,
  sources: [choices, photos, pairView, keptSeen, viewpoint],
}
