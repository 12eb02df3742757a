/** Comparisons as the window and the command line ask for them: against scikit-image and OpenCV, against known truth, and what they leave behind. */
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterAll, describe, expect, it } from 'vitest'
import { Comparison, type Box, type CompareOptions } from '../../contract/comparison'
import { cornerDistance, type Matrix } from '../../core/pair/align/geometry'
import { bytes, Call, file, fixture, golden, newEngine, photo } from './harness'
import { fromFile, sharp } from './odd-photos'

const engine = newEngine()
const folder = mkdtempSync(join(tmpdir(), 'chromapatch-compare-'))
afterAll(async () => {
  await engine.close()
  rmSync(folder, { recursive: true, force: true })
})

const plain: CompareOptions = { align: 'none', manual: null, light: 'none', sensitivity: 7, minArea: 0, ignored: [] }
const usual: CompareOptions = { ...plain, align: 'auto', light: 'global' }

async function openPair(name: string, ending: string, on = engine) {
  for (const [document, side] of [
    ['d1', 'before'],
    ['d2', 'after'],
  ] as const) {
    await on.call('open', { document, source: file(fixture(join('pairs', name, `${side}.${ending}`))), damaged: false }, new Call())
  }
}
const compare = (options: CompareOptions, on = engine, [before, after] = ['d1', 'd2']) =>
  on.call('compare', { comparison: 'c1', before: before!, after: after!, options }, new Call())
const metrics = (on = engine) => on.call('comparisonMetrics', { comparison: 'c1' }, new Call())

async function openBytes(pictures: Readonly<Record<string, Buffer>>) {
  for (const [document, picture] of Object.entries(pictures))
    await engine.call('open', { document, source: bytes(picture), damaged: false }, new Call())
}

describe.each([
  ['spot', 'png'],
  ['handheld', 'jpg'],
])('the published difference of %s', (name, ending) => {
  it('is scikit-image’s and OpenCV’s', async () => {
    const known = JSON.parse(readFileSync(golden(`difference-${name}.json`), 'utf8'))
    await openPair(name, ending)
    const found = await compare(plain)
    expect(v.is(Comparison, found)).toBe(true)
    expect([found.size.width, found.size.height]).toEqual(known.size)
    const { signedGray } = found
    for (const [key, value] of [
      ['min', 'min'],
      ['max', 'max'],
      ['mean', 'mean'],
      ['meanAbs', 'mean_abs'],
      ['rms', 'rms'],
    ] as const) {
      expect(Math.abs(signedGray[key] - known.signed_gray[value]), key).toBeLessThan(1e-12)
    }
    expect(signedGray.histogram16).toEqual(known.signed_gray.histogram_16)
    expect(signedGray.countsAbs).toEqual(
      known.signed_gray.counts_abs.map(({ threshold, above }: { threshold: number; above: number }) => ({ threshold, above })),
    )
    expect(Math.abs(found.mse - known.mse_rgb)).toBeLessThan(1e-9)
    expect(Math.abs(found.psnr! - known.psnr_rgb_db)).toBeLessThan(1e-9)
    const { ssim, deltaE } = await metrics()
    expect(Math.abs(ssim! - known.ssim_gray_gaussian)).toBeLessThan(1e-7)
    expect(Math.abs(deltaE.mean - known.delta_e_2000.mean)).toBeLessThan(1e-9)
    expect(Math.abs(deltaE.max - known.delta_e_2000.max)).toBeLessThan(1e-9)
    expect(Math.round(deltaE.above2_3 * known.size[0] * known.size[1])).toBe(known.delta_e_2000['above_2.3'])
    // The layer of the window and the file are both OpenCV's bytes.
    const call = new Call()
    const view = { level: 0, region: { x: 0, y: 0, w: known.size[0], h: known.size[1] } }
    await engine.call('readComparison', { comparison: 'c1', layer: 'difference-abs', view }, call)
    expect(createHash('sha256').update(call.received!).digest('hex')).toBe(known.opencv_absdiff_gray.sha256)
  })
})

const overlaps = (a: Box, [x, y, w, h]: number[]) => a.x < x! + w! && x! < a.x + a.w && a.y < y! + h! && y! < a.y + a.h

describe('pairs with known truth', () => {
  it.each([
    ['spot', 'png', 'none'],
    ['handheld', 'jpg', 'homography'],
    ['unchanged', 'jpg', 'homography'],
  ])('%s', async (name, ending, model) => {
    await openPair(name, ending)
    const truth = JSON.parse(readFileSync(fixture(`pairs/${name}/truth.json`), 'utf8'))
    const { align, light, regions, size } = await compare(usual)
    expect(align).toMatchObject({ model, found: true })
    expect(cornerDistance(align.homography.flat() as unknown as Matrix, truth.homography_before_to_after.flat(), size)).toBeLessThan(0.1)
    expect(truth.boxes.filter((box: number[]) => !regions.some((region) => overlaps(region, box)))).toEqual([])
    expect(regions.filter((region) => !truth.boxes.some((box: number[]) => overlaps(region, box)))).toEqual([])
    for (const [i, gain] of (truth.gain_rgb ?? []).entries()) expect(Math.abs(light.gain[i]! - gain)).toBeLessThan(0.03)
  })

  it('blocks of light find no more than one light does, and uneven light needs them', async () => {
    await openPair('spot', 'png')
    expect((await compare({ ...usual, light: 'blocks' })).regions).toHaveLength(7)
    const { data, info } = await fromFile(fixture('pairs/unchanged/before.jpg')).raw().toBuffer({ resolveWithObject: true })
    const shaded = Buffer.from(data.map((byte, i) => Math.round(byte * (1 - (0.35 * (Math.floor(i / 3) % info.width)) / info.width))))
    const raw = { width: info.width, height: info.height, channels: 3 as const }
    await openBytes({ d3: await sharp(data, { raw }).png().toBuffer(), d4: await sharp(shaded, { raw }).png().toBuffer() })
    const even = await compare(usual, engine, ['d3', 'd4'])
    const uneven = await compare({ ...usual, light: 'blocks' }, engine, ['d3', 'd4'])
    // What one light leaves over counts as noise, and hides changes.
    expect(uneven.regions).toEqual([])
    expect(uneven.noise).toBeLessThan(even.noise / 4)
    for (const document of ['d3', 'd4']) await engine.call('close', { document }, new Call())
  })
})

describe('properties', () => {
  it('one thread, two and three say the same, to the last bit', async () => {
    const answers = new Set<string>()
    for (const threads of [1, 2, 3]) {
      const other = newEngine(threads)
      await openPair('spot', 'png', other)
      answers.add(JSON.stringify([await compare({ ...usual, light: 'blocks' }, other), await metrics(other)]))
      await other.close()
    }
    expect(answers.size).toBe(1)
  })

  it('swapped: the signed difference turns its sign; a photo beside itself differs nowhere', async () => {
    await openPair('spot', 'png')
    const one = await compare(plain)
    const two = await compare(plain, engine, ['d2', 'd1'])
    expect([two.signedGray.min, two.signedGray.max]).toEqual([-one.signedGray.max, -one.signedGray.min])
    expect(two.signedGray.mean).toBeCloseTo(-one.signedGray.mean, 15)
    expect([two.mse, two.regions.length]).toEqual([one.mse, one.regions.length])
    const same = await compare(usual, engine, ['d1', 'd1'])
    expect(same).toMatchObject({ align: { model: 'none', found: true }, regions: [], mse: 0, psnr: null, changedFraction: 0 })
    expect(await metrics()).toEqual({ ssim: 1, deltaE: { mean: 0, max: 0, above2_3: 0 } })
  })
})

describe('what cannot be aligned', () => {
  it('is said, and left unaligned, with other sizes too; as they lie, photos of two sizes are an error', async () => {
    await openPair('unchanged', 'jpg')
    const other = await fromFile(photo('painting.jpg')).resize(1600, 1200, { fit: 'fill' }).png().toBuffer()
    const small = await fromFile(photo('painting.jpg')).resize(800, 600, { fit: 'fill' }).png().toBuffer()
    await openBytes({ d3: other, d4: small })
    const found = await compare(usual, engine, ['d1', 'd3'])
    expect(found.align).toMatchObject({
      model: 'none',
      found: false,
      homography: [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ],
    })
    expect(found.notes.join()).toMatch(/No move was found/)
    // What differs between photos that were not brought together is not what changed: nothing is listed, and nothing is called the same.
    expect(found).toMatchObject({ regions: [], onlyBefore: [], onlyAfter: [], verdict: { sameness: 'unknown' } })
    const sized = await compare(usual, engine, ['d1', 'd4'])
    expect(sized).toMatchObject({ size: { width: 1600 }, align: { found: false }, regions: [], verdict: { sameness: 'unknown' } })
    await expect(compare(plain, engine, ['d1', 'd4'])).rejects.toMatchObject({ code: 'PHOTO_SIZES_DIFFER' })
    for (const document of ['d3', 'd4']) await engine.call('close', { document }, new Call())
  })

  it('half the size is a move like any other, and pins by hand are one too', async () => {
    await openPair('unchanged', 'jpg')
    await openBytes({ d3: await fromFile(fixture('pairs/unchanged/before.jpg')).resize(800, 600).png().toBuffer() })
    const found = await compare(usual, engine, ['d1', 'd3'])
    const half: Matrix = [0.5, 0, -0.25, 0, 0.5, -0.25, 0, 0, 1]
    expect(found.align).toMatchObject({ model: 'similarity', found: true })
    expect(cornerDistance(found.align.homography.flat() as unknown as Matrix, half, found.size)).toBeLessThan(0.1)
    const pins = (
      [
        [10, 10],
        [1500, 20],
        [1400, 1100],
        [30, 1000],
      ] as const
    ).map(([x, y]) => ({ before: [x, y] as [number, number], after: [x / 2 - 0.25, y / 2 - 0.25] as [number, number] }))
    const byHand = await compare({ ...plain, manual: { kind: 'pins', pins } }, engine, ['d1', 'd3'])
    expect(byHand.align.model).toBe('manual')
    expect(cornerDistance(byHand.align.homography.flat() as unknown as Matrix, half, found.size)).toBeLessThan(1e-6)
    await engine.call('close', { document: 'd3' }, new Call())
  })
})

describe('calls on a comparison', () => {
  it('other sliders, areas left out, and every layer of the view', async () => {
    await openPair('spot', 'png')
    const first = await compare(usual)
    const { x, y, w, h } = first.regions[0]!
    const fewer = await engine.call(
      'detectChanges',
      { comparison: 'c1', options: { sensitivity: 7, minArea: 0, ignored: [{ x, y, w, h }] } },
      new Call(),
    )
    expect(fewer.regions).toEqual(first.regions.slice(1))
    const large = await engine.call(
      'detectChanges',
      { comparison: 'c1', options: { sensitivity: 7, minArea: 1500, ignored: [] } },
      new Call(),
    )
    expect(large.regions.every(({ area }) => area >= 1500)).toBe(true)
    for (const [layer, channels] of [
      ['after-aligned', 4],
      ['difference-signed', 1],
      ['per-channel', 3],
      ['deltaE', 1],
      ['residual-map', 1],
    ] as const) {
      const call = new Call()
      const view = { level: 1, region: { x: 100, y: 40, w: 90, h: 70 } }
      expect(await engine.call('readComparison', { comparison: 'c1', layer, view }, call)).toEqual({ width: 90, height: 70, channels })
      expect(call.received).toHaveLength(90 * 70 * channels)
    }
    const outside = { level: 1, region: { x: 300, y: 0, w: 90, h: 70 } }
    await expect(engine.call('readComparison', { comparison: 'c1', layer: 'deltaE', view: outside }, new Call())).rejects.toMatchObject({
      code: 'PARAMETER_INVALID',
    })
  })

  it('exports: whole files, and never over one of the photos', async () => {
    await openPair('handheld', 'jpg')
    await compare(usual)
    const write = async (name: string, what: Parameters<typeof engine.call<'exportComparison'>>[1]['what']) => {
      const target = join(folder, name)
      const { bytes: written } = await engine.call(
        'exportComparison',
        { comparison: 'c1', what, target, overwriteSource: false },
        new Call(),
      )
      expect(statSync(target).size).toBe(written)
      return target
    }
    expect(
      await fromFile(await write('difference.png', { content: 'difference', mode: 'signed', format: 'png' })).metadata(),
    ).toMatchObject({ width: 1365, height: 1074, channels: 3 })
    expect(await fromFile(await write('aligned.png', { content: 'aligned', format: 'png' })).metadata()).toMatchObject({
      width: 1365,
      channels: 4,
    })
    for (const format of ['webp', 'gif'] as const) {
      const animation = await sharp(readFileSync(await write(`pair.${format}`, { content: 'animation', format, milliseconds: 500 })), {
        animated: true,
      }).metadata()
      expect(animation).toMatchObject({ pages: 2, pageHeight: 1074, delay: [500, 500], loop: 0 })
    }
    const page = readFileSync(await write('report.html', { content: 'report' }), 'utf8')
    // Nothing is fetched from anywhere.
    expect(page.replace(/data:image\/jpeg;base64,[\w+/=]+/g, '')).not.toMatch(/https?:|src="(?!")|url\(/)
    expect(page.match(/<th scope="row">\d+<\/th>/g)).toHaveLength(6)
    const report = JSON.parse(readFileSync(await write('report.json', { content: 'json' }), 'utf8'))
    expect(report).toMatchObject({
      application: { name: 'Chromapatch' },
      parameters: { align: 'auto', sensitivity: 7 },
      align: { model: 'homography' },
    })
    expect(
      readFileSync(await write('regions.csv', { content: 'csv' }), 'utf8')
        .trim()
        .split('\r\n'),
    ).toHaveLength(7)
    const own = fixture('pairs/handheld/after.jpg')
    await expect(
      engine.call('exportComparison', { comparison: 'c1', what: { content: 'csv' }, target: own, overwriteSource: false }, new Call()),
    ).rejects.toMatchObject({ code: 'OUTPUT_IS_SOURCE' })
  })

  it('ends with its photos and gives all memory back; a cancelled one leaves nothing', async () => {
    await openPair('spot', 'png')
    const before = (await engine.call('memory', {}, new Call())).arena
    const call = new Call()
    const answer = engine.call('compare', { comparison: 'c2', before: 'd1', after: 'd2', options: usual }, call)
    call.abort.abort()
    await expect(answer).rejects.toMatchObject({ code: 'JOB_CANCELLED' })
    expect((await engine.call('memory', {}, new Call())).arena).toBe(before)
    await compare(usual)
    expect((await engine.call('memory', {}, new Call())).arena).toBeGreaterThan(before)
    await engine.call('close', { document: 'd2' }, new Call())
    await expect(metrics()).rejects.toMatchObject({ code: 'COMPARISON_UNKNOWN' })
    await engine.call('close', { document: 'd1' }, new Call())
    expect((await engine.call('memory', {}, new Call())).arena).toBe(0)
  })
})
