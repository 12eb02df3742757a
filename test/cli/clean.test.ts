import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { golden, photo } from '../engine/harness'
import { fromFile, greyBytes } from '../engine/odd-photos'
import { decoded, filled } from '../kernels/shapes'
import { chromapatch } from './run'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chromapatch-clean-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const patch = ['--patch', '400,120,60,50', '--model', 'gaussian']
const steps = ['--clean', 'open 3, fill 200, drop 50']
const digest = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex')
const painting = photo('painting.jpg')

interface Known {
  readonly steps: Readonly<Record<string, { pixels: number; sha256: string }>>
  readonly measured: {
    readonly objects: number
    readonly largest: {
      area: number
      bbox: number[]
      centroid: [number, number]
      perimeter: number
      filled_area: number
      touches: boolean
      colour: number[]
    }[]
  }
}
const known = (name: string) => JSON.parse(readFileSync(golden(`clean-${name}.json`), 'utf8')) as Known

describe('--clean', () => {
  it('mask, cut-out and figures are those of the cleaned mask; a soft one gives soft alpha', async () => {
    const [mask, out, soft] = ['mask.png', 'out.png', 'soft.png'].map((name) => join(folder, name)) as [string, string, string]
    const ended = await chromapatch(['segment', painting, ...patch, ...steps, '--mask', mask, '--out', out, '--json'])
    expect([ended.code, ended.err]).toEqual([0, ''])
    const { pixels, sha256 } = known('painting').steps['open 3, fill 200, drop 50']!
    expect(JSON.parse(ended.out).mask.pixels).toBe(pixels)
    const bytes = await greyBytes(mask)
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256)
    const alpha = await fromFile(out).extractChannel('alpha').raw().toBuffer()
    expect(alpha.equals(bytes)).toBe(true)
    await chromapatch(['segment', painting, ...patch, '--clean', 'open 3, feather 2', '--out', soft])
    expect(new Set(await fromFile(soft).extractChannel('alpha').raw().toBuffer()).size).toBeGreaterThan(100)
  })

  it('a mistake is a sentence that names the step', async () => {
    for (const [text, sentence] of [
      ['polish 3', /“polish”/],
      ['open 3, fill lots', /“fill”.*“lots”/],
      ['open 0', /from 1 to 100 after “open”/],
      ['open 2.5', /whole number.*“open”/],
      ['invert 3', /no number after “invert”/],
      ['open 3 4', /at most one number \(radius\) after “open”/],
      ['', /one of soft, open/],
    ] as const) {
      const ended = await chromapatch(['segment', painting, ...patch, '--clean', text])
      expect([text, ended.code, ended.out]).toEqual([text, 2, ''])
      expect(ended.err).toMatch(/^chromapatch: USAGE: /)
      expect(ended.err).toMatch(sentence)
    }
  })

  it('the help has every step, with its range and default', async () => {
    const { out } = await chromapatch(['segment', '--help'])
    for (const word of ['--clean', 'open N', 'feather N', 'invert', '1 to 100, default 3', '--measure', '--contours', '--rle', '--recipe'])
      expect(out).toContain(word)
    expect((await chromapatch(['run', '--help'])).out).toContain('--again')
  })
})

describe('measurements and shapes', () => {
  it.each(['painting', 'bowl', 'brushes'])('objects of %s agree with regionprops', async (name) => {
    const { x, y, w, h } = JSON.parse(readFileSync(golden(`segment-${name}.json`), 'utf8')).patch
    const [csv, json] = [join(folder, `${name}.csv`), join(folder, `${name}.json`)]
    const words = ['segment', photo(`${name}.jpg`), '--patch', `${x},${y},${w},${h}`, '--model', 'gaussian', ...steps]
    expect((await chromapatch([...words, '--measure', csv, '--mm-per-px', '0.5'])).err).toBe('')
    await chromapatch([...words, '--measure', json])
    const { count, objects } = JSON.parse(readFileSync(json, 'utf8'))
    const { measured } = known(name)
    expect(count).toBe(measured.objects)
    measured.largest.forEach((region, i) => {
      const { area, areaWithHoles, box, centre, perimeter, colour, touchesBorder } = objects[i]
      expect([area, areaWithHoles, [box.x, box.y, box.w, box.h], touchesBorder]).toEqual([
        region.area,
        region.filled_area,
        region.bbox,
        region.touches,
      ])
      const close = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(b)))
      close(centre[0], region.centroid[0])
      close(centre[1], region.centroid[1])
      close(perimeter, region.perimeter)
      region.colour.forEach((value, channel) => close(colour[channel], value))
    })
    const rows = readFileSync(csv, 'utf8')
      .trimEnd()
      .split('\r\n')
      .map((row) => row.split(','))
    expect(rows).toHaveLength(count + 1)
    expect(rows[1]).toHaveLength(rows[0]!.length)
    expect(Number(rows[1]![rows[0]!.indexOf('area_mm2')])).toBe(measured.largest[0]!.area * 0.25)
  })

  it('contours drawn again and run lengths decoded are the mask', async () => {
    const [mask, svg, geojson, rle] = ['m.png', 'm.svg', 'm.geojson', 'm.json'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
      string,
    ]
    const words = ['segment', painting, ...patch, '--clean', 'open 1, drop 4', '--mask', mask]
    expect((await chromapatch([...words, '--contours', svg, '--rle', rle])).err).toBe('')
    await chromapatch([...words, '--contours', geojson])
    const bytes = await greyBytes(mask)
    const paths = [...readFileSync(svg, 'utf8').matchAll(/ d="([^"]+)"/g)].flatMap(([, d]) => d!.split('Z').filter(Boolean).map(cornersOf))
    expect(Buffer.from(filled(paths, 752, 600)).equals(bytes)).toBe(true)
    const { features } = JSON.parse(readFileSync(geojson, 'utf8')) as {
      features: { geometry: { type: string; coordinates: number[][][] | number[][][][] } }[]
    }
    const polygons = features.flatMap(({ geometry: { type, coordinates } }) =>
      type === 'Polygon' ? [coordinates as number[][][]] : (coordinates as number[][][][]),
    )
    const rings = polygons.flat()
    expect(rings.every((ring) => String(ring[0]) === String(ring.at(-1)))).toBe(true)
    expect(
      Buffer.from(
        filled(
          rings.map((ring) => ring.slice(0, -1).flat()),
          752,
          600,
        ),
      ).equals(bytes),
    ).toBe(true)
    const { size, counts, area } = JSON.parse(readFileSync(rle, 'utf8'))
    expect(size).toEqual([600, 752])
    expect(Buffer.from(decoded(counts, 752, 600)).equals(bytes)).toBe(true)
    expect(area).toBe(bytes.filter((byte) => byte === 255).length)
  })
})

/** Corners of one ring of our SVG paths: M, then H and V in turn. */
function cornersOf(d: string): number[] {
  const corners: number[] = []
  for (const [, command, first, second] of d.matchAll(/([MHV])(\d+)(?: (\d+))?/g)) {
    const [x, y] = corners.slice(-2)
    if (command === 'M') corners.push(Number(first), Number(second))
    else corners.push(...(command === 'H' ? [Number(first), y!] : [x!, Number(first)]))
  }
  return corners
}

describe('recipes', () => {
  const recipe = () => join(folder, 'mine.chromapatch.json')

  let photos = ''
  let made: string[] = []
  beforeAll(async () => {
    photos = join(folder, 'photos')
    mkdirSync(photos)
    for (const name of ['a.jpg', 'b.jpg']) copyFileSync(painting, join(photos, name))
    writeFileSync(join(photos, 'c.jpg'), 'no photo')
    // Older than anything that is written now, as a photo is.
    for (const name of ['a.jpg', 'b.jpg', 'c.jpg']) utimesSync(join(photos, name), 1_000_000, 1_000_000)
    made = ['a-mask.png', 'a-cut.webp', 'a.csv', 'a.svg'].map((name) => join(folder, name))
    const words = [
      'segment',
      join(photos, 'a.jpg'),
      ...patch,
      '--subtract',
      '10,10,20,20',
      '--clean',
      'open 2, feather 1.5',
      '--mask',
      made[0]!,
      '--out',
      made[1]!,
    ]
    const saved = await chromapatch([...words, '--measure', made[2]!, '--contours', made[3]!, '--recipe', recipe()])
    expect([saved.code, saved.err]).toEqual([0, ''])
    utimesSync(recipe(), 1_000_000, 1_000_000)
  })

  it('run again they give the same bytes; a batch tells each failure and goes on; what is done is left', async () => {
    const out = join(folder, 'out')
    const ended = await chromapatch([
      'run',
      recipe(),
      ...['a.jpg', 'b.jpg', 'c.jpg'].map((name) => join(photos, name)),
      '--out',
      out,
      '--json',
    ])
    expect(ended.code).toBe(1)
    const [note, ...told] = ended.err.trim().split('\n')
    expect(note).toMatch(/^note: the recipe learns the colour anew/)
    expect(told).toHaveLength(3)
    const { done, failed, rows } = JSON.parse(ended.out)
    expect([done, failed, rows[2].code]).toEqual([2, 1, 'PHOTO_UNKNOWN_FORMAT'])
    expect(
      readdirSync(out)
        .filter((name) => !name.startsWith('.'))
        .sort(),
    ).toEqual(['a-cut.webp', 'a-mask.png', 'a.csv', 'a.svg', 'b-cut.webp', 'b-mask.png', 'b.csv', 'b.svg'])
    for (const path of made) {
      const name = path.slice(folder.length + 1)
      expect([name, digest(join(out, name))]).toEqual([name, digest(path)])
    }
    const before = statSync(join(out, 'a.csv')).mtimeMs
    rmSync(join(out, 'b.svg'))
    const again = await chromapatch(['run', recipe(), ...['a.jpg', 'b.jpg'].map((name) => join(photos, name)), '--out', out, '--json'])
    expect(JSON.parse(again.out)).toMatchObject({ done: 1, skipped: 1, failed: 0 })
    expect([again.code, statSync(join(out, 'a.csv')).mtimeMs, existsSync(join(out, 'b.svg'))]).toEqual([0, before, true])
  })

  it('say plainly whether a photo is the very file that they were made on', async () => {
    const [same, other] = [join(photos, 'a.jpg'), join(folder, 'other')]
    mkdirSync(other)
    copyFileSync(join(photos, 'b.jpg'), join(other, 'b.jpg'))
    // The same name and another file: one byte after the picture's end.
    writeFileSync(join(other, 'a.jpg'), Buffer.concat([readFileSync(same), Buffer.from([0])]))
    const given = [same, join(other, 'a.jpg')]
    const ended = await Promise.all(given.map((path, i) => chromapatch(['run', recipe(), path, '--out', join(other, `o${i}`), '--json'])))
    expect(ended.map(({ out }) => JSON.parse(out).rows[0].sameInput)).toEqual([true, false])
    expect(ended[0]!.err).toMatch(/^\[1\/1\] a\.jpg: done; note: .* is dark .*\n$/)
    expect(ended[1]!.err).toMatch(/a\.jpg: done; warning: this is not the file that the recipe was made on \(its SHA-256 differs\)/)
    const copy = await chromapatch(['run', recipe(), join(other, 'b.jpg'), '--out', join(other, 'o2')])
    // A copy of the same bytes under another name is the same photo.
    expect(copy.err).toMatch(/^\[1\/1\] b\.jpg: done; note: [^\n]*\n$/)
  })

  it('never over the photo, and never two photos into one file', async () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')]
    for (const each of [one, two]) {
      mkdirSync(each)
      copyFileSync(painting, join(each, 'x-mask.png'))
    }
    const ended = await chromapatch([
      'run',
      recipe(),
      join(one, 'x-mask.png'),
      join(two, 'x-mask.png'),
      '--out',
      join(folder, 'both'),
      '--json',
    ])
    expect([ended.code, JSON.parse(ended.out)]).toMatchObject([0, { done: 2, failed: 0 }])
    expect(readdirSync(join(folder, 'both'))).toEqual(expect.arrayContaining(['x-mask-mask.png', 'x-mask-2-mask.png']))
    copyFileSync(painting, join(one, 'y'))
    const own = JSON.parse(readFileSync(recipe(), 'utf8'))
    const over = join(folder, 'over.chromapatch.json')
    writeFileSync(over, JSON.stringify({ ...own, outputs: [{ ...own.outputs[0], name: '{name}' }], figures: [] }))
    const refused = await chromapatch(['run', over, join(one, 'y'), '--out', one, '--again', '--json'])
    expect(JSON.parse(refused.out).rows[0].code).toBe('OUTPUT_IS_SOURCE')
    expect(digest(join(one, 'y'))).toBe(digest(painting))
  })

  it('a damaged one is told in a sentence that says where', async () => {
    const good = JSON.parse(readFileSync(recipe(), 'utf8'))
    const changed = (change: object) => JSON.stringify({ ...good, ...change })
    for (const [text, code, sentence] of [
      ['{', 'RECIPE_DAMAGED', /no JSON/],
      ['[]', 'RECIPE_DAMAGED', /does not say/],
      [changed({ format: 99 }), 'RECIPE_TOO_NEW', /newer/],
      [changed({ model: { ...good.model, version: 9 } }), 'RECIPE_TOO_NEW', /newer/],
      [changed({ threshold: 'high' }), 'RECIPE_DAMAGED', /threshold/],
      [changed({ threshold: 7 }), 'RECIPE_DAMAGED', /threshold/],
      [changed({ model: { ...good.model, id: 'magic' } }), 'RECIPE_DAMAGED', /magic/],
      [changed({ clean: [{ id: 'open', version: 1, parameters: { radius: 0 } }] }), 'RECIPE_DAMAGED', /open/],
      [changed({ outputs: [good.outputs[0], good.outputs[0]] }), 'RECIPE_DAMAGED', /same name/],
      [changed({ outputs: [{ ...good.outputs[0], name: '../../x.png' }] }), 'RECIPE_DAMAGED', /outputs\.0\.name/],
    ] as const) {
      const path = join(folder, 'bad.chromapatch.json')
      writeFileSync(path, text)
      const ended = await chromapatch(['run', path, painting, '--out', folder])
      expect([text.slice(0, 20), ended.code, ended.out]).toEqual([text.slice(0, 20), 3, ''])
      expect(ended.err).toMatch(new RegExp(`^chromapatch: ${code}: `))
      expect(ended.err).toMatch(sentence)
    }
    expect((await chromapatch(['run', join(folder, 'none.json'), painting, '--out', folder])).err).toMatch(/RECIPE_UNREADABLE.*not found/)
  })

  it.skipIf(process.platform === 'win32')('neither a pipe nor a device is waited for, as recipe or as photo', async () => {
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    expect(await chromapatch(['run', pipe, photo('painting.jpg')])).toMatchObject({
      code: 3,
      err: expect.stringContaining('RECIPE_UNREADABLE'),
    })
    expect((await chromapatch(['run', '/dev/zero'])).err).toMatch(/RECIPE_UNREADABLE/)
    const ended = await chromapatch(['run', recipe(), pipe, '/dev/zero', '--out', folder, '--json'])
    const { rows } = JSON.parse(ended.out) as { rows: { code: string }[] }
    expect([ended.code, ...rows.map(({ code }) => code)]).toEqual([1, 'PHOTO_NOT_A_FILE', 'PHOTO_NOT_A_FILE'])
  })

  it.skipIf(process.platform === 'win32')('of a photo whose name has all that names can have it is followed, too', async () => {
    const name = 'US$$\\a\nb.jpg'
    const [odd, again] = [join(folder, 'odd'), join(folder, 'again')]
    mkdirSync(odd)
    copyFileSync(photo('painting.jpg'), join(odd, name))
    const [mask, its] = [join(odd, 'US$$\\a\nb-mask.png'), join(odd, 'r.chromapatch.json')]
    expect((await chromapatch(['segment', join(odd, name), ...patch, '--mask', mask, '--recipe', its])).code).toBe(0)
    const { code, out } = await chromapatch(['run', its, '--out', again, '--json'])
    expect([code, (JSON.parse(out) as { rows: { sameInput: boolean }[] }).rows[0]!.sameInput]).toEqual([0, true])
    expect(readdirSync(again).filter((name) => !name.startsWith('.'))).toEqual(['US$$-a-b-mask.png'])
  })
})
