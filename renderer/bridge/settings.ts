/** What main keeps for this user between starts, and the theme that follows from it. */
import { reactive, ref, toRaw, watch } from 'vue'
import { DEFAULT_SETTINGS, type Settings } from '../../contract/contract'
import { call } from './api'

export const settings = reactive<Settings>({ ...DEFAULT_SETTINGS })

/** The theme that shows now; canvases read their colours anew when it changes. */
export const shownTheme = ref<'light' | 'dark'>('dark')

const SAVE_AFTER_MS = 400
let asked: MediaQueryList | undefined
/** Asked when a theme is shown: stores are read where there is no window as well. */
const prefersLight = () => (asked ??= window.matchMedia('(prefers-color-scheme: light)'))

/** `data-theme` is always `light` or `dark`, so that each token is written once per theme. */
export function applyTheme(): void {
  const system = prefersLight().matches ? 'light' : 'dark'
  const shown = settings.theme === 'system' ? system : settings.theme
  document.documentElement.dataset['theme'] = shown
  shownTheme.value = shown
}

/** Takes the stored settings; from then on every change is saved and shown. */
export function adoptSettings(stored: Settings): void {
  Object.assign(settings, stored)
  applyTheme()
  prefersLight().addEventListener('change', applyTheme)
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(settings, () => {
    applyTheme()
    clearTimeout(timer)
    timer = setTimeout(() => void call('saveSettings', { ...toRaw(settings) }).catch(() => undefined), SAVE_AFTER_MS)
  })
}
