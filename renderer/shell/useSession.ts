/** The window's start and the events that main sends: said hello, opened what was asked for, then listening. */
import { onScopeDispose, watch } from 'vue'
import type { EventPayload, Reply } from '../../contract/contract'
import { call, listenForPixels, on } from '../bridge/api'
import { ERROR_CODES, toWireError, type ErrorCode } from '../../contract/errors'
import { commandStates, isCommand, perform } from '../commands/registry'
import { failure, info, openFirst, openSample } from '../mask/stores/documents'
import { engineChanged } from '../bridge/engine'
import { platform, version } from '../bridge/platform'
import { adoptRecipe } from '../mask/stores/recipes'
import { isComplete, keepLost, offerSession, readLastSession, restoreSession } from '../session/session'
import { adoptSettings } from '../bridge/settings'
import { toast } from '../kit/use/toasts'
import { current } from '../commands/current'
import { shownWorkspace, workspaces } from '../commands/workspaces'
import { isTyping } from '../commands/useKeyboard'
import { saving } from '../session/useKeeping'

const isErrorCode = (code: string): code is ErrorCode => (ERROR_CODES as readonly string[]).includes(code)

export function useSession(): void {
  const stops = [
    listenForPixels(),
    on('offered', (offered) => void open(offered)),
    on('recipe', (recipe) => {
      // One that was asked for at the start brings its photo; the first photo is not chosen under it.
      const isFirst = !saving.value
      void greeted.then(() => adoptRecipe(recipe, isFirst))
    }),
    on('command', ({ id }) => obey(id)),
    on('engine', (event) => {
      engineChanged(event)
      keepLost(event.lost)
      for (const workspace of workspaces) workspace.lose(event.lost)
    }),
    on('failure', (wire) => {
      const code = isErrorCode(wire.code) ? wire.code : 'INTERNAL'
      if (info.value) toast({ kind: 'error', text: wire.message, detail: wire.hint })
      else failure.value = { error: { ...wire, code }, grant: null }
    }),
  ]
  onScopeDispose(() => stops.forEach((stop) => stop()))

  for (const workspace of workspaces) workspace.start?.()
  const greeted = greet()
}

async function greet(): Promise<void> {
  try {
    const hello = await call('hello', {})
    platform.value = hello.platform
    version.value = hello.version
    adoptSettings(hello.settings)
    sendCommandStates()
    await begin(hello)
  } catch (thrown) {
    failure.value = { error: toWireError(thrown, 'hello'), grant: null }
  }
}

/** What is shown first: what was open in a page that went, and what was asked for; else the last session, else the sample. */
async function begin({ again, offered, pair, sample }: Reply<'hello'>): Promise<void> {
  const workspace = await readLastSession()
  const isAsked = offered.length > 0 || pair
  const isTaken = isAsked || again.length > 0
  const isReload = workspace?.how === 'reload'
  if (isReload) await restoreSession()
  // It went before anything was kept.
  else if (again.length > 0) await openFirst(again)
  if (isAsked) await open({ grants: offered, pair })
  if (isTaken && workspace && !isReload) offerSession()
  else if (!isTaken && workspace?.how === 'restore' && isComplete(workspace)) await restoreSession()
  else if (sample && !workspace) await openSample()
  saving.value = true
}

/** What was asked for goes where the user is; photos that were named to be compared, to the pair. */
async function open({ grants, pair }: EventPayload<'offered'>): Promise<void> {
  if (pair) current.workspace = 'compare'
  await shownWorkspace().offer(grants)
}

/** A command of the menu. Undo in a field is the field's own. */
function obey(id: string): void {
  if (!isCommand(id)) return
  // A list has nothing to undo: the browser would undo what was typed into some field before.
  const isField = isTyping(document.activeElement) && !(document.activeElement instanceof HTMLSelectElement)
  if ((id === 'edit.undo' || id === 'edit.redo') && isField) {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- there is no other way to undo what was typed into a field
    document.execCommand(id === 'edit.undo' ? 'undo' : 'redo')
    return
  }
  // Behind a dialog nothing changes, except that the dialog may be closed or another one opened.
  if (current.dialog !== null && !id.startsWith('help.')) return
  perform(id)
}

/** The native menu follows what can be done. */
function sendCommandStates(): void {
  let sent = ''
  watch(
    () => commandStates(),
    (states) => {
      const now = JSON.stringify(states)
      if (now === sent) return
      sent = now
      void call('commandStates', { states }).catch(() => undefined)
    },
    { immediate: true },
  )
}
