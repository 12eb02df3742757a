/** What the contract's calls about the workspace do: it is saved by the page, and given back to the next one. */
import type { Parts } from './parts'
import type { Handlers } from '../ipc/gate'

export function workspaceHandlers({ documents, grants, workspace }: Parts): Pick<Handlers, 'saveWorkspace' | 'lastWorkspace'> {
  return {
    saveWorkspace: async ({ photos, state }, { window }) => {
      // One that was lost with the engine may be gone here before the page has heard of it: the others are kept.
      const open = new Map(documents.of(window).map((photo) => [photo.document, photo]))
      const kept = photos.flatMap((photo) => {
        const { role } = photo
        if ('grant' in photo) return [{ role, source: grants.find(window, photo.grant), damaged: photo.damaged }]
        const known = open.get(photo.document)
        return known ? [{ role, source: known.source, damaged: known.damaged }] : []
      })
      await workspace.save(kept, state)
      return {}
    },
    lastWorkspace: (_, { window }) => {
      const stored = workspace.now ?? workspace.before
      if (stored === null || stored.photos.length === 0) return { workspace: null, damagedAs: workspace.damagedAs }
      const photos = stored.photos.map((photo) => {
        const source = workspace.source(photo)
        const handle = source === null ? null : grants.source(window, source).handle
        return { role: photo.role, name: photo.name, damaged: photo.damaged, state: workspace.state(photo), handle }
      })
      const how = workspace.now !== null ? ('reload' as const) : stored.ended ? ('restore' as const) : ('offer' as const)
      return { workspace: { how, saved: stored.saved, photos, state: stored.state }, damagedAs: workspace.damagedAs }
    },
  }
}
