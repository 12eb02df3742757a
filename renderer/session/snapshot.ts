/** The window's state as plain data, to be kept between starts; which photos it is of, main keeps. */
import type { Request } from '../../contract/contract'
import type { KeptPhoto, PhotoRole } from '../../contract/workspace'
import { current, type WorkspaceId } from '../commands/current'
import { workspaces, type Keeper } from '../commands/workspaces'
import { waitingSession } from './last-session'

const VERSION = 1
/** In characters: steps of the history are kept up to it, since it is written again after each change. Below it, nothing is dropped. */
const LENGTH_WITH_STEPS = 190_000
const STEPS_MAX = 400

/** Each workspace has its part, and parts of how it looks, by name. */
export type Snapshot = Readonly<Record<string, unknown>> & {
  readonly version: typeof VERSION
  readonly view: { readonly workspace: WorkspaceId }
}

/** The photos that are open, for main to keep; where none is, the one of the last session that waits there. */
export function openPhotos(): Request<'saveWorkspace'>['photos'] {
  const of = (keeper: Keeper): Request<'saveWorkspace'>['photos'] =>
    keeper.roles.flatMap((role): Request<'saveWorkspace'>['photos'] => {
      const open = keeper.photo(role)
      if (open) return [{ role, document: open.info.document }]
      const waiting = waitingFor(keeper, role)
      return waiting?.handle ? [{ role, grant: waiting.handle, damaged: waiting.damaged }] : []
    })
  return workspaces.flatMap(({ keeper }) => of(keeper))
}

/** One of the last session that did not open, while no other has its place. */
function waitingFor(keeper: Keeper, role: PhotoRole): KeptPhoto | undefined {
  return keeper.photo(role) ? undefined : waitingSession.value?.photos.find((photo) => photo.role === role)
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
  const last = waitingSession.value && readSnapshot(waitingSession.value.state)
  const parts: Record<string, unknown> = {}
  let view = { workspace: current.workspace }
  for (const { keeper } of workspaces) {
    const { view: ownView, ...look } = keeper.keepLook()
    view = { ...view, ...ownView }
    const isWaiting = keeper.roles.some((role) => waitingFor(keeper, role))
    Object.assign(parts, { [keeper.key]: (isWaiting && last?.[keeper.key]) || keeper.keep(most) }, look)
  }
  return { version: VERSION, view, ...parts }
}

/** Null for a text of another version, or that is none of ours. */
export function readSnapshot(text: string): Snapshot | null {
  try {
    const read = JSON.parse(text) as Partial<Snapshot>
    const isOurs = read.version === VERSION && read.view && workspaces.every(({ keeper }) => keeper.isReadable(read[keeper.key]))
    return isOurs ? (read as Snapshot) : null
  } catch {
    return null
  }
}

/** What the window looks like, before any photo is there. A workspace that this program does not have is not shown. */
export function restoreLook(snapshot: Snapshot): void {
  const { workspace, ...view } = snapshot.view
  if (workspaces.some(({ id }) => id === workspace)) current.workspace = workspace
  for (const { keeper } of workspaces) keeper.restoreLook({ ...snapshot, view })
}
