/** `--smoke`: starts like any other time, says in one line of JSON when the first photo is on the screen, and ends. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { App, WebContents } from 'electron'
import type { DocumentInfo } from '../../contract/contract'
import type { WireError } from '../../contract/errors'
import { isAlive } from '../disk/parts'

const LIMIT = 60_000

export class Smoke {
  readonly #app: App
  #ended = false

  /** Its own folder for settings: it neither meets a running Chromapatch nor touches what its user has set. */
  constructor(app: App) {
    this.#app = app
    app.setPath('userData', temporaryFolder())
    setTimeout(() => this.failed(`no photo was on the screen within ${LIMIT / 1000} seconds`), LIMIT)
  }

  watch(contents: WebContents): void {
    contents.on('did-fail-load', (_, code, description, _url, isMainFrame) => {
      if (isMainFrame) this.failed(`the page did not load: ${description} (${code})`)
    })
    contents.on('render-process-gone', (_, { reason }) => this.failed(`the page's process ended: ${reason}`))
    contents.on('preload-error', (_, _path, error) => this.failed(`the preload script failed: ${error.message}`))
  }

  /** A call of the page's failed: it may show that and go on, but this start was no success. */
  callFailed({ code, message }: WireError): void {
    if (code !== 'JOB_CANCELLED') this.failed(`${message.replace(/\.$/, '')} (${code})`)
  }

  painted({ width, height }: DocumentInfo): void {
    const started = process.getCreationTime() ?? performance.timeOrigin
    const firstPaintMs = Math.round(Date.now() - started)
    const report = { ready: true, firstPaintMs, electron: process.versions.electron, photo: { width, height } }
    this.#end(process.stdout, JSON.stringify(report), 0)
  }

  /** `reason` completes “The smoke test failed: …”. */
  failed(reason: string): void {
    this.#end(process.stderr, `The smoke test failed: ${reason.replace(/\.$/, '')}.`, 1)
  }

  #end(stream: NodeJS.WriteStream, line: string, code: number): void {
    if (this.#ended) return
    this.#ended = true
    stream.write(`${line}\n`, () => this.#app.exit(code))
  }
}

/** Chromium writes to it until the very end, so it is the next smoke test that sweeps it away. */
function temporaryFolder(): string {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(/^chromapatch-smoke-(\d+)-/.exec(name)?.[1])
    if (!(pid > 0) || isAlive(pid)) continue
    try {
      rmSync(join(tmpdir(), name), { recursive: true, force: true })
    } catch {
      // Another user's, who will sweep it.
    }
  }
  return mkdtempSync(join(tmpdir(), `chromapatch-smoke-${process.pid}-`))
}
