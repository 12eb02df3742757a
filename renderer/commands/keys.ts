/** Electron accelerators, such as `CmdOrCtrl+Shift+Z`: as people read them, and whether a key press is one. Pure. */
export interface KeyPress {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly altKey: boolean
  readonly shiftKey: boolean
}

const ARROWS: Readonly<Record<string, string>> = { Left: '←', Right: '→', Up: '↑', Down: '↓' }
const MAC: Readonly<Record<string, string>> = { CmdOrCtrl: '⌘', Shift: '⇧', Alt: '⌥' }

/** `CmdOrCtrl++` has an empty last part: the key is `+` itself. */
function partsOf(keys: string): string[] {
  return keys === '+' ? ['+'] : keys.endsWith('++') ? [...keys.slice(0, -2).split('+'), '+'] : keys.split('+')
}

export function showKeys(keys: string, platform: string): string {
  const parts = partsOf(keys).map((part) => ARROWS[part] ?? (part === '-' ? '−' : part))
  if (platform === 'darwin') return parts.map((part) => MAC[part] ?? part).join('')
  return parts.map((part) => (part === 'CmdOrCtrl' ? 'Ctrl' : part)).join('+')
}

/**
 * Keys without a modifier, which the window handles itself. Arrows may come with Shift or Alt,
 * which then say how far or that a patch is resized.
 */
export function isPressed(keys: string, press: KeyPress): boolean {
  if (press.ctrlKey || press.metaKey) return false
  if (ARROWS[keys]) return press.key === `Arrow${keys}`
  if (press.altKey) return false
  if (keys === '+') return press.key === '+' || press.key === '='
  if (keys === 'Delete') return press.key === 'Delete' || press.key === 'Backspace'
  return keys.length === 1 && press.key.toLowerCase() === keys.toLowerCase()
}
