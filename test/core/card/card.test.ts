import { describe, expect, it } from 'vitest'
import { CHART_LAB, CHIP_NAMES, EDITIONS } from '../../../core/card/charts'
import { byteOfLight, labOfLight, lightOfLab, type Light } from '../../../core/card/colour'
import { bestCorrection, corrected, correctRun, fitCorrection, greyCorrection, remaining } from '../../../core/card/correct'
import { findCard } from '../../../core/card/find'
import { placeOf } from '../../../core/card/sample'
import { linearOf } from '../../../core/kernels/pixel-rule'
import { apply, IDENTITY, type Matrix } from '../../../core/pair/align/geometry'
import { sceneWithCard, sceneWithout } from './scenes'

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const truth = CHART_LAB['after 2014']
const light = truth.map(lightOfLab)

describe('the chart', () => {
  // Linear sRGB of the chart's L*a*b* as OpenCV's colour correction has it (its test of the Macbeth chart).
  it.each([
    ['red', [0.45585457, 0.03033727, 0.04085654]],
    ['yellow', [0.85737614, 0.56757335, 0.0068503]],
    ['cyan', [-0.0374061, 0.24699498, 0.40041217]],
    ['white', [0.91262695, 0.91493909, 0.89367049]],
    ['neutral 5', [0.19007357, 0.19186587, 0.19308397]],
    ['black', [0.0303193, 0.03113818, 0.03274845]],
  ])('%s has the light that OpenCV gives it', (name, expected) => {
    lightOfLab(CHART_LAB['before 2014'][CHIP_NAMES.findIndex((each) => each === name)]!).forEach((value, i) =>
      expect(value).toBeCloseTo(expected[i]!, 5),
    )
  })

  it('comes back from light as it was', () => {
    for (const edition of EDITIONS) {
      for (const lab of CHART_LAB[edition]) labOfLight(lightOfLab(lab)).forEach((value, i) => expect(value).toBeCloseTo(lab[i]!, 3))
    }
  })
})

describe('a correction', () => {
  const cast = ([r, g, b]: Light): Light => [0.5 * r + 0.1 * g, 0.4 * g + 0.05 * b, 0.02 * r + 0.3 * b]

  it('takes a cast out that mixes channels', () => {
    const fitted = fitCorrection('linear', light.map(cast), light)!
    expect(Math.max(...remaining(fitted, light.map(cast), truth))).toBeLessThan(1e-4)
  })

  it('is a matrix where a matrix explains the colours', () => {
    const measured = light.map(cast).map((each) => each.map((value) => Math.max(0, value)) as unknown as Light)
    expect(bestCorrection(measured, light, truth)!.kind).toBe('linear')
  })

  it('of roots follows exposure: twice the light in gives twice the light out', () => {
    const bent = light.map(([r, g, b]): Light => {
      const [x, y, z] = [Math.max(0, r), Math.max(0, g), Math.max(0, b)]
      return [0.7 * x + 0.2 * Math.sqrt(x * y), 0.8 * y, 0.6 * z + 0.2 * Math.sqrt(y * z)]
    })
    const best = bestCorrection(bent, light, truth)!
    expect(best.kind).toBe('root')
    const once = corrected(best, bent[3]!)
    corrected(best, bent[3]!.map((value) => 2 * value) as unknown as Light).forEach((value, i) =>
      expect(value).toBeCloseTo(2 * once[i]!, 10),
    )
  })

  it('of a grey makes it neutral and keeps its luminance', () => {
    const [r, g, b] = corrected(greyCorrection([0.2, 0.3, 0.1]), [0.2, 0.3, 0.1])
    expect([g, b]).toEqual([expect.closeTo(r, 12), expect.closeTo(r, 12)])
    expect(r).toBeCloseTo(0.2126 * 0.2 + 0.7152 * 0.3 + 0.0722 * 0.1, 12)
    expect(() => greyCorrection([0, 0.3, 0.1])).toThrow('light expected')
  })

  it('of bytes is the one of light, rounded', () => {
    const fitted = fitCorrection(
      'root',
      light.map(cast).map((each) => each.map((value) => Math.max(0, value)) as unknown as Light),
      light,
    )!
    const bytes = Uint8Array.from({ length: 3 * 500 }, (_, i) => (i * 89) % 256)
    const before = bytes.slice()
    correctRun(bytes, 3, 498, fitted)
    for (let p = 1; p < 499; p++) {
      const [r, g, b] = [before[p * 3]!, before[p * 3 + 1]!, before[p * 3 + 2]!]
      const exact = corrected(fitted, [linearOf(r), linearOf(g), linearOf(b)]).map(byteOfLight)
      exact.forEach((value, c) => expect(Math.abs(bytes[p * 3 + c]! - value)).toBeLessThan(0.75))
    }
    expect([...bytes.subarray(0, 3), ...bytes.subarray(1497)]).toEqual([...before.subarray(0, 3), ...before.subarray(1497)])
  })
})

describe('a card', () => {
  it('is found in 38 of 40 made scenes, with its colours, its edition and its scale', { timeout: 400_000 }, () => {
    let found = 0
    for (let seed = 1; seed <= 40; seed++) {
      const scene = sceneWithCard(seed)
      const card = findCard([{ picture: scene.picture, toPhoto: IDENTITY }])
      if (card === null) continue
      found++
      const off = scene.centres.map(([x, y], i) => {
        const at = apply(card.place, placeOf(i))
        return Math.hypot(at[0] - x, at[1] - y)
      })
      expect(Math.max(...off), `scene ${seed}`).toBeLessThan(0.1 * card.chipPixels)
      expect(card.edition, `scene ${seed}`).toBe(scene.edition)
      expect(mean(card.remaining.filter((error) => !Number.isNaN(error))), `scene ${seed}`).toBeLessThan(2)
      expect(Math.abs(40 / card.chipPixels / scene.mm - 1), `scene ${seed}`).toBeLessThan(0.01)
    }
    expect(found).toBeGreaterThanOrEqual(38)
  })

  it('is not found in 40 scenes without one', { timeout: 400_000 }, () => {
    const taken = Array.from({ length: 40 }, (_, i) => i + 1).filter(
      (seed) => findCard([{ picture: sceneWithout(seed), toPhoto: IDENTITY }]) !== null,
    )
    expect(taken).toEqual([])
  })

  it('is measured on the finest level, wherever it was found', () => {
    const { picture, mm, centres } = sceneWithCard(5)
    const [width, height] = [picture.width / 2, picture.height / 2]
    const rgb = Uint8Array.from({ length: width * height * 3 }, (_, i) => {
      const [x, y, c] = [2 * (Math.floor(i / 3) % width), 2 * Math.floor(i / 3 / width), i % 3]
      const at = (dx: number, dy: number) => picture.rgb[((y + dy) * picture.width + x + dx) * 3 + c]!
      return (at(0, 0) + at(1, 0) + at(0, 1) + at(1, 1)) / 4
    })
    const half: Matrix = [2, 0, 0.5, 0, 2, 0.5, 0, 0, 1]
    const card = findCard([
      { picture: { rgb, width, height }, toPhoto: half },
      { picture, toPhoto: IDENTITY },
    ])!
    expect(Math.abs(40 / card.chipPixels / mm - 1)).toBeLessThan(0.01)
    const at = apply(card.place, placeOf(0))
    expect(Math.hypot(at[0] - centres[0]![0], at[1] - centres[0]![1])).toBeLessThan(0.1 * card.chipPixels)
  })
})
