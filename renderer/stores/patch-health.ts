/** Whether a patch is fit to learn a colour from, and why not: the dot beside it. Pure. */
import type { PatchStatistics } from '../../preload/contract'

export interface PatchHealth {
  readonly tone: 'good' | 'warn' | 'error' | 'off'
  readonly text: string
}

const PIXELS_MIN = 50

export function patchHealth(on: boolean, statistics: PatchStatistics | null): PatchHealth {
  if (!on) return { tone: 'off', text: 'Switched off: it does not count.' }
  if (!statistics) return { tone: 'off', text: 'Not looked at yet.' }
  if (statistics.pixels === 0) return { tone: 'error', text: 'Every pixel of it is black: there is no colour to look for.' }
  if (statistics.pixels < PIXELS_MIN) return { tone: 'warn', text: `Only ${statistics.pixels} usable pixels: draw it larger.` }
  if (statistics.floored) return { tone: 'warn', text: 'Its colours hardly differ: a least deviation of 1/765 is used instead.' }
  return { tone: 'good', text: `${statistics.pixels.toLocaleString('en-US')} usable pixels.` }
}
