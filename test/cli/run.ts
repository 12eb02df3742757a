/** Runs the built command line as a user's shell does. */
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { root } from '../engine/harness'

export const program = join(root, 'out', 'main', 'chromapatch.cjs')

export interface Ended {
  readonly code: number | null
  readonly out: string
  readonly err: string
}

/** Kills the program `after` milliseconds from when `killWhen` is first true. */
export interface KillOptions {
  readonly killWhen?: () => boolean
  readonly after?: number
}

export async function chromapatch(words: readonly string[], options: KillOptions = {}): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  const { killWhen, after = 0 } = options
  const watch = killWhen && setInterval(() => killWhen() && (clearInterval(watch), setTimeout(() => child.kill('SIGKILL'), after)), 1)
  const code = await new Promise<number | null>((done) => child.once('close', done))
  clearInterval(watch)
  return { code, out, err }
}
