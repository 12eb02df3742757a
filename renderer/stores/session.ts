/** The last session: what is offered of it, and how it comes back. */
import { nextTick, shallowRef } from 'vue'
import { restorePair } from '../compare/stores/kept'
import { openSide, photos, type Side } from '../compare/stores/pair'
import type { KeptPhoto, KeptWorkspace } from '../../preload/workspace'
import { toWireError } from '../../preload/errors'
import { call } from '../api'
import { openGrant, source } from './documents'
import { patchCount, readSnapshot, restoreMask, restoreView } from './snapshot'
import { dismissToast, toast } from './toasts'

/** What could come back, until the user decides; null where there is nothing, or it is back. */
export const lastSession = shallowRef<KeptWorkspace | null>(null)

export interface LastSessionFacts {
  readonly photos: readonly KeptPhoto[]
  readonly patches: number
  readonly saved: Date
}

export function factsOf(session: KeptWorkspace): LastSessionFacts {
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
  const session = lastSession.value
  lastSession.value = null
  if (!session) return
  const snapshot = readSnapshot(session.state)
  const of = (role: KeptPhoto['role']) => session.photos.find((photo) => photo.role === role && photo.handle !== null)
  if (snapshot) restoreView(snapshot)
  const [mask, before, after] = [of('mask'), of('before'), of('after')]
  if (mask) {
    await openGrant(grantOf(mask), mask.damaged)
    if (snapshot && source.value === mask.handle) restoreMask(snapshot)
  }
  const open = async (side: Side, photo: KeptPhoto | undefined) => photo && (await openSide(side, grantOf(photo), photo.damaged))
  await Promise.all([open('before', before), open('after', after)])
  // The comparison forgets what belonged to the pair before, in the next turn.
  await nextTick()
  if (snapshot && (photos.before || photos.after)) restorePair(snapshot.pair)
  for (const { name } of session.photos.filter(({ state }) => state === 'changed')) {
    toast({ kind: 'note', text: `“${name}” was changed since it was last open.`, detail: 'Patches and settings are where they were.' })
  }
  if (!snapshot) toast({ kind: 'note', text: 'Only the photos of the last session came back.', detail: 'It was saved by another version.' })
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
    const { message, hint } = toWireError(thrown, 'chooseFiles')
    toast({ kind: 'error', text: message, detail: hint })
  }
}

const grantOf = ({ handle, name }: KeptPhoto) => ({ handle: handle!, name })
