/** The last session: what is offered of it, and how it comes back. */
import { nextTick } from 'vue'
import { restorePair } from '../pair/stores/kept'
import { openSide, photos, SIDES, type Side } from '../pair/stores/pair'
import type { Grant } from '../../contract/contract'
import type { KeptPhoto, KeptWorkspace } from '../../contract/workspace'
import { toWireError } from '../../contract/errors'
import { call } from '../bridge/api'
import { info, openGrant, source } from '../mask/stores/documents'
import { lastSession, waitingSession, type LastSession } from '../photo/last-session'
import { patchCount, readSnapshot, restoreMask, restoreView, snapshotText } from './snapshot'
import { dismissToast, toast, toastFailure } from '../kit/use/toasts'

export interface LastSessionFacts {
  readonly photos: readonly KeptPhoto[]
  readonly patches: number
  readonly saved: Date
}

export function factsOf(session: LastSession): LastSessionFacts {
  const snapshot = readSnapshot(session.state)
  return { photos: session.photos, patches: snapshot ? patchCount(snapshot) : 0, saved: new Date(session.saved) }
}

export const isComplete = ({ photos: kept }: KeptWorkspace): boolean => kept.every(({ handle }) => handle !== null)

/** Whatever comes of it, the window starts: what was asked for is opened, and saved. */
export async function readLastSession(): Promise<KeptWorkspace | null> {
  const sayUnread = (detail: string) => toast({ kind: 'error', text: 'Your last session could not be read.', detail })
  try {
    const { workspace, damagedAs } = await call('lastWorkspace', {})
    if (damagedAs !== null) sayUnread(`What there was of it is kept as ${damagedAs}.`)
    return (lastSession.value = workspace)
  } catch (thrown) {
    sayUnread(toWireError(thrown, 'lastWorkspace').message)
    return null
  }
}

/** Brings back what is there, as it was. */
export async function restoreSession(): Promise<void> {
  if (lastSession.value) await restore(lastSession.value, lastSession.value.photos)
}

/** A photo once more, or although it is damaged: one that the last session waits for comes with all that was made of it. */
export async function openAgain(grant: Grant, damaged: boolean, open: (grant: Grant, damaged: boolean) => Promise<void>): Promise<void> {
  const session = waitingSession.value
  const photo = session?.photos.find(({ handle }) => handle === grant.handle)
  if (!session || !photo) return await open(grant, damaged)
  const again = { ...photo, damaged }
  await restore({ ...session, photos: session.photos.map((one) => (one === photo ? again : one)) }, [again])
}

/** What does not come back is not lost: it waits, and is kept as it was. */
async function restore(session: LastSession, wanted: readonly KeptPhoto[]): Promise<void> {
  const snapshot = readSnapshot(session.state)
  const there = session.photos.filter(({ handle }) => handle !== null)
  const of = (role: KeptPhoto['role']) => wanted.find((photo) => photo.role === role && photo.handle !== null)
  if (snapshot && session.how !== 'waiting') restoreView(snapshot)
  lastSession.value = { ...session, how: 'waiting', photos: there }
  const [mask, before, after] = [of('mask'), of('before'), of('after')]
  if (mask) {
    await openGrant(grantOf(mask), mask.damaged)
    if (snapshot && isOpen(mask)) restoreMask(snapshot)
  }
  const open = async (side: Side, photo: KeptPhoto | undefined) => photo && (await openSide(side, grantOf(photo), photo.damaged))
  await Promise.all([open('before', before), open('after', after)])
  // The comparison forgets what belonged to the pair before, in the next turn.
  await nextTick()
  const opened = wanted.filter(isOpen)
  if (snapshot && opened.some(({ role }) => role !== 'mask')) restorePair(snapshot.pair)
  const waiting = there.filter((photo) => !opened.includes(photo))
  // Forgotten meanwhile is forgotten.
  if (waitingSession.value) lastSession.value = waiting.length > 0 ? { ...waitingSession.value, photos: waiting } : null
  for (const { name } of opened.filter(({ state }) => state === 'changed')) {
    toast({ kind: 'note', text: `“${name}” was changed since it was last open.`, detail: 'Patches and settings are where they were.' })
  }
  if (!snapshot && opened.length > 0)
    toast({ kind: 'note', text: 'Only the photos of the last session came back.', detail: 'It was saved by another version.' })
}

/** Photos that do not come back with the engine wait as well, with what was made of them. Before anybody lets go of them. */
export function keepLost(lost: readonly string[]): void {
  const opened = [
    { role: 'mask' as const, info: info.value, handle: source.value },
    ...SIDES.map((role) => ({ role, info: photos[role]?.info ?? null, handle: photos[role]?.grant.handle ?? null })),
  ]
  const gone = opened.flatMap(({ role, info: photo, handle }) =>
    photo && lost.includes(photo.document) ? [{ role, name: photo.name, state: 'present' as const, handle, damaged: photo.damaged }] : [],
  )
  if (gone.length === 0) return
  const others = waitingSession.value?.photos.filter(({ role }) => gone.every((photo) => photo.role !== role)) ?? []
  lastSession.value = { how: 'waiting', saved: new Date().toISOString(), photos: [...others, ...gone], state: snapshotText() }
}

function isOpen({ role, handle }: KeptPhoto): boolean {
  if (handle === null) return false
  return role === 'mask' ? info.value !== null && source.value === handle : photos[role]?.grant.handle === handle
}

export const forgetSession = () => (lastSession.value = null)

/** Another photo was opened at the start: the last session is a press away. */
export function offerSession(): void {
  const id = toast({
    kind: 'note',
    text: 'Your last session was kept.',
    action: {
      title: 'Restore last session',
      run: () => {
        dismissToast(id)
        void restoreSession()
      },
    },
  })
}

/** Asks where a photo is now that is not where it was. */
export async function findPhoto(role: KeptPhoto['role']): Promise<void> {
  try {
    const { grants } = await call('chooseFiles', { many: false })
    const [grant] = grants
    const session = lastSession.value
    if (!grant || !session) return
    const found = (photo: KeptPhoto): KeptPhoto =>
      photo.role === role ? { ...photo, name: grant.name, handle: grant.handle, state: 'present' } : photo
    lastSession.value = { ...session, photos: session.photos.map(found) }
  } catch (thrown) {
    toastFailure(thrown, 'chooseFiles')
  }
}

const grantOf = ({ handle, name }: KeptPhoto) => ({ handle: handle!, name })
