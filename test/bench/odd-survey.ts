/**
 * How odd photos open: `npm run survey -- --odd FOLDER [--record]`. The folder holds `odd.json`, a list of
 * `{ file, what, expected }`, where `expected` is a picture of what the file should look like, or null.
 * Every file opens, near its expected picture, or is refused with a code, in seconds; the engine answers afterwards.
 */
import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { basename, join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { ChromapatchError } from '../../contract/errors'
import { EngineService } from '../../main/engine/service'
import { record } from './record'
import { markdown } from './table'

const { values } = parseArgs({
  options: {
    root: { type: 'string', default: process.cwd() },
    odd: { type: 'string' },
    record: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
  },
  allowPositionals: true,
})

interface Odd {
  readonly file: string
  readonly what: string
  readonly expected: string | null
}
interface Row {
  readonly odd: Odd
  readonly said: string
  readonly error: number | null
  readonly ms: number
}

const MOST_ERROR = 1.5
const MOST_MS = 5000

const folder = values.odd ?? '.'
const list = (JSON.parse(readFileSync(join(folder, 'odd.json'), 'utf8')) as Odd[]).filter(({ file }) => file.includes(values.only))
const loadBefore = loadavg()[0]!
const engine = new EngineService({ workerFile: join(values.root, 'out', 'main', 'worker.cjs') })

/** RGBA of the picture that the file should look like. */
async function expectedPixels(file: string): Promise<{ data: Buffer; width: number; height: number }> {
  const picture = readFileSync(join(folder, file))
  const { depth, icc } = await sharp(picture, { failOn: 'none' }).metadata()
  const image = sharp(picture, { failOn: 'none' }).autoOrient().toColourspace('srgb')
  // sharp ends in Display P3 for 16 bits with a profile.
  const { data, info } = await (depth === 'ushort' && icc !== undefined ? image.withIccProfile('srgb') : image)
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true })
  return { data, width: info.width, height: info.height }
}

/** Mean absolute difference of what is seen: colours count as much as they are opaque. */
function meanDifference(a: Uint8Array, b: Uint8Array): number {
  let sum = 0
  for (let i = 0; i < a.length; i += 4) {
    for (let c = 0; c < 3; c++) sum += Math.abs((a[i + c]! * a[i + 3]!) / 255 - (b[i + c]! * b[i + 3]!) / 255)
    sum += Math.abs(a[i + 3]! - b[i + 3]!)
  }
  return sum / (a.length / 4) / 3
}

async function tried(odd: Odd): Promise<Row> {
  const path = join(folder, odd.file)
  const context = { signal: new AbortController().signal, progress: () => undefined, pixels: () => undefined }
  const began = performance.now()
  try {
    const source = { kind: 'file', path, name: basename(path) } as const
    const info = await engine.call('open', { document: 'd1', source, damaged: false }, context)
    const ms = performance.now() - began
    const said = `${info.format} ${info.width} × ${info.height}. ${info.notes.join(' ')}`
    if (odd.expected === null) return { odd, said, error: null, ms }
    const wanted = await expectedPixels(odd.expected)
    let sent: Uint8Array | null = null
    const region = { x: 0, y: 0, w: info.width, h: info.height }
    await engine.call('readView', { document: 'd1', view: { level: 0, region } }, { ...context, pixels: (bytes) => void (sent = bytes) })
    const isSameSize = wanted.width === info.width && wanted.height === info.height
    return { odd, said, error: isSameSize && sent !== null ? meanDifference(sent, wanted.data) : Number.POSITIVE_INFINITY, ms }
  } catch (thrown) {
    const ms = performance.now() - began
    const said = thrown instanceof ChromapatchError ? `${thrown.code}: ${thrown.message}` : `FAULT: ${String(thrown)}`
    return { odd, said, error: null, ms }
  }
}

async function main(): Promise<void> {
  const rows: Row[] = []
  for (const odd of list) {
    const row = await tried(odd)
    rows.push(row)
    process.stderr.write(`${odd.file} | ${row.said} | ${row.error?.toFixed(2) ?? '-'} | ${Math.round(row.ms)} ms\n`)
  }
  const isAlive =
    (await engine.call('memory', {}, { signal: new AbortController().signal, progress: () => undefined, pixels: () => undefined }))
      .resident > 0
  await engine.close()

  const opened = rows.filter(({ said }) => !/^[A-Z_]+:/.test(said)).length
  const faults = rows.filter(({ said }) => said.startsWith('FAULT') || said.startsWith('INTERNAL')).length
  const compared = rows.filter(({ error, odd }) => error !== null || odd.expected !== null)
  const near = compared.filter(({ error }) => error !== null && error <= MOST_ERROR).length
  const slow = rows.filter(({ ms }) => ms > MOST_MS).length
  const summary = `${rows.length} files: ${opened} open, ${rows.length - opened - faults} are refused with a code, ${faults} faults; ${near} of ${compared.length} are within ${MOST_ERROR} of the expected picture; ${slow} took over ${MOST_MS / 1000} s; the engine ${isAlive ? 'answers afterwards' : 'is gone'}.`
  const table = markdown(
    ['file', 'is', 'opening it', 'difference', 'ms'],
    rows.map(({ odd, said, error, ms }) =>
      [odd.file, odd.what, said.trim(), error?.toFixed(2) ?? '', Math.round(ms).toString()].map((cell) => cell.replaceAll('|', '/')),
    ),
  ).join('\n')
  process.stdout.write(`${values.record ? '' : `${table}\n\n`}${summary}\n`)
  if (values.record) await record(values.root, 'odd', 'npm run survey -- --odd FOLDER', `${summary}\n\n${table}`, loadBefore)
  process.exitCode = faults > 0 || slow > 0 ? 1 : 0
}

void main()
