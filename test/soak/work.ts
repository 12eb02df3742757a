/** The command line killed at any moment, five hundred opens in one engine, and a batch of a thousand with fifty that are broken. */
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { EngineService } from '../../main/engine/service'
import { random } from './mutator'
import type { State } from './state'

const PATCH = '400,120,60,50'
const photoOf = (root: string) => join(root, 'test/fixtures/photos/painting.jpg')
const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
const names = (folder: string, ending: string) => readdirSync(folder, { recursive: true }).map(String).filter((name) => name.endsWith(ending)) // prettier-ignore

interface Ended {
  readonly code: number | null
  readonly out: string
}
/** @param after kills it after so many milliseconds. @param watch is called with its id now and then. */
async function cli(root: string, words: readonly string[], after?: number, watch?: (pid: number) => void): Promise<Ended> {
  const child = spawn(process.execPath, [join(root, 'out/main/chromapatch.cjs'), ...words], { stdio: ['ignore', 'pipe', 'ignore'] })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text))
  const kill = after === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), after)
  const look = watch && setInterval(() => watch(child.pid!), 50)
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  clearTimeout(kill)
  clearInterval(look)
  return { code, out }
}

async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'chromapatch-soak-'))
  try {
    return await work(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function recipeIn(root: string, folder: string): Promise<string> {
  const recipe = join(folder, 'r.chromapatch.json')
  await cli(root, ['segment', photoOf(root), '--patch', PATCH, '--mask', join(folder, 'painting-mask.png'), '--recipe', recipe])
  return recipe
}

/** A recipe over six photos, killed at a random moment and done again: all outputs are whole, and nothing else stays. */
export async function soakKills(root: string, state: State, until: number, count: number): Promise<void> {
  await inFolder(async (folder) => {
    const recipe = await recipeIn(root, folder)
    const whole = digest(join(folder, 'painting-mask.png'))
    const photos = Array.from({ length: 6 }, (_, i) => join(folder, `p${i}.jpg`))
    for (const path of photos) copyFileSync(photoOf(root), path)
    const out = join(folder, 'out')
    const words = ['run', recipe, ...photos, '--out', out, '--threads', '1', '--json']
    const began = performance.now()
    await cli(root, words)
    const usual = performance.now() - began
    while (state.value.kills.done < count && Date.now() < until) {
      const found = { ...state.value.kills }
      rmSync(out, { recursive: true, force: true })
      const killed = await cli(root, words, random(found.done)() * usual * 1.1)
      found.done++
      found.met += killed.code === null ? 1 : 0
      mkdirSync(out, { recursive: true })
      found.half += names(out, '.png').filter((name) => digest(join(out, name)) !== whole).length
      const again = await cli(root, words)
      if (again.code !== 0 || names(out, '.png').length !== photos.length) found.half++
      found.parts += names(out, '.part').length
      state.save({ kills: found })
    }
  })
}

/** Bytes that stay of each open, and descriptors that stay of all. */
export async function soakOpens(root: string, state: State, count: number): Promise<void> {
  const engine = new EngineService({ workerFile: join(root, 'out/main/worker.cjs'), threads: 2 })
  const context = { signal: new AbortController().signal, progress: () => undefined, pixels: () => undefined }
  const source = { kind: 'file', path: photoOf(root), name: 'painting.jpg' } as const
  const open = async () => {
    await engine.call('open', { document: 'd', source, damaged: false }, context)
    await engine.call('close', { document: 'd' }, context)
  }
  const descriptors = () => (process.platform === 'linux' ? readdirSync('/proc/self/fd').length : 0)
  try {
    // Until everything that is kept on purpose is there.
    for (let i = 0; i < count / 4; i++) await open()
    const before = { bytes: (await engine.call('memory', {}, context)).resident, descriptors: descriptors() }
    for (let i = 0; i < count; i++) await open()
    const { resident } = await engine.call('memory', {}, context)
    state.save({ opens: { done: count, bytesEach: Math.round((resident - before.bytes) / count), descriptors: descriptors() - before.descriptors } }) // prettier-ignore
  } finally {
    await engine.close()
  }
}

/** One in twenty is cut, empty, a text, or made to be slow to look at. */
function broken(i: number, photo: Buffer): Buffer {
  const kinds = [
    photo.subarray(0, photo.length >> 1),
    Buffer.alloc(0),
    Buffer.from('no photo'),
    Buffer.from(`<?xml ${'<!---->'.repeat(70)}`),
  ]
  return kinds[i % kinds.length]!
}

export async function soakBatch(root: string, state: State, count: number): Promise<void> {
  await inFolder(async (folder) => {
    const recipe = await recipeIn(root, folder)
    const photo = readFileSync(photoOf(root))
    const one = join(folder, 'one.jpg')
    writeFileSync(one, photo)
    const photos = Array.from({ length: count }, (_, i) => {
      mkdirSync(join(folder, `d${i % 10}`), { recursive: true })
      const path = join(folder, `d${i % 10}`, `p${Math.floor(i / 10)}.jpg`)
      // The same bytes in files of their own: a link to one photo would be one photo.
      if (i % 20 === 7) writeFileSync(path, broken(Math.floor(i / 20), photo))
      else copyFileSync(one, path)
      return path
    })
    const out = join(folder, 'out')
    let [early, most] = [0, 0]
    const { out: told } = await cli(root, ['run', recipe, ...photos, '--out', out, '--json'], undefined, (pid) => {
      try {
        const megabytes = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024
        most = Math.max(most, megabytes)
        if (names(out, '.png').length < count / 5) early = Math.max(early, megabytes)
      } catch {
        // It has ended, or this is not Linux.
      }
    })
    const { done, failed } = JSON.parse(told) as { done: number; failed: number }
    state.save({ batch: { done, failed, outputs: names(out, '.png').length, earlyMegabytes: Math.round(early), mostMegabytes: Math.round(most) } }) // prettier-ignore
  })
}
