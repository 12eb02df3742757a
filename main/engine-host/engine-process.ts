/** How the engine becomes a process of Electron's, and how a window's pixels get from it to the page. */
import { join } from 'node:path'
import { app, MessageChannelMain, utilityProcess, type MessagePortMain, type WebContents } from 'electron'
import { note } from '../log'
import { PORT_CHANNEL } from '../../contract/channels'
import type { EngineHost } from './host'
import type { Fork } from './host-options'
import type { FromEngine } from '../engine/messages'

export const forkEngine: Fork = (heard, ended) => {
  const child = utilityProcess.fork(join(app.getAppPath(), 'out/main/engine.cjs'), [], { serviceName: 'Chromapatch engine', stdio: 'pipe' })
  // A pipe that nobody reads would stop the engine when it is full.
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (text: Buffer) => {
      process.stderr.write(text)
      note('warn', `engine: ${text.toString('utf8', 0, 4_096)}`)
    })
  }
  child.on('message', (message: FromEngine) => heard(message))
  // A fatal error of V8's is followed by the exit, which is what counts; unheard it would be thrown.
  child.on('error', () => undefined)
  child.on('exit', (code) => {
    note(code === 0 ? 'info' : 'error', `engine: ended with code ${code}`)
    ended()
  })
  // After the exit the child itself does not know it any more.
  let pid = child.pid
  child.on('spawn', () => (pid = child.pid))
  return {
    get pid() {
      return pid
    },
    post: (message, ports = []) => child.postMessage(message, ports as MessagePortMain[]),
    // A codec that hangs in native code does not hear a polite signal.
    kill: () => {
      if (child.pid === undefined || !killHard(child.pid)) child.kill()
    },
  }
}

function killHard(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    return false
  }
}

/** A fresh pair of ports: one to the engine, one to the page. A later pair replaces it on both sides. */
export function connectPixels(host: EngineHost, contents: WebContents): void {
  const { port1, port2 } = new MessageChannelMain()
  if (host.attachPort(contents.id, port1)) contents.postMessage(PORT_CHANNEL, null, [port2])
}
