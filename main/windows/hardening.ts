/** What no page may do here, whatever it contains: go elsewhere, open windows, ask for permissions, reach a network. */
import type { App, Session } from 'electron'
import { ORIGIN } from './protocol'

/** Requests that were refused because they would have left the application; a test expects none. */
export const refusedRequests = { count: 0 }

/** Before the application is ready: no name is ever looked up, by no part of Chromium. */
export function closeNetwork(app: App): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  app.commandLine.appendSwitch('disable-background-networking')
  app.commandLine.appendSwitch('disable-component-update')
  app.commandLine.appendSwitch('no-pings')
}

export function hardenContents(app: App): void {
  app.on('web-contents-created', (_, contents) => {
    const deny = (event: { preventDefault: () => void }) => event.preventDefault()
    contents.on('will-navigate', deny)
    contents.on('will-redirect', deny)
    contents.on('will-attach-webview', deny)
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    // WebRTC is outside of both the content policy and the request filter.
    contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  })
}

export function hardenSession(session: Session, isDevelopment: boolean): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const isOwn = url.startsWith(`${ORIGIN}/`) || url.startsWith(`blob:${ORIGIN}/`) || (isDevelopment && url.startsWith('devtools://'))
    if (!isOwn) refusedRequests.count += 1
    answer({ cancel: !isOwn })
  })
}
