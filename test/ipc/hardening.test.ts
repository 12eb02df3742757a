/** What a page may not do, guard by guard: each is asked here, without a window, so that one that is taken away is noticed. */
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { root } from '../engine/harness'

vi.mock('electron', () => ({ app: { getAppPath: () => '/app', isPackaged: true }, BrowserWindow: Object, nativeTheme: {}, screen: {} }))

const { closeNetwork, hardenContents, hardenSession, refusedRequests } = await import('../../main/windows/hardening')
const { webPreferences } = await import('../../main/windows/window')

function contents() {
  const app = new EventEmitter()
  hardenContents(app as never)
  const page = Object.assign(new EventEmitter(), {
    opening: undefined as undefined | ((details: object) => unknown),
    policy: '',
    setWindowOpenHandler(handler: (details: object) => unknown) {
      this.opening = handler
    },
    setWebRTCIPHandlingPolicy(policy: string) {
      this.policy = policy
    },
  })
  app.emit('web-contents-created', {}, page)
  return page
}

/** Whether somebody prevented it. */
function isPrevented(emitter: EventEmitter, event: string): boolean {
  const preventDefault = vi.fn()
  emitter.emit(event, { preventDefault }, {})
  return preventDefault.mock.calls.length > 0
}

describe('the page', () => {
  it('has exactly these preferences', () => {
    expect(webPreferences()).toEqual({
      preload: join('/app', 'out/preload/index.cjs'),
      ...{ sandbox: true, contextIsolation: true, webSecurity: true, webviewTag: false, navigateOnDragDrop: false, spellcheck: false },
      ...{ nodeIntegration: false, nodeIntegrationInSubFrames: false, nodeIntegrationInWorker: false, devTools: false },
    })
  })

  it.each(['will-navigate', 'will-redirect', 'will-attach-webview'])('is refused %s', (event) => {
    expect(isPrevented(contents(), event)).toBe(true)
  })

  it('opens no window and reaches no network by WebRTC', () => {
    const { opening, policy } = contents()
    expect(opening!({ url: 'https://example.com/' })).toEqual({ action: 'deny' })
    expect(policy).toBe('disable_non_proxied_udp')
  })

  it('is written without a script or a style in it, and without a handler in its markup', () => {
    for (const path of ['renderer/index.html', 'out/renderer/index.html']) {
      const html = readFileSync(join(root, path), 'utf8')
      for (const [whole] of html.matchAll(/<script\b[^>]*>[^]*?<\/script>/g))
        expect(whole).toMatch(/^<script [^>]*src="\.\/[^"]*"[^>]*><\/script>$/)
      expect(html).not.toMatch(/<style|\son\w+=|\sstyle=|javascript:|http-equiv/i)
    }
  })
})

describe('the session', () => {
  const handlers: Record<string, (...given: never[]) => unknown> = {}
  const session = Object.assign(new EventEmitter(), {
    setPermissionRequestHandler: (handler: never) => void (handlers['request'] = handler),
    setPermissionCheckHandler: (handler: never) => void (handlers['check'] = handler),
    setDevicePermissionHandler: (handler: never) => void (handlers['device'] = handler),
    webRequest: { onBeforeRequest: (handler: never) => void (handlers['before'] = handler) },
  })
  hardenSession(session as never, false)
  const call = (name: string, ...given: unknown[]) => handlers[name]!(...(given as never[]))

  it('gives no permission, to no page, and no device', () => {
    const answer = vi.fn()
    call('request', {}, 'media', answer)
    expect(answer).toHaveBeenCalledWith(false)
    expect([call('check', {}, 'usb', 'app://chromapatch'), call('device', { deviceType: 'hid' })]).toEqual([false, false])
  })

  it('saves nothing by itself', () => {
    expect(isPrevented(session, 'will-download')).toBe(true)
  })

  it('asks for nothing but its own files, and counts what else was asked for', () => {
    const cancelled = (url: string) => {
      const answer = vi.fn<(told: { cancel: boolean }) => void>()
      call('before', { url }, answer)
      return answer.mock.calls[0]![0].cancel
    }
    const before = refusedRequests.count
    expect(['app://chromapatch/index.html', 'blob:app://chromapatch/1'].map(cancelled)).toEqual([false, false])
    const others = ['https://example.com/', 'app://chromapatch.evil/', 'file:///etc/passwd', 'devtools://x/', 'data:text/html,x', 'ws://x/']
    expect(others.map(cancelled)).toEqual(others.map(() => true))
    expect(refusedRequests.count - before).toBe(others.length)
  })
})

it('no part of Chromium looks up a name or calls home', () => {
  const switches = new Map<string, string | undefined>()
  closeNetwork({ commandLine: { appendSwitch: (name: string, value?: string) => switches.set(name, value) } } as never)
  expect(Object.fromEntries(switches)).toEqual({
    'host-resolver-rules': 'MAP * ~NOTFOUND',
    'disable-background-networking': undefined,
    'disable-component-update': undefined,
    'no-pings': undefined,
  })
})
