/** Where the walkthrough is, and how the window was before it: leaving puts it back. */
import { computed, reactive } from 'vue'
import { charts, type ChartTab } from '../../../charts/choices'
import { settings } from '../../../bridge/settings'
import { view, type ViewId } from '../../stores/view'
import { WALK_STEPS } from './steps'
import { method, type PictureId } from '../stores/pictures'
import { strip } from '../stores/strip'

interface Before {
  readonly shown: ViewId
  readonly picture: PictureId
  readonly strip: boolean
  readonly drawer: boolean
  readonly tab: ChartTab
  readonly hueOf: typeof charts.hueOf
  readonly measuring: boolean
}

export const walk = reactive({ at: 0, before: null as Before | null })

export const walking = computed(() => walk.before !== null)
export const walkStep = computed(() => WALK_STEPS[walk.at]!)

/** It goes on where it was left. */
export function startWalk(): void {
  if (walk.before) return
  walk.before = {
    shown: view.shown,
    picture: method.picture,
    strip: strip.shown,
    drawer: settings.drawer,
    tab: charts.tab,
    hueOf: charts.hueOf,
    measuring: view.measuring,
  }
  goTo(walk.at)
}

export function leaveWalk(): void {
  const { before } = walk
  if (!before) return
  walk.before = null
  view.shown = before.shown
  method.picture = before.picture
  strip.shown = before.strip
  settings.drawer = before.drawer
  charts.tab = before.tab
  charts.hueOf = before.hueOf
  view.measuring = before.measuring
}

/** Shows what the step speaks of; a step that speaks of no chart leaves the drawer as it was. */
export function goTo(at: number): void {
  const step = WALK_STEPS[at]
  if (!step || !walk.before) return
  walk.at = at
  const { shows } = step
  if (shows.picture) method.picture = shows.picture
  view.shown = shows.view
  strip.shown = shows.strip ?? false
  settings.drawer = shows.charts !== undefined || walk.before.drawer
  if (!shows.charts) return
  charts.tab = shows.charts
  charts.hueOf = shows.hueOf ?? walk.before.hueOf
  view.measuring = false
}
