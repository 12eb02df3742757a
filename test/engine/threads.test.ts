import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, test } from 'vitest'
import type { ThreadJob } from '../../main/engine/threads/tasks'
import { Threads } from '../../main/engine/threads/threads'

/** A thread that listens as the engine's does, and does what it is told: wait at a gate, fail, die, or say its number. */
const WORKER = `
const { parentPort, receiveMessageOnPort, threadId, workerData: { bell } } = require('node:worker_threads')
for (let heard = 0; ; ) {
  Atomics.wait(bell, 0, heard)
  heard = Atomics.load(bell, 0)
  for (let entry; (entry = receiveMessageOnPort(parentPort)); ) {
    const { gate, fails, dies } = entry.message
    if (gate) Atomics.wait(gate, 0, 0)
    if (dies) process.exit(7)
    parentPort.postMessage(fails ? { failed: new Error(fails) } : { counts: Float64Array.of(threadId) })
  }
}`
const folder = mkdtempSync(join(tmpdir(), 'chromapatch-threads-'))
const file = join(folder, 'worker.cjs')
writeFileSync(file, WORKER)
afterAll(() => rmSync(folder, { recursive: true }))

interface Told {
  readonly gate?: Int32Array
  readonly fails?: string
  readonly dies?: boolean
}
const told = (job: Told) => job as unknown as ThreadJob
const isTaken = () => false
const newGate = () => new Int32Array(new SharedArrayBuffer(4))
const pass = (gate: Int32Array) => {
  Atomics.store(gate, 0, 1)
  Atomics.notify(gate, 0)
}

let threads: Threads
const start = (count: number) => (threads = new Threads(file, new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }), count))
afterEach(() => threads.close())

test('a call is answered by as many threads as it wants, each once', async () => {
  start(3)
  const parts = await threads.run(told({}), 3, isTaken)
  expect(new Set(parts.map(([id]) => id)).size).toBe(3)
  expect(await threads.run(told({}), 1, isTaken)).toHaveLength(1)
})

test('calls are begun in their order, however many wait', async () => {
  start(1)
  const gate = newGate()
  const order: number[] = []
  const calls = [0, 1, 2, 3].map((at) => threads.run(told(at === 0 ? { gate } : {}), 1, isTaken).then(() => order.push(at)))
  pass(gate)
  await Promise.all(calls)
  expect(order).toEqual([0, 1, 2, 3])
})

test('a call whose rows are all taken does not wait for a thread that is busy with another', async () => {
  start(2)
  const gate = newGate()
  const long = threads.run(told({ gate }), 1, isTaken)
  expect(await threads.run(told({}), 2, () => true)).toHaveLength(1)
  pass(gate)
  expect(await long).toHaveLength(1)
})

test('a failure is told once every thread of the call has ended', async () => {
  start(2)
  const gate = newGate()
  const done: string[] = []
  const waiting = threads.run(told({ gate }), 1, isTaken).then(() => done.push('waiting'))
  const failing = threads
    .run(told({ fails: 'no such kernel' }), 2, isTaken)
    .catch((thrown: unknown) => done.push((thrown as Error).message))
  await failing
  expect(done).toEqual(['no such kernel'])
  pass(gate)
  await waiting
})

test('a thread that dies fails its call alone, and is replaced for the next', async () => {
  start(2)
  const gate = newGate()
  const other = threads.run(told({ gate }), 1, isTaken)
  await expect(threads.run(told({ dies: true }), 1, isTaken)).rejects.toThrow('ended with 7')
  pass(gate)
  expect(await other).toHaveLength(1)
  const parts = await threads.run(told({}), 2, isTaken)
  expect(new Set(parts.map(([id]) => id)).size).toBe(2)
})

test('closed, it refuses what waits and what comes', async () => {
  start(1)
  const gate = newGate()
  const running = threads.run(told({ gate }), 1, isTaken)
  const ends = [running, threads.run(told({}), 1, isTaken)].map((call) => expect(call).rejects.toThrow())
  await threads.close()
  await Promise.all(ends)
  await expect(threads.run(told({}), 1, isTaken)).rejects.toThrow('closed')
})

test('a worker that cannot be loaded is said, and does not hang', async () => {
  threads = new Threads(join(folder, 'missing.cjs'), new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }), 2)
  await expect(threads.run(told({}), 2, isTaken)).rejects.toThrow('missing.cjs')
})
