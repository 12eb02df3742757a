/** The walkthrough: its figures are the engine's, and its lines of Python are a program that gives them too. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { DocumentInfo, Histograms, PatchStatistics, Segmentation } from '../../../contract/contract'
import { walkCode } from '../../../renderer/mask/method/walk/code'
import { distanceOf, peakOf, walkNumbers, type WalkFacts } from '../../../renderer/mask/method/walk/numbers'
import { WALK_STEP_IDS, WALK_STEPS, type WalkStepId } from '../../../renderer/mask/method/walk/steps'
import { findPython } from '../../bench/python'
import { Call, file, newEngine, photo } from '../../engine/harness'

const PATCH = { x: 600, y: 420, w: 60, h: 60 } as const
const THRESHOLD = 0.05
const segmentation: Segmentation = { model: 'gaussian', parameters: {}, patches: [{ ...PATCH, role: 'add' }], threshold: THRESHOLD }
const document = 'd1'

const engine = newEngine()
let info: DocumentInfo
let patch: PatchStatistics
let histograms: Histograms
let area: { pixels: number; fraction: number }
beforeAll(async () => {
  const view = { level: 0, region: { x: 0, y: 0, w: 1, h: 1 } }
  info = await engine.call('open', { document, source: file(photo('brushes.jpg')), damaged: false }, new Call())
  patch = (await engine.call('segment', { document, segmentation, view }, new Call())).patches[0]!
  histograms = await engine.call('histograms', { document, patch: { ...PATCH, role: 'add' }, bins: 100 }, new Call())
  area = await engine.call('measure', { document, segmentation }, new Call())
})
afterAll(() => engine.close())

const facts = (more: Partial<WalkFacts> = {}): WalkFacts => ({
  photo: info,
  patch,
  histograms,
  threshold: THRESHOLD,
  area,
  pixel: [120, 60, 60],
  hueBins: 25,
  pair: null,
  ...more,
})
const told = (step: WalkStepId, more?: Partial<WalkFacts>) =>
  Object.fromEntries(walkNumbers(step, facts(more)).map(({ name, value }) => [name, value]))

describe('the figures', () => {
  it('are those of the open photo', () => {
    expect(told('patch')).toMatchObject({ patch: '60 × 60 at 600, 420', 'pixels that count': '3,600' })
    expect(told('chromaticity')['mean r']).toBe(patch.meanR.toFixed(4))
    expect(told('chromaticity')['under the pointer']).toBe('r 0.500, g 0.250')
    expect(told('gaussian')['mean r, σ r']).toBe(`${patch.meanR.toFixed(4)}, ${patch.stdR.toFixed(4)}`)
    expect(told('mask')['pixels in the mask']).toBe(area.pixels.toLocaleString('en-US'))
    const most = histograms.patch.r.indexOf(Math.max(...histograms.patch.r)) / 100
    expect(told('histogram')['commonest r of the patch']).toBe(`${most.toFixed(2)} to ${(most + 0.01).toFixed(2)}`)
  })

  it('by hand: a likelihood, a coverage, a grey', () => {
    const even = { ...patch, meanR: 0.5, meanG: 0.3, stdR: 0.1, stdG: 0.05 }
    expect(distanceOf(even, [60, 20, 20])).toBeCloseTo(Math.hypot(1, 2), 12)
    expect(told('likelihood', { patch: even, pixel: [60, 20, 20] })).toMatchObject({
      'peak of the density': '31.83',
      'distance of the pixel': '2.24 σ',
      'its likelihood': '0.0821',
    })
    expect(told('threshold', { patch: even })).toMatchObject({
      'coverage, 1 − T': '95.0 %',
      'reaches to': '2.45 σ',
      'published 0.8 keeps': '97.5 %',
    })
    // As the slider beside it has it, with as many decimals.
    expect(told('threshold', { patch: even, threshold: 0.00052 })['coverage, 1 − T']).toBe('99.948 %')
    expect(told('difference', { patch: { ...patch, meanColour: [255, 0, 0] } })['grey of the mean colour']).toBe('0.2125')
    expect(told('difference', { pair: { max: 0.75, meanAbsolute: 0.01 } })['greatest of the pair']).toBe('0.7500')
  })

  it('divide by no deviation under the floor, and say so', () => {
    const flat = { ...patch, stdR: 0, stdG: 5.6e-17 }
    expect(peakOf(flat)).toBeCloseTo(765 ** 2 / (2 * Math.PI), 6)
    expect(told('gaussian', { patch: flat })['least σ used']).toBe('yes, 1/765')
    expect(told('gaussian')['least σ used']).toBe('no')
  })

  it('say that black has none, and wait for a patch', () => {
    expect(told('chromaticity', { pixel: [0, 0, 0] })['under the pointer']).toBe('none: the pixel is black')
    expect(told('likelihood', { pixel: [0, 0, 0] })['its likelihood']).toBe('0')
    expect(told('back-projection', { pixel: [9, 9, 9] })['under the pointer']).toBe('none: the pixel is grey')
    for (const step of WALK_STEP_IDS) {
      for (const { value } of walkNumbers(step, facts({ patch: null, area: null, histograms: null, pixel: null }))) {
        expect(value).not.toMatch(/NaN|undefined|Infinity/)
      }
    }
  })
})

it('every step has its words, in the method’s order', () => {
  expect(WALK_STEPS.map(({ id }) => id)).toEqual(WALK_STEP_IDS)
  for (const { text, trap } of WALK_STEPS) {
    const sentences = text.split(/[.:] /).length
    expect(sentences).toBeGreaterThanOrEqual(2)
    expect(trap.text.length).toBeGreaterThan(60)
  }
})

const python = findPython()
const runs = python?.hasOpencv === true
if (!runs) console.warn('No Python with numpy and OpenCV here: the walkthrough’s lines of Python are not run.')

it.runIf(runs)('the lines of all steps, one after the other, are a program with the same figures', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chromapatch-walk-'))
  try {
    const name = photo('brushes.jpg')
    const lines = WALK_STEP_IDS.map((step) => walkCode(step, { name, patch: PATCH, threshold: THRESHOLD, hueBins: 25 }))
    const figures = 'import json; print(json.dumps([mean_r, std_r, mean_g, std_g, int(score.max()), float(abs(difference).max())]))'
    const ended = spawnSync(python!.command, ['-'], { input: [...lines, figures].join('\n\n'), encoding: 'utf8', cwd: folder })
    expect(ended.stderr).toBe('')
    const [pixels, json] = ended.stdout.trim().split('\n')
    expect(pixels).toBe(`${area.pixels} pixels`)
    const found = JSON.parse(json!) as number[]
    const expected = [patch.meanR, patch.stdR, patch.meanG, patch.stdG, 255, 0]
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 12))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
