/** Short notes at the window's edge; each goes by itself after a while, unless the pointer or the focus rests on it. */
import { shallowReactive } from 'vue'
import { isCancelled, toWireError } from '../../../contract/errors'

export interface Toast {
  readonly id: number
  readonly kind: 'done' | 'note' | 'error'
  readonly text: string
  readonly detail?: string
  readonly action?: { readonly title: string; readonly run: () => void }
}

export const toasts = shallowReactive<Toast[]>([])

let made = 0

/** @returns its id, to dismiss it by. */
export function toast(note: Omit<Toast, 'id'>): number {
  made += 1
  toasts.push({ ...note, id: made })
  if (toasts.length > 3) toasts.shift()
  return made
}

/** What was thrown, by the call or the operation `where`, in its own words; nothing where the user cancelled it. */
export function toastFailure(thrown: unknown, where: string): void {
  if (isCancelled(thrown)) return
  const { message, hint } = toWireError(thrown, where)
  toast({ kind: 'error', text: message, detail: hint })
}

/** For what a key that is held would say with every repeat: not while it stands there. */
export function toastOnce(note: Omit<Toast, 'id'>): void {
  if (!toasts.some(({ text }) => text === note.text)) toast(note)
}

export function dismissToast(id: number): void {
  const at = toasts.findIndex((entry) => entry.id === id)
  if (at >= 0) toasts.splice(at, 1)
}
