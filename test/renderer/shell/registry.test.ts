/** Workspaces register what they do: every command has an action, shared ones mean what the shown workspace says, and a further one needs no list. */
import { beforeEach, expect, test, vi } from 'vitest'
import { shallowRef } from 'vue'
import { commands, type CommandId } from '../../../contract/commands'
import type { Workspace } from '../../../renderer/commands/workspaces'

vi.mock('../../../renderer/bridge/api', () => ({ call: () => Promise.resolve({}), on: () => () => undefined }))
const deaf = { addEventListener: () => undefined, removeEventListener: () => undefined }
vi.stubGlobal('window', { ...deaf, matchMedia: () => ({ ...deaf, matches: false }) })
vi.stubGlobal('document', { title: '', documentElement: { dataset: {}, style: { setProperty: () => undefined } } })

const { current } = await import('../../../renderer/commands/current')
const { isEnabled, perform, registerCommands, titleOf, commandOf } = await import('../../../renderer/commands/registry')
const { photoAtHand, registerWorkspace, workspaces } = await import('../../../renderer/commands/workspaces')
const { maskWorkspace } = await import('../../../renderer/mask/workspace')
const { info, source } = await import('../../../renderer/mask/stores/documents')
const { pairWorkspace } = await import('../../../renderer/pair/workspace')
const { openPhotos, readSnapshot, restoreLook, snapshotText } = await import('../../../renderer/session/snapshot')
const { windowCommands } = await import('../../../renderer/shell/actions')

registerWorkspace(maskWorkspace)
registerWorkspace(pairWorkspace)
registerCommands(null, windowCommands(workspaces))

beforeEach(() => (current.workspace = 'mask'))

test('every command of the contract has an action in some workspace or in the window', () => {
  const sets = [maskWorkspace.commands, pairWorkspace.commands, windowCommands(workspaces)]
  const known = new Set(sets.flatMap(({ own, shared = {} }) => [...Object.keys(own), ...Object.keys(shared)]))
  expect(commands.map(({ id }) => id).filter((id) => !known.has(id))).toEqual([])
  expect([...known].filter((id) => commands.every((command) => command.id !== id))).toEqual([])
})

test('a third workspace has its commands, its undo and its state by registering once', () => {
  const done: string[] = []
  const note = shallowRef('seven slides')
  const third: Workspace = {
    id: 'series' as Workspace['id'],
    title: 'Series',
    commands: {
      own: {},
      shared: { 'file.open': { run: () => done.push('open') }, 'edit.undo': { run: () => done.push('undo') } },
      titleOf: (id: CommandId) => (id === 'edit.undo' ? 'Undo Order' : null),
    },
    keeper: {
      key: 'series',
      roles: [],
      photo: () => null,
      keep: () => ({ note: note.value }),
      isReadable: () => true,
      bringBack: () => Promise.resolve(),
      keepLook: () => ({ seriesLook: { columns: 3 } }),
      restoreLook: (kept) => done.push(JSON.stringify(kept['seriesLook'])),
      sources: [note],
    },
    hasPanels: () => true,
    offer: () => Promise.resolve(),
    lose: () => undefined,
  }
  registerWorkspace(third)
  current.workspace = third.id
  perform('file.open')
  perform('edit.undo')
  // It has no such command, and the mask's needs the mask.
  perform('zoom.in')
  perform('view.mask')
  expect([done, isEnabled('zoom.in'), isEnabled('view.mask'), titleOf(commandOf('edit.undo'))]).toEqual([
    ['open', 'undo'],
    false,
    false,
    'Undo Order',
  ])
  const snapshot = readSnapshot(snapshotText())!
  current.workspace = 'mask'
  restoreLook(snapshot)
  expect([current.workspace, snapshot['series'], done.at(-1)]).toEqual(['series', { note: 'seven slides' }, '{"columns":3}'])
})

test('what a program without that workspace kept is read all the same', () => {
  const { series, seriesLook, ...older } = JSON.parse(snapshotText()) as Record<string, unknown>
  expect([series, seriesLook]).toEqual([{ note: 'seven slides' }, { columns: 3 }])
  expect(readSnapshot(JSON.stringify(older))).not.toBeNull()
  expect(readSnapshot(JSON.stringify({ ...older, mask: {} }))).toBeNull()
})

test('a photo that one workspace has open is at hand for the others', () => {
  expect(photoAtHand('compare')).toBeNull()
  info.value = { document: 'd1', name: 'cat.jpg' } as typeof info.value
  source.value = 'g1'
  expect([photoAtHand('compare'), photoAtHand('mask')]).toEqual([{ handle: 'g1', name: 'cat.jpg' }, null])
  expect(openPhotos()).toEqual([{ role: 'mask', document: 'd1' }])
  info.value = source.value = null
})
