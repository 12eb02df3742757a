/** The last session: what is offered of it, and how it comes back. */
import type { Grant } from '../../contract/contract'
import { toWireError } from '../../contract/errors'
import type { KeptPhoto, KeptWorkspace, PhotoRole } from '../../contract/workspace'
import { call } from '../bridge/api'
import { workspaces, type OpenPhoto } from '../commands/workspaces'
import { dismissToast, toast, toastFailure } from '../kit/use/toasts'
import { lastSession, waitingSession, type LastSession } from './last-session'
import { readSnapshot, restoreLook, snapshotText } from './snapshot'

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
  if (snapshot && session.how !== 'waiting') restoreLook(snapshot)
  lastSession.value = { ...session, how: 'waiting', photos: there }
  for (const { keeper } of workspaces) {
    const own = wanted.filter(({ role, handle }) => handle !== null && keeper.roles.includes(role))
    if (own.length > 0) await keeper.bringBack(own, snapshot?.[keeper.key] ?? null)
  }
  const opened = wanted.filter(isOpen)
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
  const gone = workspaces.flatMap(({ keeper }) => keeper.roles.flatMap((role) => lostPhoto(role, keeper.photo(role), lost)))
  if (gone.length === 0) return
  const others = waitingSession.value?.photos.filter(({ role }) => gone.every((photo) => photo.role !== role)) ?? []
  lastSession.value = { how: 'waiting', saved: new Date().toISOString(), photos: [...others, ...gone], state: snapshotText() }
}

function lostPhoto(role: PhotoRole, open: OpenPhoto | null, lost: readonly string[]): readonly KeptPhoto[] {
  if (!open || !lost.includes(open.info.document)) return []
  return [{ role, name: open.info.name, state: 'present', handle: open.handle, damaged: open.info.damaged }]
}

function isOpen({ role, handle }: KeptPhoto): boolean {
  if (handle === null) return false
  const keeper = workspaces.find((workspace) => workspace.keeper.roles.includes(role))?.keeper
  return keeper?.photo(role)?.handle === handle
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
