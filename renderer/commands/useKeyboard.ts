/** Keys that the native menu does not own: single letters, digits and arrows, and Space held to pan. */
import { onScopeDispose, ref } from 'vue'
import { commands, isMenuKey } from '../../contract/commands'
import { isEnabled, perform } from './registry'
import { isPressed } from './keys'
import { current } from './current'

/** While Space is down the pane pans. */
export const spaceHeld = ref(false)

const own = commands.filter((command) => command.keys !== null && !isMenuKey(command.keys))
const NO_TYPING = new Set(['range', 'checkbox', 'radio', 'button', 'color'])
/** Roles that use the arrows themselves. */
const ARROW_ROLES = '[role=slider], [role=radiogroup], [role=listbox], [role=tablist], input[type=range], input[type=radio]'

export function isTyping(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return !NO_TYPING.has(target.type)
  return (
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLElement && target.isContentEditable)
  )
}

export function useKeyboard(): void {
  function down(event: KeyboardEvent): void {
    if (event.defaultPrevented || current.dialog !== null || isTyping(event.target)) return
    const target = event.target instanceof HTMLElement ? event.target : document.body
    if (event.key === ' ') {
      // A control that was reached by Tab keeps its Space; one that was clicked before does not.
      if (target !== document.body && !target.closest('[data-pane]') && target.matches(':focus-visible')) return
      event.preventDefault()
      spaceHeld.value = true
      return
    }
    if (event.key.startsWith('Arrow') && target.closest(ARROW_ROLES)) return
    // The workspaces share keys: the one that is shown has them.
    const command = own.find(({ id, keys }) => keys !== null && isPressed(keys, event) && isEnabled(id))
    if (!command) return
    event.preventDefault()
    perform(command.id, event)
  }
  const up = (event: KeyboardEvent) => {
    if (event.key === ' ') {
      // A button acts when Space comes up.
      if (spaceHeld.value) event.preventDefault()
      spaceHeld.value = false
    }
  }
  const blur = () => (spaceHeld.value = false)

  window.addEventListener('keydown', down)
  window.addEventListener('keyup', up)
  window.addEventListener('blur', blur)
  onScopeDispose(() => {
    window.removeEventListener('keydown', down)
    window.removeEventListener('keyup', up)
    window.removeEventListener('blur', blur)
  })
}
