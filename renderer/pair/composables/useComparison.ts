/** Has the engine compare the pair whenever photos, alignment or light are others, and report anew when only a slider moved. */
import { onScopeDispose, watch } from 'vue'
import type { CompareOptions, DetectOptions } from '../../../contract/comparison'
import { isCancelled, toWireError } from '../../../contract/errors'
import { on } from '../../bridge/api'
import { newestWins } from '../../kit/use/newestWins'
import { reportBusy } from '../../bridge/busy'
import { engine } from '../../bridge/engine'
import { closeComparison, comparePhotos, detectChanges, measure } from '../stores/client'
import { choices, detectKey, detectOptions, forgetPair, measureKey } from '../stores/choices'
import {
  BESIDE,
  changes,
  comparison,
  LOW_SENSITIVITY,
  nudged,
  progress,
  slowMetrics,
  trouble,
  unfolded,
  weakChanges,
} from '../stores/comparison'
import { after, before } from '../stores/pair'
import { forgetRegions } from '../stores/regions'
import { fit } from '../stores/viewport'

interface CompareWish {
  readonly before: string
  readonly after: string
  readonly key: string
  readonly epoch: number
  readonly options: CompareOptions
}

interface DetectWish {
  readonly comparison: string
  readonly options: DetectOptions
}

/** Keys that move a photo are pressed many times: the engine hears of the last one. */
const MANUAL_REST_MS = 260
/** The picture comes first. */
const METRICS_REST_MS = 400

/** One for each comparison that came; tests count them. */
const COMPARED_MARK = 'chromapatch:compared'

/** Documents and settings that were last asked for. */
let asked = ''
/** Stops what is under way; the photos stay as they are. */
export let cancelComparing: () => void = () => undefined
/** What the changes that are shown were asked for with. */
let reported = ''
/** Comparison, least area and ignored areas that `weakChanges` is of. */
let weakKey = ''

export function useComparison(): void {
  let job = ''
  const compared = newestWins({
    ask: async (wish: CompareWish, signal) => {
      Object.assign(progress, { running: true, stage: '', fraction: 0 })
      return await comparePhotos(wish, wish.options, { signal, started: (name) => (job = name) })
    },
    answered: (found, { before: a, after: b, key, epoch, options }) => {
      release()
      comparison.value = { found, before: a, after: b, key, epoch }
      const { regions, perhaps, lightOnly, verdict, changedFraction, minArea } = found
      changes.value = { regions, perhaps, lightOnly, verdict, changedFraction, minArea }
      reported = detectKey(detectOptions(options))
      trouble.value = null
      nudged.value = { dx: 0, dy: 0 }
      performance.mark(COMPARED_MARK)
      askForChanges()
      measured.want(found.comparison, METRICS_REST_MS)
    },
    failed: (thrown) => {
      release()
      changes.value = null
      trouble.value = toWireError(thrown, 'compare')
      nudged.value = { dx: 0, dy: 0 }
    },
    patience: 0,
  })
  watch(compared.pending, (isPending) => !isPending && Object.assign(progress, { running: false, stage: '', fraction: 0 }))

  const detected = newestWins({
    ask: async ({ comparison: id, options }: DetectWish, signal) => {
      const key = JSON.stringify([id, options.minArea, options.ignored])
      const isWeakKnown = key === weakKey
      if (!isWeakKnown && options.sensitivity > LOW_SENSITIVITY) {
        const weak = await detectChanges(id, { ...options, sensitivity: LOW_SENSITIVITY }, signal)
        if (comparison.value?.found.comparison === id) [weakKey, weakChanges.value] = [key, weak]
      }
      return await detectChanges(id, options, signal)
    },
    answered: (found, { comparison: id, options }) => {
      if (comparison.value?.found.comparison !== id) return
      changes.value = found
      reported = detectKey(options)
    },
    failed: (thrown, { comparison: id }) => {
      if (comparison.value?.found.comparison === id && engine.state === 'ready') trouble.value = toWireError(thrown, 'detectChanges')
    },
    patience: 500,
  })
  function askForChanges(): void {
    const open = comparison.value
    if (!open) return detected.drop()
    const options = detectOptions(choices.value)
    const isKnown = weakKey === JSON.stringify([open.found.comparison, options.minArea, options.ignored])
    if (isKnown && !detected.pending.value && reported === detectKey(options)) return
    detected.want({ comparison: open.found.comparison, options })
  }

  const measured = newestWins({
    ask: (id: string, signal) => measure(id, signal),
    answered: (found, id) => {
      if (comparison.value?.found.comparison === id) slowMetrics.value = found
    },
    patience: 0,
  })

  function release(): void {
    measured.drop()
    detected.drop()
    if (comparison.value) closeComparison(comparison.value.found.comparison)
    comparison.value = null
    slowMetrics.value = null
    weakChanges.value = null
    weakKey = ''
  }

  watch(
    [before, after, choices, () => engine.epoch, () => engine.state],
    ([a, b, wanted, epoch, state], old) => {
      const [beforeWas, afterWas] = old
      const isFirst = beforeWas === undefined
      if (!isFirst && (a?.document !== beforeWas?.document || b?.document !== afterWas?.document)) pairChanged()
      // The engine was started again while nobody looked: nothing of it can be asked for.
      if (isFirst && comparison.value && comparison.value.epoch !== epoch) release()
      if (!a || !b) {
        compared.drop()
        release()
        changes.value = null
        trouble.value = null
        return
      }
      if (state !== 'ready') return
      const { sensitivity, minArea, ignored } = choices.value
      const key = measureKey(wanted)
      const open = comparison.value
      const isOpen = open?.before === a.document && open.after === b.document && open.key === key && open.epoch === epoch
      if (isOpen && !compared.pending.value) return askForChanges()
      if (asked === JSON.stringify([a.document, b.document, key, epoch]) && (compared.pending.value || trouble.value)) return
      asked = JSON.stringify([a.document, b.document, key, epoch])
      trouble.value = null
      const options = { align: wanted.align, manual: wanted.manual, light: wanted.light, sensitivity, minArea, ignored: [...ignored] }
      compared.want({ before: a.document, after: b.document, key, epoch, options }, wanted.manual ? MANUAL_REST_MS : 0)
    },
    { immediate: true },
  )

  const stops = [
    on('progress', (event) => {
      if (event.job === job) Object.assign(progress, { stage: event.stage, fraction: event.fraction })
    }),
    reportBusy(compared.pending),
    reportBusy(detected.pending),
  ]
  cancelComparing = () => {
    compared.drop()
    Object.assign(progress, { running: false, stage: '', fraction: 0 })
  }
  onScopeDispose(() => {
    for (const stop of stops) stop()
    compared.drop()
    detected.drop()
    measured.drop()
    asked = ''
  })
}

function pairChanged(): void {
  forgetPair()
  forgetRegions()
  changes.value = null
  for (const name of BESIDE) unfolded[name] = false
  fit()
}

/** The regions of the settings that show now, whatever was asked for last: a report must say what the window says. */
export async function settleChanges(): Promise<void> {
  const open = comparison.value
  if (!open) return
  try {
    changes.value = await detectChanges(open.found.comparison, detectOptions(choices.value))
  } catch (thrown) {
    if (!isCancelled(thrown)) throw thrown
  }
}
