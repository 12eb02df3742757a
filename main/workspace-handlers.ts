/** What the contract's calls about the workspace do: it is saved by the page, and given back to the next one. */
import type { Parts } from './handlers'
import type { Handlers } from './ipc'

export function workspaceHandlers({ documents, grants, workspace }: Parts): Pick<Handlers, 'saveWorkspace' | 'lastWorkspace'> {
  return {
    saveWorkspace: async ({ photos, state }, { window }) => {
      const kept = photos.map(({ role, document }) => {
        const { source, damaged } = documents.find(window, document)
        return { role, source, damaged }
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
