/** Every model through the command line, against numpy's, scikit-image's and OpenCV's answers. */
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { golden, photo } from '../engine/harness'
import { fromFile, greyBytes, sharp } from '../engine/odd-photos'
import { MODEL_OPTIONS, parameterLines } from '../../main/cli/flags/model-flags'
import { models, type ModelId } from '../../core/models'
import type { Parameters } from '../../core/models/shared/define'
import { chromapatch } from './run'

interface Golden {
  readonly patch: { x: number; y: number; w: number; h: number }
  readonly chromaticity_histogram_100: { image: number[][]; patch: number[][] }
  readonly likelihood_covariance: { mean: number; counts: { threshold: number; above: number; 'within_1e-4': number }[] }
  readonly hue: { back_projections: { histogram_of: string; bins: number; sha256: string; sum: number }[] }
  readonly rg_back_projections: { bins: number; pixels_above_0: number; pixels_at_least_128: number }[]
}

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'chromapatch-models-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const known = (name: string) => JSON.parse(readFileSync(golden(`segment-${name}.json`), 'utf8')) as Golden
const sha = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

async function segment(name: string, ...words: string[]) {
  const { x, y, w, h } = known(name).patch
  const ended = await chromapatch(['segment', photo(`${name}.jpg`), '--patch', `${x},${y},${w},${h}`, '--json', ...words])
  expect(ended.err).toBe('')
  return JSON.parse(ended.out) as { mask: { pixels: number }; threshold: number }
}

describe.each(['painting', 'bowl', 'brushes', 'mountains', 'dandelion-16mp'])('%s', (name) => {
  it('covariance at its thresholds', async () => {
    for (const { threshold, above, 'within_1e-4': near } of known(name).likelihood_covariance.counts) {
      const { mask } = await segment(name, '--model', 'covariance', '--threshold', String(threshold))
      expect(Math.abs(mask.pixels - above)).toBeLessThanOrEqual(near)
    }
  })

  it('rg: pixels above 0 and at least 128', async () => {
    for (const { bins, pixels_above_0, pixels_at_least_128 } of known(name).rg_back_projections) {
      const half = await segment(name, '--model', 'rg', '--bins', String(bins))
      expect([half.threshold, half.mask.pixels]).toEqual([128, pixels_at_least_128])
      const any = await segment(name, '--model', 'rg', '--bins', String(bins), '--threshold', '0')
      expect(any.mask.pixels).toBe(pixels_above_0)
    }
  })

  it('histogram: every cell of the photo and of the patch', async () => {
    const { patch, chromaticity_histogram_100: cells } = known(name)
    const words = ['histogram', photo(`${name}.jpg`), '--patch', `${patch.x},${patch.y},${patch.w},${patch.h}`, '--json']
    const found = JSON.parse((await chromapatch(words)).out)
    expect(found).toEqual({ bins: 100, range: [[0, 1], [0, 1]], image: cells.image, patch: cells.patch }) // prettier-ignore
  })
})

it.each(['painting', 'brushes'])('%s: the hue score map is OpenCV’s back-projection, byte for byte', async (name) => {
  for (const { histogram_of, bins, sha256, sum } of known(name).hue.back_projections) {
    const target = join(folder, 'hue.png')
    await segment(name, '--model', 'hue', '--histogram', histogram_of, '--bins', String(bins), '--score', target)
    expect(await fromFile(target).metadata()).toMatchObject({ depth: 'uchar', channels: 1 })
    const map = await greyBytes(target)
    expect(map.reduce((total, byte) => total + byte, 0)).toBe(sum)
    expect(sha(map)).toBe(sha256)
  }
})

it('the score map of a likelihood has 16 bits, its mean is numpy’s, and cutting it gives the mask', async () => {
  for (const model of ['gaussian', 'covariance'] as const) {
    const target = join(folder, `${model}.png`)
    const { mask } = await segment('painting', '--model', model, '--threshold', '0.5', '--score', target)
    expect(await fromFile(target).metadata()).toMatchObject({ depth: 'ushort', channels: 1 })
    const { data } = await fromFile(target).toColourspace('grey16').raw({ depth: 'ushort' }).toBuffer({ resolveWithObject: true })
    const map = new Uint16Array(data.buffer, data.byteOffset, data.length / 2)
    const above = map.reduce((count, value) => count + (value > 0.5 * 65_535 ? 1 : 0), 0)
    expect(Math.abs(above - mask.pixels)).toBeLessThan(0.001 * mask.pixels)
    if (model === 'covariance') {
      const golden = JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/golden/segment-painting.json'), 'utf8'))
      const defined = 752 * 600 - golden.image.black_pixels
      expect(map.reduce((sum, value) => sum + value / 65_535, 0) / defined).toBeCloseTo(golden.likelihood_covariance.mean, 5)
    }
  }
})

describe('several patches and options', () => {
  const area = async (...words: string[]) => {
    const ended = await chromapatch([
      'segment',
      photo('painting.jpg'),
      '--json',
      ...(words.includes('--model') ? [] : ['--model', 'gaussian']),
      ...words,
    ])
    expect(ended.err).toBe('')
    return (JSON.parse(ended.out) as { mask: { pixels: number } }).mask.pixels
  }
  const [sky, moon] = ['400,120,60,50', '670,124,30,16']

  it.each((Object.keys(models) as ModelId[]).filter((id) => id !== 'gate' && id !== 'classes'))(
    '%s: two patches have at least what each has; subtracting takes away; twice is once',
    async (model) => {
      const [one, two] = [await area('--patch', sky, '--model', model), await area('--patch', moon, '--model', model)]
      const both = await area('--patch', sky, '--patch', moon, '--model', model)
      // `density` compares densities of different peaks against one threshold, as all others do scores.
      expect(both).toBeGreaterThanOrEqual(Math.max(one, two))
      expect(await area('--patch', sky, '--patch', sky, '--model', model)).toBe(one)
      expect(await area('--patch', sky, '--subtract', moon, '--model', model)).toBeLessThanOrEqual(one)
      expect(await area('--patch', sky, '--subtract', sky, '--model', model)).toBe(0)
    },
  )

  it('leave out dark and clipped pixels, and take linear light', async () => {
    const plain = await area('--patch', sky)
    expect(await area('--patch', sky, '--min-brightness', '200')).not.toBe(plain)
    expect(await area('--patch', sky, '--linear')).not.toBe(plain)
    expect(await area('--patch', sky, '--exclude-clipped')).toBeLessThanOrEqual(plain)
    const hue = await area('--patch', sky, '--model', 'hue')
    expect(await area('--patch', sky, '--model', 'hue', '--min-spread', '60')).toBeLessThan(hue)
  })

  it('hue counts black as hue 0, as OpenCV does; the models of chromaticity have nothing to go by', async () => {
    const black = join(folder, 'black.png')
    const half = Buffer.alloc(40 * 40 * 3)
    for (let i = 0; i < half.length / 2; i += 3) half.set([200, 30, 20], i)
    writeFileSync(
      black,
      await sharp(half, { raw: { width: 40, height: 40, channels: 3 } })
        .png()
        .toBuffer(),
    )
    const ask = (patch: string, ...words: string[]) => chromapatch(['segment', black, '--patch', patch, '--json', ...words])
    const hue = JSON.parse((await ask('0,22,40,16', '--model', 'hue')).out)
    expect(hue).toMatchObject({ mask: { pixels: 1600 }, warnings: expect.not.arrayContaining([expect.stringContaining('black')]) })
    expect((await ask('0,22,40,16', '--model', 'gaussian')).err).toMatch(/PATCH_UNUSABLE.*black/)
    expect((await ask('0,22,40,16', '--model', 'rg')).err).toMatch(/PATCH_UNUSABLE.*black/)
    expect(JSON.parse((await ask('0,10,40,20', '--model', 'rg')).out).warnings.join()).toMatch(/black/)
  })

  it('an option that the model does not have is a mistake, and says so', async () => {
    const ended = await chromapatch(['segment', photo('painting.jpg'), '--patch', sky, '--model', 'gaussian', '--bins', '20'])
    expect(ended).toMatchObject({ code: 2, out: '' })
    expect(ended.err).toMatch(/USAGE.*--bins.*gaussian/)
    expect((await chromapatch(['segment', photo('painting.jpg'), '--patch', sky, '--model', 'rg', '--bins', '3'])).err).toMatch(/4 to 256/)
  })
})

it('every parameter of every model has a flag, and the help tells of it', async () => {
  const help = (await chromapatch(['segment', '--help'])).out
  for (const [id, model] of Object.entries(models) as [ModelId, { parameters: Parameters }][]) {
    expect(parameterLines(id)).toHaveLength(Object.keys(model.parameters).length)
    for (const line of parameterLines(id)) {
      expect(help).toContain(line)
      expect(Object.keys(MODEL_OPTIONS)).toContain(/^--([a-z-]+)/.exec(line)![1])
    }
  }
})
