/** The engine as this window sees it. `epoch` grows with every start: whoever holds pixels asks again. */
import { reactive } from 'vue'
import type { EventPayload } from '../../contract/contract'

export const engine = reactive({ state: 'ready' as EventPayload<'engine'>['state'], epoch: 0 })

/** Whatever failed is asked for once more. */
export function retry(): void {
  engine.epoch += 1
}

export function engineChanged({ state }: EventPayload<'engine'>): void {
  if (state === 'ready' && engine.state !== 'ready') engine.epoch += 1
  engine.state = state
}
