/** The last session, as long as not all of it is back: what is offered of it, and what of it waits for its photos. */
import { computed, shallowRef } from 'vue'
import type { KeptWorkspace } from '../../contract/workspace'

export interface LastSession extends Omit<KeptWorkspace, 'how'> {
  /** `waiting`: it is being brought back, or was, and these photos did not open. */
  readonly how: KeptWorkspace['how'] | 'waiting'
}

/** What could come back, until the user decides; null where there is nothing, or it is back. */
export const lastSession = shallowRef<LastSession | null>(null)

/** What is to be kept as it was, until its photos are there or others have their places. */
export const waitingSession = computed(() => (lastSession.value?.how === 'waiting' ? lastSession.value : null))
