import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeLeaves, type Leaf } from '../fixtures/make-leaves'
import { chromapatch } from './run'

let folder = ''
let leaves: Leaf[] = []
const at = (...names: string[]) => join(folder, ...names)
const colour = () => at('leaf.colour.json')
const WITHOUT = [7, 15]

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'chromapatch-series-'))
  mkdirSync(at('leaves'))
  leaves = await makeLeaves(at('leaves'), 20, WITHOUT)
  const ended = await chromapatch([
    'learn',
    at('leaves', leaves[0]!.name),
    '--patch',
    leaves[0]!.patch,
    '--name',
    'leaf',
    '--out',
    colour(),
  ])
  expect(ended).toMatchObject({ code: 0, err: '' })
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Row {
  photo: string
  folder: string
  class: string
  pixels: number | null
  percent: number | null
  low: number
  high: number
  objects: number
  mm2: number | null
  state: string
  warnings: string[]
}
const tableOf = (file: string): Row[] =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Row)

describe('a colour learned once, asked of 20 leaves', () => {
  it('finds every area within 5 %, and says where the colour is absent', async () => {
    const ended = await chromapatch([
      'run',
      colour(),
      at('leaves'),
      '--out',
      at('out'),
      '--results',
      at('table.jsonl'),
      '--mm-per-px',
      '0.5',
    ])
    expect(ended.code).toBe(0)
    const rows = tableOf(at('table.jsonl'))
    expect(rows.map(({ photo }) => photo)).toEqual(leaves.map(({ name }) => name))
    for (const [i, { area, name }] of leaves.entries()) {
      const row = rows[i]!
      expect(row.class).toBe('leaf')
      if (area === 0) {
        expect(row.state, name).toBe('doubtful')
        expect(row.warnings.join(), name).toMatch(/not in this photo|Hardly any of the colour/)
      } else {
        expect(Math.abs(row.pixels! / area - 1), name).toBeLessThan(0.05)
        expect(row.mm2).toBeCloseTo(row.pixels! / 4, 6)
        expect(row.low).toBeLessThanOrEqual(row.pixels!)
        expect(row.high).toBeGreaterThanOrEqual(row.pixels!)
      }
    }
  })
})

const digests = (folder: string): Record<string, string> =>
  Object.fromEntries(
    (readdirSync(folder, { recursive: true, withFileTypes: true }) as { name: string; parentPath: string; isFile(): boolean }[])
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path.slice(folder.length), createHash('sha256').update(readFileSync(path)).digest('hex')]),
  )
/** What is seen of a folder: outputs and tables, without the records of this program. */
const seen = (folder: string) => Object.fromEntries(Object.entries(digests(folder)).filter(([path]) => !path.includes('.chromapatch-run')))

/** A recipe that writes a mask a photo, by the learned colour. */
async function recipeWithColour(): Promise<string> {
  const recipe = at('mask.chromapatch.json')
  const [leaf] = leaves
  const words = ['segment', at('leaves', leaf!.name), '--patch', leaf!.patch, '--clean', 'fill 500, drop 100', '--mask', at('x-mask.png')]
  if (!existsSync(recipe)) expect(await chromapatch([...words, '--recipe', recipe])).toMatchObject({ code: 0 })
  return recipe
}
const runWith = async (out: string, ...more: string[]) =>
  await chromapatch(['run', await recipeWithColour(), at('leaves'), '--colour', colour(), '--out', out, ...more])

describe('the same table and outputs, byte for byte', () => {
  let whole: Record<string, string> = {}
  beforeAll(async () => {
    expect(await runWith(at('whole'), '--jobs', '1', '--results', at('whole', 'table.csv'))).toMatchObject({ code: 0 })
    whole = seen(at('whole'))
    expect(Object.keys(whole)).toHaveLength(21)
  }, 60_000)

  it('with two jobs, and three threads', async () => {
    await runWith(at('jobs'), '--jobs', '2', '--threads', '3', '--results', at('jobs', 'table.csv'))
    expect(seen(at('jobs'))).toEqual(whole)
  })

  it('from three shards in one folder, gathered', async () => {
    for (const part of ['1/3', '2/3', '3/3']) expect(await runWith(at('shards'), '--shard', part)).toMatchObject({ code: 0 })
    expect(await chromapatch(['gather', at('shards'), '--results', at('shards', 'table.csv')])).toMatchObject({ code: 0 })
    expect(seen(at('shards'))).toEqual(whole)
  })

  it('after it was killed again and again, and resumed', async () => {
    const out = at('killed')
    const made = () => (existsSync(out) ? readdirSync(out).filter((name) => name.endsWith('.png')).length : 0)
    let [rounds, code] = [0, null as number | null]
    for (; code === null && rounds < 12; rounds++) {
      const before = made()
      const words = [
        'run',
        await recipeWithColour(),
        at('leaves'),
        '--colour',
        colour(),
        '--out',
        out,
        '--resume',
        '--results',
        join(out, 'table.csv'),
      ]
      ;({ code } = await chromapatch(words, rounds < 9 ? { killWhen: () => made() > before, after: (rounds * 37) % 90 } : {}))
    }
    expect(rounds).toBeGreaterThan(3)
    expect(code).toBe(0)
    expect(seen(out)).toEqual(whole)
  }, 180_000)

  it('XLSX too, with its text as text', async () => {
    for (const name of ['a.xlsx', 'b.xlsx'])
      expect(await chromapatch(['gather', at('shards'), '--results', at(name)])).toMatchObject({ code: 0 })
    expect(readFileSync(at('a.xlsx'))).toEqual(readFileSync(at('b.xlsx')))
    const files = unzipSync(readFileSync(at('a.xlsx')))
    const text = Object.keys(files)
      .map((name) => Buffer.from(files[name]!).toString('utf8'))
      .join('\n')
    expect(text).toContain('leaf-01.png')
    expect(text).toContain('>warnings<')
  })
})

describe('a folder as it comes', () => {
  it('photos of one name in two folders keep apart; broken ones are rows with a code; other files are left alone', async () => {
    for (const tray of ['a', 'b']) {
      mkdirSync(at('trays', tray), { recursive: true })
      cpSync(at('leaves', leaves[tray === 'a' ? 1 : 2]!.name), at('trays', tray, 'IMG_1.png'))
    }
    writeFileSync(at('trays', 'a', 'broken.jpg'), 'no photo')
    writeFileSync(at('trays', 'a', 'notes.txt'), 'not meant')
    const words = ['run', colour(), at('trays'), '--out', at('trays', 'out'), '--results', at('trays.jsonl')]
    expect(await chromapatch(words)).toMatchObject({ code: 2, err: expect.stringMatching(/--recursive/) as string })
    const ended = await chromapatch([...words, '--recursive'])
    expect(ended.code).toBe(1)
    const rows = tableOf(at('trays.jsonl'))
    expect(rows.map(({ photo, folder: in_, state }) => [photo, in_.split('/').at(-1), state])).toEqual([
      ['IMG_1.png', 'a', 'done'],
      ['broken.jpg', 'a', 'failed'],
      ['IMG_1.png', 'b', 'done'],
    ])
    expect(rows[1]!.warnings.join()).toMatch(/^PHOTO_UNKNOWN_FORMAT: /)
    expect(rows[0]!.pixels).not.toBe(rows[2]!.pixels)
    const matched = await chromapatch([...words.slice(0, -1), at('some.jsonl'), '--recursive', '--match', 'b/*.png'])
    expect(matched.code).toBe(0)
    expect(tableOf(at('some.jsonl'))).toHaveLength(1)
  })

  it('a place that is learned anew in each photo is said so', async () => {
    const ended = await chromapatch(['run', await recipeWithColour(), at('leaves'), '--match', 'leaf-0[12].png', '--out', at('anew')])
    expect(ended.err).toContain('learns the colour anew at this place in each photo')
    expect((await runWith(at('learned'), '--match', 'leaf-0[12].png')).err).not.toContain('anew')
  })
})

describe('two folders', () => {
  it('are compared by name; equal bytes and missing photos are told', async () => {
    for (const name of ['before', 'after']) mkdirSync(at(name))
    for (const [from, to] of [
      [1, 'before/a.png'],
      [1, 'after/a.png'],
      [1, 'before/B.png'],
      [2, 'after/b.PNG'],
      [2, 'after/c.png'],
    ] as const) {
      cpSync(at('leaves', leaves[from]!.name), at(to))
    }
    writeFileSync(at('before', 'd.png'), 'broken')
    writeFileSync(at('after', 'd.png'), 'broken too')
    const ended = await chromapatch(['difference', at('before'), at('after'), '--align', 'none', '--csv', at('pairs.csv')])
    expect(ended.code).toBe(1)
    const lines = readFileSync(at('pairs.csv'), 'utf8').trimEnd().split('\r\n')
    expect(lines.map((line) => line.split(',').slice(0, 3))).toEqual([
      ['before', 'after', 'state'],
      ['a.png', 'a.png', 'equal'],
      ['B.png', 'b.PNG', 'compared'],
      ['', 'c.png', 'only after'],
      ['d.png', 'd.png', 'failed'],
    ])
    expect(Number(lines[2]!.split(',')[3])).toBeGreaterThan(0)
    const changed = await chromapatch(['difference', at('before'), at('after'), '--align', 'none', '--fail-on-change'])
    expect(changed.code).toBe(5)
  })
})

describe('words that make no sense: 2', () => {
  it('a colour of a model that keeps none', async () => {
    const { name, patch } = leaves[0]!
    const words = ['learn', at('leaves', name), '--patch', patch, '--model', 'lab', '--name', 'x', '--out', at('none.json')]
    const ended = await chromapatch(words)
    expect(ended).toMatchObject({ code: 2, out: '' })
    expect(ended.err).toMatch(/“Gaussian in L\*a\*b\*” keeps no colour/)
  })

  it.each([
    [['run', 'c', 'p', '--out', 'o', '--shard', '3/2'], /--shard/],
    [['run', 'c', 'p', '--out', 'o', '--resume', '--again'], /--resume/],
    [['gather', 'o'], /--results/],
    [['gather', '--results', 'a.csv'], /folder/],
    [['learn', 'p', '--patch', '1,1,9,9', '--out', 'c.json'], /--name/],
    [['learn', 'p', '--patch', '1,1,9,9', '--name', 'x', '--out', 'c.txt'], /--out/],
  ] as const)('%j', async (words, sentence) => {
    const ended = await chromapatch(words.map((word) => (word === 'c' ? colour() : word)))
    expect(ended).toMatchObject({ code: 2, out: '' })
    expect(ended.err).toMatch(sentence)
  })
})
