/** Contours of any mask: each hole in the ring around it, objects numbered as in the table, noise in a moment, and to be cancelled. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Segmentation } from '../../contract/contract'
import type { Gate } from '../../contract/gate'
import { areaOf, type Ring } from '../../core/mask/contours'
import { svgOf } from '../../main/engine/export/vector/drawings'
import { bytesOf } from '../../main/engine/export/vector/resting'
import { shapesOf } from '../../main/engine/export/vector/shapes'
import { anyMask, toBits, type Drawn } from '../kernels/masks'
import { Call, file, newEngine } from '../engine/harness'
import { sharp } from '../engine/odd-photos'

const never = new AbortController().signal

/** Whether a ray from the point to the right crosses the ring an odd number of times. */
function surrounds({ corners }: Ring, x: number, y: number): boolean {
  let odd = false
  for (let i = 0; i < corners.length; i += 2) {
    const next = (i + 2) % corners.length
    if (corners[i] !== corners[next] || corners[i]! < x) continue
    if (corners[i + 1]! > y !== corners[next + 1]! > y) odd = !odd
  }
  return odd
}
/** The middle of a pixel inside of a hole: to the left of where its ring goes up. */
function insideOf({ corners }: Ring): [number, number] {
  for (let i = 0; i < corners.length; i += 2) {
    const next = (i + 2) % corners.length
    if (corners[next] === corners[i] && corners[next + 1]! < corners[i + 1]!) return [corners[i]! - 0.5, corners[i + 1]! - 0.5]
  }
  throw new Error('a ring that never goes up')
}

/** Seeded noise: the same on every machine. */
function noise(width: number, height: number): Drawn {
  const bytes = new Uint8Array(width * height)
  let state = 1
  for (let i = 0; i < bytes.length; i++) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    bytes[i] = state >>> 31 === 1 ? 255 : 0
  }
  return { width, height, bytes }
}

describe('shapes', () => {
  it('a hole belongs to the smallest ring around it; the largest object is the first', async () => {
    await fc.assert(
      fc.asyncProperty(anyMask, async (mask) => {
        const shapes = await shapesOf(toBits(mask), never)
        const outers = shapes.flatMap(({ polygons }) => polygons.map(({ outer }) => outer))
        for (const { outer, holes } of shapes.flatMap(({ polygons }) => polygons)) {
          expect(areaOf(outer)).toBeGreaterThan(0)
          for (const hole of holes) {
            const around = outers.filter((each) => surrounds(each, ...insideOf(hole))).sort((a, b) => areaOf(a) - areaOf(b))
            expect(around[0]).toBe(outer)
          }
        }
        const areas = shapes.map(({ polygons }) => polygons.flatMap(({ outer, holes }) => [outer, ...holes]).reduce((sum, ring) => sum + areaOf(ring), 0)) // prettier-ignore
        expect(areas).toEqual([...areas].sort((a, b) => b - a))
        expect(areas.reduce((sum, area) => sum + area, 0)).toBe(mask.bytes.filter((byte) => byte !== 0).length)
      }),
      { numRuns: 150 },
    )
  })

  it('of noise: a hundred thousand rings, which holes and rings in pairs would take for ever', async () => {
    const mask = toBits(noise(2000, 1500))
    const shapes = await shapesOf(mask, never)
    const rings = shapes.flatMap(({ polygons }) => polygons).reduce((sum, { holes }) => sum + 1 + holes.length, 0)
    expect(rings).toBeGreaterThan(100_000)
    const svg = await bytesOf(svgOf(shapes, 2000, 1500), never)
    expect(svg.subarray(-7).toString()).toBe('</svg>\n')
  })

  it('can be cancelled while they are made, and while they are written', async () => {
    const mask = toBits(noise(1500, 1000))
    const later = () => {
      const cancelled = new AbortController()
      setTimeout(() => cancelled.abort(), 1)
      return cancelled.signal
    }
    await expect(shapesOf(mask, later())).rejects.toMatchObject({ code: 'JOB_CANCELLED' })
    const shapes = await shapesOf(mask, never)
    await expect(bytesOf(svgOf(shapes, 1500, 1000), later())).rejects.toMatchObject({ code: 'JOB_CANCELLED' })
  })
})

describe('one numbering', () => {
  const engine = newEngine()
  let folder = ''
  beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'chromapatch-contours-'))))
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await engine.close()
  })

  it('object n is the same in the window, CSV, JSON, SVG and GeoJSON; the plain area has no holes', async () => {
    // One pixel first, then a frame with a hole, then a larger block: neither reading order nor the area with holes is the order.
    const [width, height] = [40, 20]
    const rgb = new Uint8Array(width * height * 3).fill(200)
    const fill = (x: number, y: number, w: number, h: number, colour: readonly number[]) => {
      for (let row = y; row < y + h; row++) for (let i = x; i < x + w; i++) rgb.set(colour, (row * width + i) * 3)
    }
    const [red, grey] = [[220, 20, 20], [200, 200, 200]] as const // prettier-ignore
    fill(0, 0, 1, 1, red)
    fill(4, 2, 12, 12, red)
    fill(6, 4, 8, 8, grey)
    fill(20, 4, 10, 10, red)
    const path = join(folder, 'objects.png')
    await sharp(rgb, { raw: { width, height, channels: 3 } })
      .png()
      .toFile(path)
    await engine.call('open', { document: 'o', source: file(path), damaged: false }, new Call())
    const gate = { kind: 'rectangle', r: [0.5, 1], g: [0, 1] } satisfies Gate
    const segmentation: Segmentation = { model: 'gate', parameters: {}, patches: [], gate, threshold: 128 }
    const written: Record<string, string> = {}
    for (const format of ['csv', 'json', 'svg', 'geojson'] as const) {
      const target = join(folder, `objects.${format}`)
      await engine.call('exportFigures', { document: 'o', segmentation, format, scale: 2, target }, new Call())
      written[format] = readFileSync(target, 'utf8')
    }
    const [names, ...rows] = written['csv']!.trim().split('\r\n').map((line) => line.split(',')) // prettier-ignore
    const column = (name: string) => rows.map((row) => Number(row[names!.indexOf(name)]))
    expect([column('object'), column('area_px'), column('area_with_holes_px')]).toEqual([[1, 2, 3], [100, 80, 1], [100, 144, 1]]) // prettier-ignore
    expect([column('area_mm2'), column('area_percent')]).toEqual([[400, 320, 4], [12.5, 10, 0.125]]) // prettier-ignore
    const { objects } = JSON.parse(written['json']!) as { objects: { number: number; area: number; areaWithHoles: number }[] }
    expect(objects.map(({ number, area, areaWithHoles }) => [number, area, areaWithHoles])).toEqual([[1, 100, 100], [2, 80, 144], [3, 1, 1]]) // prettier-ignore
    const { features } = JSON.parse(written['geojson']!) as { features: { properties: object; geometry: { coordinates: number[][][] } }[] }
    expect(features.map(({ properties }) => properties)).toEqual([{ object: 1, area: 100 }, { object: 2, area: 80 }, { object: 3, area: 1 }]) // prettier-ignore
    expect(features.map(({ geometry }) => geometry.coordinates.length)).toEqual([1, 2, 1])
    const paths = [...written['svg']!.matchAll(/id="object-(\d)" d="(M\d+ \d+)/g)].map(([, number, start]) => [number, start])
    expect(paths).toEqual([['1', 'M20 4'], ['2', 'M4 2'], ['3', 'M0 0']]) // prettier-ignore
    const { objects: shown } = await engine.call('measureObjects', { document: 'o', segmentation, most: 2 }, new Call())
    expect(shown.map(({ number, netArea }) => [number, netArea])).toEqual([[1, 100], [2, 80]]) // prettier-ignore
  })
})
