/** The window's state as plain data, to be kept between starts; which photos it is of, main keeps. */
import { keepPair, type KeptPair } from '../pair/stores/kept'
import { photos } from '../pair/stores/pair'
import type { Request } from '../../contract/contract'
import type { KeptPhoto, PhotoRole } from '../../contract/workspace'
import { charts } from '../charts/choices'
import { info } from '../mask/stores/documents'
import { exportChoices, type ExportChoices } from '../mask/stores/export-choices'
import type { HistoryDump } from '../kit/use/history'
import { waitingSession } from '../photo/last-session'
import { history, segmentation, wholeState, type SegmentationState } from '../mask/stores/segmentation'
import { view } from '../commands/view'
import { fitted, lookFrom, viewpoint } from '../mask/stores/viewport'

const VERSION = 1
/** In characters: steps of the history are kept up to it, since it is written again after each change. Below it, nothing is dropped. */
const LENGTH_WITH_STEPS = 190_000
const STEPS_MAX = 400

interface Snapshot {
  readonly version: typeof VERSION
  readonly view: Pick<typeof view, 'workspace' | 'shown' | 'tool' | 'swipe' | 'after' | 'backdrop'>
  readonly mask: {
    readonly state: SegmentationState
    readonly history: HistoryDump<SegmentationState>
    readonly viewpoint: { readonly zoom: number; readonly x: number; readonly y: number } | null
  }
  readonly pair: KeptPair
  readonly exports: ExportChoices
  readonly charts?: Partial<typeof charts>
}

/** The photos that are open, for main to keep; where none is, the one of the last session that waits there. */
export function openPhotos(): Request<'saveWorkspace'>['photos'] {
  return (['mask', 'before', 'after'] as const).flatMap((role): Request<'saveWorkspace'>['photos'] => {
    const open = role === 'mask' ? info.value : photos[role]?.info
    if (open) return [{ role, document: open.document }]
    const waiting = waitingFor(role)
    return waiting?.handle ? [{ role, grant: waiting.handle, damaged: waiting.damaged }] : []
  })
}

/** One of the last session that did not open, while no other has its place. */
function waitingFor(role: PhotoRole): KeptPhoto | undefined {
  const isTaken = (role === 'mask' ? info.value : photos[role]) !== null
  return isTaken ? undefined : waitingSession.value?.photos.find((photo) => photo.role === role)
}

/** As text, with as many steps of the history as there is room for; longer than the contract takes (STATE_MAX) where there is too much of the rest. */
export function snapshotText(): string {
  // First without: hundreds of steps that are as long would stop the window for seconds.
  const bare = JSON.stringify(snapshot(0))
  if (bare.length > LENGTH_WITH_STEPS) return bare
  for (let most = STEPS_MAX; most > 0; most = Math.floor(most / 2)) {
    const text = JSON.stringify(snapshot(most))
    if (text.length <= LENGTH_WITH_STEPS) return text
  }
  return bare
}

function snapshot(most: number): Snapshot {
  const { workspace, shown, tool, swipe, after, backdrop } = view
  const last = waitingSession.value && readSnapshot(waitingSession.value.state)
  const lastPair = waitingFor('before') || waitingFor('after') ? last?.pair : undefined
  const mask = { state: segmentation.value, history: history.dump(most), viewpoint: fitted.value ? null : viewpoint.value }
  return {
    version: VERSION,
    view: { workspace, shown, tool, swipe, after, backdrop },
    mask: (waitingFor('mask') && last?.mask) ?? mask,
    pair: lastPair ?? keepPair(most),
    exports: exportChoices,
    charts,
  }
}

/** Null for a text of another version, or that is none of ours. */
export function readSnapshot(text: string): Snapshot | null {
  try {
    const read = JSON.parse(text) as Partial<Snapshot>
    const isOurs = read.version === VERSION && Array.isArray(read.mask?.state.patches) && Array.isArray(read.mask.history.done)
    return isOurs && read.view && read.pair && read.exports ? (read as Snapshot) : null
  } catch {
    return null
  }
}

/** What the window looks like, before any photo is there. */
export function restoreView({ view: shown, exports, charts: options }: Snapshot): void {
  Object.assign(view, shown)
  Object.assign(exportChoices, exports)
  Object.assign(charts, options)
}

/** On the photo that is open now. What was added since the snapshot was made has its default. */
export function restoreMask({ mask }: Snapshot): void {
  segmentation.value = wholeState(mask.state)
  history.load({ ...mask.history, states: mask.history.states.map(wholeState) })
  if (mask.viewpoint) lookFrom(mask.viewpoint)
}

/** How many patches there were. */
export const patchCount = ({ mask }: Snapshot): number => mask.state.patches.length
