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

export async function chromapatch(words: readonly string[], options: { killAfter?: number } = {}): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  let [out, err] = ['', '']
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text))
  const timer = options.killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), options.killAfter)
  const code = await new Promise<number | null>((done) => child.once('close', done))
  clearTimeout(timer)
  return { code, out, err }
}
