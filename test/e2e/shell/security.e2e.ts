/** The rules of the window's security, tried from inside of the running application. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch, type RunningApp } from '../app'

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; " +
  "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

let running: RunningApp
beforeAll(async () => {
  running = await launch()
  await running.page.waitForLoadState('load')
})
afterAll(() => running.close())

/** What the page's console says of an attempt that was meant to fail. */
function forgetErrors(): void {
  running.errors.splice(0)
}

/** Policy violations that an attempt was meant to cause. */
const takeViolations = () => running.page.evaluate(() => window.violations.splice(0))

describe('1: the page is in a sandbox', () => {
  it('with the web preferences that were asked for', async () => {
    const preferences = await running.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      const { sandbox, contextIsolation, webSecurity, nodeIntegration, webviewTag } = contents.getLastWebPreferences()
      return { sandbox, contextIsolation, webSecurity, nodeIntegration, webviewTag: webviewTag ?? false }
    })
    expect(preferences).toEqual({ sandbox: true, contextIsolation: true, webSecurity: true, nodeIntegration: false, webviewTag: false })
  })

  it('without Node, and with the verbs of the contract alone', async () => {
    const found = await running.page.evaluate(() => {
      const globals = ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer']
      return { globals: globals.filter((name) => name in globalThis), verbs: Object.keys(window.chromapatch as object) }
    })
    expect(found.globals).toEqual([])
    expect(found.verbs).toEqual(expect.arrayContaining(['hello', 'open', 'on', 'drop']))
    expect(found.verbs.filter((verb) => /send|invoke|channel|ipc/i.test(verb))).toEqual([])
  })
})

describe('2: the content policy', () => {
  it('comes as a header with the page and every file', async () => {
    const headers = await running.page.evaluate(async () => {
      const answer = await fetch('app://chromapatch/index.html')
      return { policy: answer.headers.get('content-security-policy'), sniff: answer.headers.get('x-content-type-options') }
    })
    expect(headers).toEqual({ policy: POLICY, sniff: 'nosniff' })
  })

  it('runs no text as a program and no script of a page', async () => {
    // Not by `evaluate` itself, whose text the debugger may run: an event handler in the markup and an inline script are the page's own.
    const ran = await running.page.evaluate(async () => {
      const script = document.createElement('script')
      script.textContent = 'window.inlineRan = true'
      document.body.append(script)
      const image = document.createElement('img')
      image.setAttribute('onerror', 'window.inlineRan = true')
      const failed = new Promise((resolve) => image.addEventListener('error', resolve))
      image.src = 'app://chromapatch/none.png'
      document.body.append(image)
      // The handler, were it one, would run with this.
      await failed
      script.remove()
      image.remove()
      return 'inlineRan' in window
    })
    expect(ran).toBe(false)
    expect((await takeViolations()).map((text) => text.split(':')[0])).toEqual(
      expect.arrayContaining(['script-src-elem', 'script-src-attr']),
    )
    // Later, since what the debugger runs at once is exempt from the policy.
    const thrown = await running.page.evaluate(
      () =>
        new Promise((resolve) =>
          setTimeout(() => {
            // eslint-disable-next-line @typescript-eslint/no-implied-eval -- what must not work
            const attempts = [() => new Function('return 1')(), () => (0, eval)('1')]
            const outcomes = attempts.map((attempt) => {
              try {
                return attempt()
              } catch (error) {
                return (error as Error).name
              }
            })
            resolve(outcomes)
          }),
        ),
    )
    expect(thrown).toEqual(['EvalError', 'EvalError'])
    await takeViolations()
    forgetErrors()
  })
})

describe('3: the scheme', () => {
  it.each([
    'app://chromapatch/../package.json',
    'app://chromapatch/%2e%2e/%2e%2e/package.json',
    'app://chromapatch/..%2f..%2fpackage.json',
    'app://chromapatch//etc/passwd',
    'app://chromapatch/index.html%00',
    'app://chromapatch/assets\\..\\index.html?',
    'app://chromapatch/index.html?x=1',
  ])('serves nothing for %s', async (url) => {
    // Chromium itself refuses to ask for some of them.
    const fetched = (address: string) =>
      fetch(address).then(
        ({ status }) => status,
        () => 404,
      )
    expect(await running.page.evaluate(fetched, url)).toBe(404)
    forgetErrors()
  })

  it('serves no other method and no other host', async () => {
    const outcomes = await running.page.evaluate(async () => {
      const status = (answer: Response) => answer.status
      const failed = () => 'failed'
      return [
        await fetch('app://chromapatch/index.html', { method: 'POST', body: 'x' }).then(status, failed),
        await fetch('app://chromapatch/index.html', { method: 'HEAD' }).then(status, failed),
        await fetch('app://other/index.html').then(status, failed),
        await fetch('file:///etc/passwd').then(status, failed),
      ]
    })
    expect(outcomes).toEqual([405, 405, 'failed', 'failed'])
    await takeViolations()
    forgetErrors()
  })
})

describe('4: handles', () => {
  const open = (handle: string) =>
    running.page.evaluate(
      (grant) => window.chromapatch.open({ job: `forged-${Math.random().toString(36).slice(2)}`, grant, damaged: false }),
      handle,
    )

  it('that are forged open nothing', async () => {
    expect(await open('A'.repeat(22))).toMatchObject({ error: { code: 'GRANT_UNKNOWN', hint: expect.stringMatching(/open/i) } })
    expect(await open('/etc/passwd')).toMatchObject({ error: { code: 'REQUEST_INVALID' } })
  })

  it('name documents of this window alone', async () => {
    const answer = await running.page.evaluate(() => window.chromapatch.probe({ document: 'd999', x: 0, y: 0 }))
    expect(answer).toMatchObject({ error: { code: 'DOCUMENT_UNKNOWN' } })
  })
})

describe('5: nobody leaves', () => {
  const address = () => running.page.url()
  const windows = () => running.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)

  it('not by navigation, by a form, by a new window or by a webview', async () => {
    const before = await windows()
    const opened = await running.page.evaluate(async () => {
      const settle = () => new Promise((resolve) => setTimeout(resolve, 150))
      location.href = 'https://example.com/'
      await settle()
      location.href = 'file:///etc/passwd'
      await settle()
      const form = document.createElement('form')
      form.action = 'app://chromapatch/index.html'
      document.body.append(form)
      form.submit()
      await settle()
      form.remove()
      const link = document.createElement('a')
      link.href = 'app://chromapatch/index.html'
      link.target = '_blank'
      document.body.append(link)
      link.click()
      await settle()
      link.remove()
      const webview = document.createElement('webview')
      webview.setAttribute('src', 'app://chromapatch/index.html')
      document.body.append(webview)
      await settle()
      webview.remove()
      return window.open('app://chromapatch/index.html') !== null
    })
    expect(opened).toBe(false)
    expect(address()).toBe('app://chromapatch/index.html')
    expect(await windows()).toBe(before)
    await takeViolations()
    forgetErrors()
  })

  it('no permission is given', async () => {
    const outcomes = await running.page.evaluate(async () => {
      const refused = (error: unknown) => (error as Error).name
      return {
        notification: await Notification.requestPermission(),
        // Asked for by name: where there is no camera, using one fails for that reason.
        camera: await navigator.permissions.query({ name: 'camera' as PermissionName }).then(({ state }) => state),
        midi: await navigator.requestMIDIAccess().then(() => 'given', refused),
        clipboard: await navigator.clipboard.readText().then(() => 'given', refused),
        place: await new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('given'),
            ({ code }) => resolve(code),
          ),
        ),
      }
    })
    expect(outcomes).toEqual({ notification: 'denied', camera: 'denied', midi: 'SecurityError', clipboard: 'NotAllowedError', place: 1 })
    forgetErrors()
  })
})

describe('6: the gate', () => {
  it('refuses a window that the application did not make', async () => {
    const answer = await running.app.evaluate(async ({ BrowserWindow, app }) => {
      const preload = `${app.getAppPath()}/out/preload/index.cjs`
      const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true, contextIsolation: true } })
      await stranger.loadURL('app://chromapatch/index.html')
      const given: unknown = await stranger.webContents.executeJavaScript('window.chromapatch.hello({})')
      const dropped: unknown = await stranger.webContents.executeJavaScript(
        'window.chromapatch.drop([]).then(() => "taken", () => "refused")',
      )
      stranger.destroy()
      return [given, dropped]
    })
    expect(answer).toEqual([{ error: expect.objectContaining({ code: 'REQUEST_REFUSED' }) }, 'refused'])
  })

  it('answers junk with words, and stays', async () => {
    const answers = await running.page.evaluate(async () => {
      const api = window.chromapatch as unknown as Record<string, (request: unknown) => Promise<{ error?: { code: string } }>>
      const junk = [undefined, null, 1, 'x', [], { job: 1 }, { path: '/etc/passwd' }, 'x'.repeat(400_000), new Map(), new ArrayBuffer(8)]
      const codes = new Set<string | undefined>()
      for (const name of Object.keys(api).filter((verb) => verb !== 'on' && verb !== 'drop')) {
        for (const request of junk) codes.add((await api[name]!(request)).error?.code)
      }
      return [...codes]
    })
    expect(answers).toEqual(['REQUEST_INVALID'])
  })
})

it('7: no request would have left the application, other than those that were tried above', async () => {
  const refused = await running.app.evaluate(() => globalThis.chromapatchProbe.refusedRequests())
  expect(refused).toBe(0)
})
