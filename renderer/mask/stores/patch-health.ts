/** Whether a patch is fit to learn a colour from, and why not: the dot beside it. Pure. */
import { showCount } from '../../../contract/shown'
import { CHROMATICITY_FLOOR, FEW_PIXELS, SMOOTHED_DEVIATION, SPOILT_SHARE, type Floor } from '../../../core/models/shared/patch-health'
import type { PatchStatistics } from '../../../contract/contract'

export interface PatchHealth {
  readonly tone: 'good' | 'warn' | 'error' | 'off'
  readonly text: string
}

/** What was found of a patch, in figures: what a row of its sheet says, and whether it speaks against the patch. */
export interface HealthFigure {
  readonly id: string
  readonly name: string
  readonly value: string
  readonly bad: boolean
  readonly tip: string
}

const perCent = (part: number, of: number) => `${((100 * part) / Math.max(1, of)).toFixed(part === 0 ? 0 : 1)} %`
const isSpoilt = (part: number, { pixels }: PatchStatistics) => part > SPOILT_SHARE * pixels
const isSmoothed = ({ stdR, stdG }: PatchStatistics) => Math.min(stdR, stdG) < SMOOTHED_DEVIATION

/** `deviation`: the model divides by the patch's deviations, none of them below `floor`; a histogram does not. */
export function healthFigures(statistics: PatchStatistics, deviation: boolean, floor: Floor = CHROMATICITY_FLOOR): HealthFigure[] {
  const { pixels, clipped, dark, black, leftOut, floored } = statistics
  const yes = (is: boolean) => (is ? 'yes' : 'no')
  const figures = [
    {
      id: 'usable',
      name: 'usable',
      value: showCount(pixels),
      bad: pixels < FEW_PIXELS,
      tip: `Pixels to learn from; under ${FEW_PIXELS} is a guess`,
    },
    {
      id: 'left',
      name: 'left out',
      value: showCount(black + leftOut),
      bad: false,
      tip: 'Black pixels, and those that the model’s options leave out',
    },
    {
      id: 'clipped',
      name: 'clipped',
      value: perCent(clipped, pixels),
      bad: isSpoilt(clipped, statistics),
      tip: 'A channel at 255: the true colour is not in the photo',
    },
    { id: 'dark', name: 'dark', value: perCent(dark, pixels), bad: isSpoilt(dark, statistics), tip: 'R + G + B under 48: mostly noise' },
  ]
  if (!deviation) return figures
  const smoothed = !floored && isSmoothed(statistics)
  return [
    ...figures,
    {
      id: 'flat',
      name: 'flat',
      value: yes(floored),
      bad: floored,
      tip: `So even that the least deviation of ${floor.value} is used instead`,
    },
    {
      id: 'smoothed',
      name: 'smoothed',
      value: yes(smoothed),
      bad: smoothed,
      tip: 'As smooth as JPEG’s colour averaging (4:2:0) makes it: the surface may vary more',
    },
  ]
}

export function patchHealth(
  on: boolean,
  statistics: PatchStatistics | null,
  deviation = true,
  floor: Floor = CHROMATICITY_FLOOR,
): PatchHealth {
  if (!on) return { tone: 'off', text: 'Switched off: it does not count.' }
  if (!statistics) return { tone: 'off', text: 'Not looked at yet.' }
  if (statistics.pixels === 0) return { tone: 'error', text: 'Every pixel of it is black: there is no colour to look for.' }
  if (statistics.pixels < FEW_PIXELS) return { tone: 'warn', text: `Only ${statistics.pixels} usable pixels: draw it larger.` }
  if (statistics.floored) return { tone: 'warn', text: `Its colours hardly differ: a least deviation of ${floor.value} is used instead.` }
  if (isSpoilt(statistics.clipped, statistics))
    return { tone: 'warn', text: `${perCent(statistics.clipped, statistics.pixels)} of it is clipped: choose a less bright place.` }
  if (isSpoilt(statistics.dark, statistics))
    return { tone: 'warn', text: `${perCent(statistics.dark, statistics.pixels)} of it is dark: choose a brighter place.` }
  if (deviation && isSmoothed(statistics)) return { tone: 'warn', text: 'Very smooth, as JPEG makes it: the real surface may vary more.' }
  return { tone: 'good', text: `${showCount(statistics.pixels)} usable pixels.` }
}
