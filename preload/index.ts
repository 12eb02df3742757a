/**
 * The bridge, in the page's isolated world: verbs only. The page cannot name a channel, a path or
 * an event of Electron's; what it sends is validated in main (main/ipc/gate.ts).
 */
import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron'
import { CALL_CHANNEL, DROP_CHANNEL, EVENT_CHANNEL, PORT_CHANNEL } from '../contract/channels'
import { calls, events, PIXEL_PORT_MESSAGE, type CallName, type EventName } from '../contract/contract'

/** Electron before 29 has no webUtils; there a File carries its path itself. */
function pathOf(file: unknown): string {
  // Anything else that bears a path is the page naming one.
  if (!(file instanceof File)) return ''
  return webUtils?.getPathForFile?.(file) ?? (file as File & { path?: string }).path ?? ''
}
/** As many as a folder is read for; main refuses more. */
const DROPPED_MAX = 256

const verbs = Object.fromEntries(
  (Object.keys(calls) as CallName[]).map((name) => [name, (request: unknown) => ipcRenderer.invoke(CALL_CHANNEL, name, request)]),
)

contextBridge.exposeInMainWorld('chromapatch', {
  ...verbs,
  on: (event: EventName, listener: (payload: unknown) => void) => {
    if (!Object.hasOwn(events, event)) throw new Error(`on: there is no event "${event}"`)
    const heard = (_: IpcRendererEvent, name: string, payload: unknown) => {
      if (name === event) listener(payload)
    }
    ipcRenderer.on(EVENT_CHANNEL, heard)
    return () => void ipcRenderer.off(EVENT_CHANNEL, heard)
  },
  // A File that the page made itself has no path and is left out.
  drop: (files: readonly File[]) =>
    ipcRenderer.invoke(
      DROP_CHANNEL,
      Array.from(files.slice(0, DROPPED_MAX), pathOf).filter((path) => path !== ''),
    ),
})

// The port goes to the page's own world by transfer: a copy over the bridge would double every pixel.
ipcRenderer.on(PORT_CHANNEL, (event) => {
  window.postMessage(PIXEL_PORT_MESSAGE, window.location.origin, event.ports)
})
