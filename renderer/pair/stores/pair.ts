/**
 * The two photos of the compare workspace: which are open, which are being opened, and what went wrong.
 * A photo stays until the next one of its side is really there; the engine then closes it.
 */
import { computed, reactive, shallowReactive, shallowRef } from 'vue'
import type { DocumentInfo, Grant } from '../../../contract/contract'
import { ChromapatchError, isCancelled, toWireError, type WireError } from '../../../contract/errors'
import { call } from '../../bridge/api'
import { reportBusy } from '../../bridge/busy'
import { closeInEngine, openPhoto } from '../../photo/opening'
import { toast } from '../../kit/use/toasts'
import { SIDES, type Side } from '../paint/views'

export { SIDES, type Side } from '../paint/views'
export const SIDE_TITLES = { before: 'Before', after: 'After' } as const

export interface PairPhoto {
  readonly info: DocumentInfo
  /** Handle that it came from. */
  readonly grant: Grant
}

export interface PairFailure {
  readonly error: WireError
  /** The file that could not be opened; null where the failure is not about one. */
  readonly grant: Grant | null
}

interface Opening {
  readonly name: string
  stage: string
  fraction: number
}

export const photos = shallowReactive<Record<Side, PairPhoto | null>>({ before: null, after: null })
export const openings = reactive<Record<Side, Opening | null>>({ before: null, after: null })
export const failures = shallowReactive<Record<Side, PairFailure | null>>({ before: null, after: null })
/** A failure that is about neither side, such as a dialog that would not open. */
export const pairFailure = shallowRef<PairFailure | null>(null)

export const before = computed(() => photos.before?.info ?? null)
export const after = computed(() => photos.after?.info ?? null)
export const isWhole = computed(() => before.value !== null && after.value !== null)
export const isEmpty = computed(() => before.value === null && after.value === null)
export const sizesDiffer = computed(
  () => isWhole.value && (before.value!.width !== after.value!.width || before.value!.height !== after.value!.height),
)

const current: Record<Side, AbortController | null> = { before: null, after: null }
reportBusy(computed(() => openings.before !== null || openings.after !== null))

export async function openSide(side: Side, grant: Grant, damaged = false): Promise<void> {
  current[side]?.abort()
  const controller = new AbortController()
  current[side] = controller
  openings[side] = { name: grant.name, stage: '', fraction: 0 }
  failures[side] = null
  try {
    const progress = (stage: string, fraction: number) => openings[side] && Object.assign(openings[side], { stage, fraction })
    const info = await openPhoto(grant, damaged, controller.signal, progress)
    close(photos[side])
    photos[side] = { info, grant }
  } catch (thrown) {
    if (!isCancelled(thrown) && current[side] === controller) failures[side] = { error: toWireError(thrown, 'open'), grant }
  } finally {
    if (current[side] === controller) {
      current[side] = null
      openings[side] = null
    }
  }
}

export function cancelOpening(side: Side): void {
  current[side]?.abort()
}

function close(photo: PairPhoto | null): void {
  if (photo) closeInEngine(photo.info)
}

/** Where files were dropped; main says later which they are. */
let droppedOn: { readonly side: Side; readonly at: number } | null = null
const DROP_WITHIN_MS = 5_000
export const dropOn = (side: Side) => (droppedOn = { side, at: performance.now() })

/** What main offers while the pair is looked at. */
export async function offerDropped(grants: readonly Grant[]): Promise<void> {
  const side = droppedOn && performance.now() - droppedOn.at < DROP_WITHIN_MS ? droppedOn.side : null
  droppedOn = null
  await offerToPair(grants, side)
}

/** One photo goes to the side that is asked for or still empty, two go to both. */
export async function offerToPair(grants: readonly Grant[], wanted: Side | null = null): Promise<void> {
  const [first, second] = grants
  if (!first) return
  if (!second) return await openSide(wanted ?? emptySide(), first)
  if (grants.length > 2)
    toast({
      kind: 'note',
      text: `Opened the first two of ${grants.length} photos.`,
      detail: 'A comparison is of two photos: before and after.',
    })
  await Promise.all([openSide('before', first), openSide('after', second)])
}

/** Where both sides are taken, the one that came later is replaced. */
function emptySide(): Side {
  const isTaken = (side: Side) => photos[side] !== null || openings[side] !== null
  return isTaken('before') ? 'after' : 'before'
}

/** Asks for one photo for a side; for two where no side is named. */
export const choosePhotos = (side: Side | null = null) =>
  report(async () => {
    const { grants } = await call('chooseFiles', { many: side === null })
    await offerToPair(side === null ? grants : grants.slice(0, 1), side)
  })

export const openSamplePair = () => report(async () => await offerToPair((await call('samplePair', {})).grants))

export const pasteToPair = () =>
  report(async () => {
    const { grants } = await call('pasteFile', {})
    if (grants.length > 0) return await offerToPair(grants.slice(0, 1))
    toast({ kind: 'note', text: 'There is no picture on the clipboard.', detail: 'Copy an image in another program, then paste it here.' })
  })

export function swapSides(): void {
  ;[photos.before, photos.after] = [photos.after, photos.before]
  ;[failures.before, failures.after] = [failures.after, failures.before]
}

export function closeSide(side: Side): void {
  current[side]?.abort()
  close(photos[side])
  photos[side] = null
  failures[side] = null
}

export function closePair(): void {
  for (const side of SIDES) closeSide(side)
  pairFailure.value = null
}

/** After the engine was started again: photos that did not come back are said so. */
export function pairLost(lost: readonly string[]): void {
  for (const side of SIDES) {
    const photo = photos[side]
    if (!photo || !lost.includes(photo.info.document)) continue
    const error = new ChromapatchError('ENGINE_CRASHED', `“${photo.info.name}” could not be opened again after the engine stopped.`, {
      where: 'engine',
      hint: 'Open it once more, or try another photo.',
    })
    failures[side] = { error: error.toWire(), grant: photo.grant }
    photos[side] = null
  }
}

async function report(work: () => Promise<void>): Promise<void> {
  pairFailure.value = null
  try {
    await work()
  } catch (thrown) {
    if (!isCancelled(thrown)) pairFailure.value = { error: toWireError(thrown, 'open'), grant: null }
  }
}
