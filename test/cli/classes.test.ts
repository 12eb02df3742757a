import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { inflateSync } from 'node:zlib'
import { fromFile } from '../engine/odd-photos'
import { chromapatch } from './run'

const folder = mkdtempSync(join(tmpdir(), 'chromapatch-classes-'))
const at = (name: string) => join(folder, name)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const [WIDTH, HEIGHT] = [160, 120]
/** Two red discs and a green square on grey, each a little uneven. */
const truth = (x: number, y: number): number =>
  Math.hypot(x - 30, y - 30) < 20 || Math.hypot(x - 30, y - 88) < 16 ? 1 : x > 90 && x < 140 && y > 40 && y < 100 ? 2 : 0
const COLOURS = [
  [120, 120, 118],
  [190, 50, 40],
  [60, 140, 60],
] as const

beforeAll(async () => {
  const rgb = Buffer.alloc(3 * WIDTH * HEIGHT)
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    const colour = COLOURS[truth(i % WIDTH, Math.floor(i / WIDTH))]!
    for (let c = 0; c < 3; c++) rgb[3 * i + c] = colour[c]! + ((i * 7919 + c * 31) % 9) - 4
  }
  await sharp(rgb, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .png()
    .toFile(at('photo.png'))
})

const classes = ['--class', 'disc=25,25,10,10', '--class', 'leaf=100,60,10,10,120,70,8,8']
const segment = (...words: string[]) => chromapatch(['segment', at('photo.png'), ...words])

/** The indices of an 8-bit PNG with a palette whose rows are not filtered. */
function indices(file: string): { labels: Buffer; text: string } {
  const png = readFileSync(file)
  const parts: Record<string, Buffer> = {}
  for (let from = 8; from < png.length;) {
    const length = png.readUInt32BE(from)
    parts[png.toString('latin1', from + 4, from + 8)] = png.subarray(from + 8, from + 8 + length)
    from += length + 12
  }
  expect([...parts['IHDR']!.subarray(8, 10)]).toEqual([8, 3])
  const rows = inflateSync(parts['IDAT']!)
  const labels = Buffer.alloc(WIDTH * HEIGHT)
  for (let y = 0; y < HEIGHT; y++) rows.copy(labels, y * WIDTH, y * (WIDTH + 1) + 1, (y + 1) * (WIDTH + 1))
  return { labels, text: parts['iTXt']!.toString('utf8') }
}

describe('several classes', () => {
  it('are told with shares that are all of the photo, and each pixel has the number of its class', async () => {
    const { out, err } = await segment(...classes, '--labels', at('labels.png'), '--json')
    expect(err).toBe('')
    const { mask, classes: shares } = JSON.parse(out)
    const counts = [shares.none, ...shares.classes.map(({ pixels }: { pixels: number }) => pixels)]
    expect(shares.classes.map(({ name }: { name: string }) => name)).toEqual(['disc', 'leaf'])
    expect(counts.reduce((sum: number, count: number) => sum + count, 0)).toBe(WIDTH * HEIGHT)
    expect(mask.pixels).toBe(counts[1] + counts[2])
    const { labels, text } = indices(at('labels.png'))
    expect(text).toContain('1 disc\n2 leaf')
    for (const label of [0, 1, 2]) expect(labels.filter((value) => value === label)).toHaveLength(counts[label])
    const right = labels.filter((label, i) => label === truth(i % WIDTH, Math.floor(i / WIDTH))).length
    expect(right / labels.length).toBeGreaterThan(0.98)
    expect((await fromFile(at('labels.png')).metadata()).width).toBe(WIDTH)
  })

  it('are a COCO data set: an annotation an object, whose runs add up', async () => {
    await segment(...classes, '--coco', at('coco.json'))
    const { images, categories, annotations } = JSON.parse(readFileSync(at('coco.json'), 'utf8'))
    expect(images).toEqual([{ id: 1, file_name: 'photo.png', width: WIDTH, height: HEIGHT }])
    expect(categories.map(({ id, name }: { id: number; name: string }) => [id, name])).toEqual([
      [1, 'disc'],
      [2, 'leaf'],
    ])
    const large = annotations.filter(({ area }: { area: number }) => area > 300)
    expect(large.map((each: { category_id: number }) => each.category_id)).toEqual([1, 1, 2])
    expect(large[0].bbox[0]).toBeGreaterThan(5)
    for (const { area, segmentation } of annotations) {
      const counts = decoded(segmentation.counts)
      expect(segmentation.size).toEqual([HEIGHT, WIDTH])
      expect(counts.reduce((sum, count) => sum + count, 0)).toBe(WIDTH * HEIGHT)
      expect(counts.filter((_, i) => i % 2 === 1).reduce((sum, count) => sum + count, 0)).toBe(area)
    }
  })

  it('are kept in a recipe, and come out of it the same', async () => {
    await segment(...classes, '--labels', at('photo-classes.png'), '--recipe', at('its.chromapatch.json'))
    const recipe = JSON.parse(readFileSync(at('its.chromapatch.json'), 'utf8'))
    expect(recipe.patches.map((patch: { class?: string }) => patch.class)).toEqual(['disc', 'leaf', 'leaf'])
    expect(recipe).toMatchObject({ automatic: true, model: { id: 'classes', version: 1 } })
    const first = readFileSync(at('photo-classes.png'))
    rmSync(at('photo-classes.png'))
    const ended = await chromapatch(['run', at('its.chromapatch.json'), at('photo.png'), '--out', folder])
    expect(ended.code).toBe(0)
    expect(readFileSync(at('photo-classes.png')).equals(first)).toBe(true)
  })

  it('say what is wrong with them', async () => {
    expect((await segment('--class', 'leaf')).err).toMatch(/USAGE.*NAME=X,Y,W,H/)
    expect((await segment('--patch', '25,25,10,10', '--model', 'gaussian', '--labels', at('none.png'))).err).toMatch(/no classes/)
  })
})

/** As pycocotools' rleFrString. */
function decoded(text: string): number[] {
  const counts: number[] = []
  for (let i = 0; i < text.length;) {
    let [x, k, more] = [0, 0, true]
    while (more) {
      const c = text.charCodeAt(i++) - 48
      x |= (c & 0x1f) << (5 * k++)
      more = (c & 0x20) !== 0
      if (!more && c & 0x10) x |= -1 << (5 * k)
    }
    counts.push(counts.length > 2 ? x + counts.at(-2)! : x)
  }
  return counts
}
