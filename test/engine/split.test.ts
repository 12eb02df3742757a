/** Puzzle pictures of two panels, made here from known pairs: cut where they were put together. */
import { afterAll, describe, expect, it } from 'vitest'
import { bytes, Call, file, fixture, newEngine, photo } from './harness'
import { fromFile, sharp } from './odd-photos'

const engine = newEngine()
afterAll(() => engine.close())

interface Layout {
  readonly axis: 'columns' | 'rows'
  readonly gutter: number
  readonly frame?: number
  readonly colour?: string
  readonly jpeg?: boolean
}

/** Without the painting's own dark border, which is of one colour as a gutter is. */
const INNER = { left: 16, top: 12, width: 720, height: 576 }
const [W, H] = [INNER.width, INNER.height]

async function sheetOf({ axis, gutter, frame = 0, colour = '#ffffff', jpeg = false }: Layout): Promise<Buffer> {
  const [before, after] = await Promise.all(
    ['before', 'after'].map((side) =>
      fromFile(fixture(`pairs/spot/${side}.png`))
        .removeAlpha()
        .extract(INNER)
        .png()
        .toBuffer(),
    ),
  )
  const [dx, dy] = axis === 'columns' ? [W + gutter, 0] : [0, H + gutter]
  const background = colour
  const sheet = sharp({ create: { width: W + dx + 2 * frame, height: H + dy + 2 * frame, channels: 3, background } }).composite([
    { input: before!, left: frame, top: frame },
    { input: after!, left: frame + dx, top: frame + dy },
  ])
  return await (jpeg ? sheet.jpeg({ quality: 88 }) : sheet.png()).toBuffer()
}

async function split(sheet: Buffer) {
  await engine.call('open', { document: 'd3', source: bytes(sheet, 'puzzle.png'), damaged: false }, new Call())
  return await engine.call('split', { document: 'd3' }, new Call())
}

describe('a puzzle picture', () => {
  it.each<Layout & { name: string }>([
    { name: 'side by side, nothing between', axis: 'columns', gutter: 0 },
    { name: 'side by side, a white gutter and frame', axis: 'columns', gutter: 23, frame: 12 },
    { name: 'above each other, a black line', axis: 'rows', gutter: 4, colour: '#101010' },
    { name: 'above each other, JPEG with a gutter', axis: 'rows', gutter: 30, jpeg: true },
  ])('$name: cut into its panels', async (layout) => {
    const found = await split(await sheetOf(layout))
    const { axis, gutter, frame = 0 } = layout
    expect(found.axis).toBe(axis)
    expect(Math.abs(found.gutter - gutter)).toBeLessThanOrEqual(layout.jpeg ? 2 : 0)
    const [first, second] = found.parts
    const key = axis === 'columns' ? 'x' : 'y'
    const [side, length] = axis === 'columns' ? (['w', W] as const) : (['h', H] as const)
    const near = layout.jpeg ? 2 : 0
    expect(Math.abs(first[key] - frame)).toBeLessThanOrEqual(near)
    expect(Math.abs(second[key] - (frame + length + gutter))).toBeLessThanOrEqual(near)
    expect(Math.abs(first[side] - length)).toBeLessThanOrEqual(near)
    expect([first.w, first.h]).toEqual([second.w, second.h])
    // The pictures are the sheet's own pixels.
    const { width, height } = await sharp(Buffer.from(found.pictures[0])).metadata()
    expect([width, height]).toEqual([first.w, first.h])
  })

  it('gives a pair in which the seven changes are found', async () => {
    const { pictures } = await split(await sheetOf({ axis: 'columns', gutter: 16 }))
    for (const [i, document] of ['d1', 'd2'].entries()) {
      await engine.call('open', { document, source: bytes(Buffer.from(pictures[i as 0]), `${document}.png`), damaged: false }, new Call())
    }
    const options = { align: 'auto', manual: null, light: 'global', sensitivity: 7, minArea: 0, ignored: [] } as const
    const found = await engine.call(
      'compare',
      { comparison: 'c1', before: 'd1', after: 'd2', options: { ...options, ignored: [] } },
      new Call(),
    )
    expect(found.align).toMatchObject({ found: true, model: 'none' })
    expect(found.regions).toHaveLength(7)
  })

  it('of one scene is not cut: it says so', async () => {
    await engine.call('open', { document: 'd3', source: file(photo('brushes.jpg')), damaged: false }, new Call())
    await expect(engine.call('split', { document: 'd3' }, new Call())).rejects.toMatchObject({
      code: 'PHOTO_NOT_TWO_PANELS',
      message: expect.stringContaining('brushes.jpg'),
    })
  })
})
