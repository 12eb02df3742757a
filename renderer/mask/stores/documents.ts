/**
 * The photo of the mask workspace: which one is open, which one is being opened, and what went
 * wrong. The newest wish wins; the photo that is open stays until the next one is really there.
 */
import { computed, reactive, shallowRef } from 'vue'
import type { DocumentInfo, Grant } from '../../../contract/contract'
import { ChromapatchError, isCancelled, toWireError, type WireError } from '../../../contract/errors'
import { call } from '../../bridge/api'
import { reportBusy } from '../../bridge/busy'
import { closeInEngine, openPhoto } from '../../photo/opening'
import { toast } from '../../kit/use/toasts'

export interface Failure {
  readonly error: WireError
  /** The file that could not be opened; null where the failure is not about one. */
  readonly grant: Grant | null
}

export const info = shallowRef<DocumentInfo | null>(null)
export const opening = reactive({ name: null as string | null, stage: '', fraction: 0 })
export const failure = shallowRef<Failure | null>(null)
/** Handles of the sample photos: they get a default patch. */
export const samples = new Set<string>()
/** Handle that the open photo came from. */
export const source = shallowRef<string | null>(null)

let current: AbortController | null = null
reportBusy(computed(() => opening.name !== null))

export async function openGrant(grant: Grant, damaged = false): Promise<void> {
  current?.abort()
  const controller = new AbortController()
  current = controller
  Object.assign(opening, { name: grant.name, stage: '', fraction: 0 })
  failure.value = null
  try {
    const progress = (stage: string, fraction: number) => Object.assign(opening, { stage, fraction })
    const opened = await openPhoto(grant, damaged, controller.signal, progress)
    const previous = info.value
    source.value = grant.handle
    info.value = opened
    if (previous) closeInEngine(previous)
  } catch (thrown) {
    if (!isCancelled(thrown)) failure.value = { error: toWireError(thrown, 'open'), grant }
  } finally {
    if (current === controller) {
      current = null
      opening.name = null
    }
  }
}

/** Several files may be offered at once; this workspace shows one photo. */
export async function openFirst(grants: readonly Grant[]): Promise<void> {
  const first = grants[0]
  if (!first) return
  if (grants.length > 1)
    toast({ kind: 'note', text: `Opened the first of ${grants.length} photos.`, detail: 'The mask workspace shows one photo at a time.' })
  await openGrant(first)
}

export const openByDialog = () => report(async () => await openFirst((await call('chooseFiles', { many: false })).grants))

export const openSample = () =>
  report(async () => {
    const { grants } = await call('sampleFiles', {})
    for (const grant of grants) samples.add(grant.handle)
    await openFirst(grants.slice(0, 1))
  })

export const pasteFile = () =>
  report(async () => {
    const { grants } = await call('pasteFile', {})
    if (grants.length === 0)
      toast({
        kind: 'note',
        text: 'There is no picture on the clipboard.',
        detail: 'Copy an image in another program, then paste it here.',
      })
    else await openFirst(grants)
  })

export async function closePhoto(): Promise<void> {
  const closing = info.value
  info.value = null
  source.value = null
  failure.value = null
  if (closing) await call('close', { document: closing.document }).catch(() => undefined)
}

/** After the engine was started again: a photo that did not come back is said so, not silently empty. */
export function documentLost(lost: readonly string[]): void {
  if (!info.value || !lost.includes(info.value.document)) return
  const error = new ChromapatchError('ENGINE_CRASHED', `“${info.value.name}” could not be opened again after the engine stopped.`, {
    where: 'engine',
    hint: 'Open it once more, or try another photo.',
  })
  failure.value = { error: error.toWire(), grant: source.value === null ? null : { handle: source.value, name: info.value.name } }
  info.value = null
}

async function report(work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (thrown) {
    if (!isCancelled(thrown)) failure.value = { error: toWireError(thrown, 'open'), grant: null }
  }
}
