/** Short notes at the window's edge; each goes by itself after a while, unless the pointer or the focus rests on it. */
import { shallowReactive } from 'vue'

export interface Toast {
  readonly id: number
  readonly kind: 'done' | 'note' | 'error'
  readonly text: string
  readonly detail?: string
  readonly action?: { readonly title: string; readonly run: () => void }
}

export const toasts = shallowReactive<Toast[]>([])

let made = 0

/** A failure that is being said is not said twice. @returns its id, to dismiss it by. */
export function toast(note: Omit<Toast, 'id'>): number {
  const said = toasts.find(
    ({ kind, text, detail }) => kind === 'error' && note.kind === kind && note.text === text && note.detail === detail,
  )
  if (said) return said.id
  made += 1
  toasts.push({ ...note, id: made })
  if (toasts.length > 3) toasts.shift()
  return made
}

export function dismissToast(id: number): void {
  const at = toasts.findIndex((entry) => entry.id === id)
  if (at >= 0) toasts.splice(at, 1)
}
