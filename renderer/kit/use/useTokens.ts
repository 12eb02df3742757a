/** The tokens as canvases need them: what they resolve to in the theme that shows. */
import { computed } from 'vue'
import { shownTheme } from '../../bridge/settings'

function tokenOf(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

export const tokens = computed(() => {
  void shownTheme.value
  return {
    text: tokenOf('--dim'),
    strong: tokenOf('--text'),
    grid: tokenOf('--grid-line'),
    plot: tokenOf('--plot'),
    panel: tokenOf('--panel'),
    accent: tokenOf('--accent'),
    bar: tokenOf('--bar-photo'),
    patch: (letter: number) => tokenOf(`--patch-${letter % 8}`),
  }
})

/** `#rrggbb` or `#rgb` as bytes. */
export function bytesOfHex(hex: string): [number, number, number] {
  const long = hex.length === 4 ? [...hex.slice(1)].map((digit) => digit + digit).join('') : hex.slice(1, 7)
  const value = Number.parseInt(long, 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}
