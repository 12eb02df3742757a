/** Peers in Python: one process for the whole run, asked a line at a time. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Contestant, Timed, Who } from './measure'

/** Debian's packages belong to its own Python, which need not be the first on the path. */
const CANDIDATES = [process.env['CHROMAPATCH_PYTHON'], '/usr/bin/python3', 'python3', 'python'].filter((name) => name !== undefined)

export interface Python {
  readonly command: string
  readonly hasOpencv: boolean
  readonly hasSkimage: boolean
}

/** The first Python that has OpenCV, or else numpy; null where there is none. */
export function findPython(): Python | null {
  const found = CANDIDATES.map((command) => {
    const has = (module: string) => spawnSync(command, ['-c', `import ${module}`], { stdio: 'ignore' }).status === 0
    return { command, hasNumpy: has('numpy'), hasOpencv: has('cv2'), hasSkimage: has('skimage') }
  }).filter(({ hasNumpy }) => hasNumpy)
  return found.find(({ hasOpencv }) => hasOpencv) ?? found[0] ?? null
}

export interface PythonPeers {
  readonly versions: Readonly<Record<string, string | null>>
  readonly contestants: readonly Contestant[]
  readonly close: () => Promise<void>
}

export interface Scene {
  /** Raw RGB files. */
  readonly before: string
  readonly after: string
  readonly width: number
  readonly height: number
  readonly patch: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly threads: number
}

export async function startPeers(root: string, python: Python, scene: Scene): Promise<PythonPeers> {
  const { before, after, width, height, patch, threads } = scene
  const words = [width, height, patch.x, patch.y, patch.w, patch.h, threads].map(String)
  const child = spawn(python.command, [join(root, 'test/bench/peers.py'), before, after, ...words], { stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const answer = async (): Promise<unknown> => {
    const { value, done } = await lines.next()
    if (done === true) throw new Error('The Python peers ended too early; what they said stands above.')
    return JSON.parse(value)
  }
  const { versions, works } = (await answer()) as { versions: PythonPeers['versions']; works: [string, string][] }
  const contestants = works.map(([work, name]): Contestant => {
    // numpy's copy is memcpy, and shows that ours is as quick.
    const who = (name === 'numpy' ? 'memcpy' : name) as Who
    const run = async () => {
      child.stdin.write(`${JSON.stringify({ work, who: name })}\n`)
      return (await answer()) as Timed
    }
    return { work, who, threads: who === 'opencv' ? threads : 1, run }
  })
  return { versions, contestants, close: () => ended(child) }
}

async function ended(child: ChildProcess): Promise<void> {
  const exit = new Promise((done) => child.once('exit', done))
  child.stdin?.end()
  await exit
}
