/** What charts are made of: pictures of cells, ellipses by hand, gates by pointer, axes, and the files that they leave as. */
import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { gateTest } from '../../../core/scorers/gate/definition'
import { hueBin } from '../../../core/scorers/table/definition'
import { models } from '../../../core/models'
import { axisEnds, ellipseOf, handOf, moved, outline, reachOf, scaled, stretched } from '../../../renderer/charts/figures/ellipse'
import { csvOf, placeOn, ticksOf, valueOn, type Figure } from '../../../renderer/charts/figures/figure'
import { svgOf } from '../../../renderer/charts/figure-svg'
import { withCorner, withoutCorner } from '../../../renderer/charts/figures/gate-corners'
import { drawnGate, gateCorners, gateOutline, movedGate, scaledGate } from '../../../renderer/charts/figures/gate-shape'
import { hueEdges, hueFigure } from '../../../renderer/charts/figures/hue-figure'
import { mapValues, paintMap } from '../../../renderer/charts/figures/model-maps'
import { cellAt, cellBox, paintPlane, planeCells, strengthOf } from '../../../renderer/charts/figures/plane'
import {
  areaFigure,
  scoreBars,
  scoreCounts,
  scoreFigure,
  scoreOfPlace,
  placeOfScore,
  thresholdsFor,
} from '../../../renderer/charts/figures/score-figure'
import { castVeil, VEIL } from '../../../renderer/charts/spotlight'
import { thresholdOfSigma } from '../../../renderer/pane/threshold-scale'
import { wordsOf } from '../../../renderer/pane/colour-maps'
import { packRgba } from '../../../renderer/pane/compose'
import { calls } from '../../../contract/contract'
import { Gate, HandModel } from '../../../contract/gate'
import * as v from 'valibot'

const unit = fc.double({ min: 0, max: 1, noNaN: true })
const hand = fc.record({
  meanR: unit,
  meanG: unit,
  stdR: fc.double({ min: 1 / 765, max: 0.2, noNaN: true }),
  stdG: fc.double({ min: 1 / 765, max: 0.2, noNaN: true }),
  correlation: fc.double({ min: -0.9, max: 0.9, noNaN: true }),
})
const kind = fc.constantFrom('independent' as const, 'covariance' as const)

describe('the plane', () => {
  const bytes = new Uint8Array(4 * 7)
  new Uint32Array(bytes.buffer, 0, 4).set([0, 10, 1, 0])
  bytes.set([0, 0, 0, 10, 20, 30, 200, 100, 50, 0, 0, 0], 16)
  const cells = planeCells({ bins: 2, r: [0, 1], g: [0, 1], pixels: 11 }, bytes)

  it('is read as counts and colours, and painted with g upwards, empty cells empty', () => {
    expect([[...cells.counts], [...cells.colours.subarray(3, 9)]]).toEqual([[0, 10, 1, 0], [10, 20, 30, 200, 100, 50]]) // prettier-ignore
    const style = { scale: 'log' as const, tinted: true, scatter: true, patch: [255, 0, 0] as const }
    // r-major: cell (0, 1) is the upper left, cell (1, 0) the lower right.
    expect([...paintPlane(cells, null, style)]).toEqual([packRgba(10, 20, 30, 255), 0, 0, packRgba(200, 100, 50, 255)])
    const patch = { ...cells, counts: Uint32Array.from([0, 0, 1, 0]) }
    const [first, , , last] = paintPlane(cells, patch, { ...style, scatter: false })
    expect(first! & 0xff_ffff).toBe(packRgba(10, 20, 30, 0))
    expect(last! & 255).toBeGreaterThan(200)
    expect((last! >> 8) & 255).toBeLessThan(60)
  })

  it('shows a cell of one pixel, and the fullest at full strength', () => {
    for (const scale of ['linear', 'log'] as const) {
      expect([strengthOf(0, 99, scale), strengthOf(99, 99, scale)]).toEqual([0, 1])
      expect(strengthOf(1, 1e6, scale)).toBeGreaterThan(0.2)
    }
    expect(strengthOf(100, 10_000, 'log')).toBeGreaterThan(strengthOf(100, 10_000, 'linear') + 0.2)
  })

  it('finds the cell of a place, and the place of a cell', () => {
    const window = { bins: 100, r: [0, 1] as [number, number], g: [0.2, 0.4] as [number, number] }
    expect(cellAt(window, 0.995, 0.4)).toEqual([99, 99])
    expect(cellAt(window, 0.5, 0.41)).toBeNull()
    fc.assert(
      fc.property(fc.nat(99), fc.nat(99), (i, j) => {
        const { r, g, w, h } = cellBox(window, [i, j])
        expect(cellAt(window, r + w / 2, g + h / 2)).toEqual([i, j])
      }),
    )
    expect(cellBox({ bins: 100, r: [0, 1], g: [0, 1] }, [94, 5])).toMatchObject({ r: 0.94, g: 0.05 })
  })
})

describe('an ellipse by hand', () => {
  it('has the share of like pixels inside that it is drawn for', () => {
    expect(reachOf(0.95)).toBeCloseTo(Math.sqrt(-2 * Math.log(0.05)), 12)
    fc.assert(
      fc.property(hand, kind, (of, shape) => {
        const { stdR, stdG, correlation: rho } = of
        const free = shape === 'independent' ? 0 : rho
        for (const { x, y } of outline(ellipseOf(of, shape), 2)) {
          const [u, w] = [(x - of.meanR) / stdR, (y - of.meanG) / stdG]
          // Where no axis is at the floor, the outline lies at two standard deviations all round.
          if (Math.min(stdR, stdG) * Math.sqrt(1 - free * free) > 1 / 300)
            expect((u * u - 2 * free * u * w + w * w) / (1 - free * free)).toBeCloseTo(4, 4)
        }
      }),
    )
  })

  it('keeps its other axis when one is dragged, turns when it is tilted, and is always one that crosses', () => {
    fc.assert(
      fc.property(hand, kind, fc.constantFrom(0 as const, 1 as const), unit, unit, (of, shape, axis, x, y) => {
        const before = ellipseOf(of, shape)
        const after = stretched(of, shape, axis, { x, y }, 2)
        expect(v.is(HandModel, after)).toBe(true)
        if (shape === 'independent') {
          expect(axis === 0 ? after.stdG : after.stdR).toBe(axis === 0 ? of.stdG : of.stdR)
          return
        }
        const made = ellipseOf(after, shape)
        const kept = axis === 0 ? before.second : before.first
        const nearest = Math.min(Math.abs(made.first - kept), Math.abs(made.second - kept))
        // A correlation has a bound: axes a hundred times apart are brought nearer.
        if (Math.max(made.first, made.second) < 40 * Math.min(made.first, made.second)) expect(nearest).toBeLessThan(kept * 0.02 + 1e-6)
      }),
    )
    const of = { meanR: 0.5, meanG: 0.4, stdR: 0.1, stdG: 0.05, correlation: 0 }
    expect(stretched(of, 'independent', 0, { x: 0.9, y: 0.4 }, 2)).toMatchObject({ stdR: 0.2, stdG: 0.05 })
    expect(scaled(of, 'independent', 1, 2)).toMatchObject({ stdR: 0.1, stdG: 0.1 })
    expect(moved(of, { x: 1.4, y: 0.3 })).toMatchObject({ meanR: 1, meanG: 0.3, stdR: 0.1 })
    const tilted = ellipseOf(stretched(of, 'covariance', 0, { x: 0.6, y: 0.5 }, 1), 'covariance')
    expect([tilted.first, tilted.angle]).toEqual([expect.closeTo(Math.SQRT1_2 / 5, 6), expect.closeTo(Math.PI / 4, 6)])
    expect(axisEnds(tilted, 1)[0]).toEqual({ x: expect.closeTo(0.6, 6), y: expect.closeTo(0.5, 6) })
  })

  it('begins as what was measured, a flat patch too', () => {
    const covariance: [[number, number], [number, number]] = [[0, 0], [0, 0]] // prettier-ignore
    const flat = { x: 0, y: 0, w: 1, h: 1, role: 'add' as const, pixels: 1, meanR: 0.3, meanG: 0.3, stdR: 0, stdG: 0, covariance, floored: true, meanColour: [1, 1, 1] as [number, number, number], clipped: 0, dark: 0, black: 0, leftOut: 0 } // prettier-ignore
    const begun = handOf(flat, undefined)
    expect(v.is(HandModel, begun)).toBe(true)
    expect(ellipseOf(begun, 'covariance')).toMatchObject({ first: 1 / 765, second: 1 / 765 })
  })
})

describe('a gate', () => {
  const point = fc.record({ x: fc.double({ min: -0.3, max: 1.3, noNaN: true }), y: fc.double({ min: -0.3, max: 1.3, noNaN: true }) })
  it('of any drag is none, or one that crosses; so is one that is moved or sized', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('rectangle' as const, 'ellipse' as const, 'polygon' as const),
        fc.array(point, { maxLength: 400 }),
        (tool, path) => {
          const made = drawnGate(tool, path)
          if (made === null) return
          for (const gate of [made, movedGate(made, 0.5, -0.3), scaledGate(made, 1.2, 0.7)]) expect(v.is(Gate, gate)).toBe(true)
          expect(gateOutline(made).length).toBeGreaterThanOrEqual(3)
        },
      ),
    )
  })

  it('has inside what was drawn round', () => {
    const drag = [{ x: 0.2, y: 0.5 }, { x: 0.4, y: 0.3 }] // prettier-ignore
    expect(drawnGate('rectangle', drag)).toEqual({ kind: 'rectangle', r: [0.2, 0.4], g: [0.3, 0.5] })
    for (const tool of ['rectangle', 'ellipse'] as const) {
      const inside = gateTest(drawnGate(tool, drag)!)
      expect([inside(0.3, 0.4), inside(0.3, 0.499), inside(0.3, 0.51)]).toEqual([true, true, false])
    }
    const moved = gateTest(movedGate(drawnGate('ellipse', drag)!, 0.5, 0))
    expect([moved(0.3, 0.4), moved(0.8, 0.4)]).toEqual([false, true])
    expect(drawnGate('polygon', drag)).toBeNull()
  })

  it('drawn with a lasso has the corners that its line needs, and holds what was drawn round', () => {
    const corners = [[0.2, 0.2], [0.6, 0.25], [0.5, 0.6], [0.25, 0.5]] as const // prettier-ignore
    // As a hand draws it: two hundred places, each a little off.
    const path = Array.from({ length: 200 }, (_, i) => {
      const [from, to] = [corners[Math.floor(i / 50)]!, corners[(Math.floor(i / 50) + 1) % 4]!]
      const share = (i % 50) / 50
      const off = 0.001 * Math.sin(i * 7)
      return { x: from[0] + (to[0] - from[0]) * share + off, y: from[1] + (to[1] - from[1]) * share - off }
    })
    const made = drawnGate('polygon', path)!
    expect(gateCorners(made).length).toBeLessThanOrEqual(7)
    for (const [x, y] of corners) expect(Math.min(...gateCorners(made).map((at) => Math.hypot(at.x - x, at.y - y)))).toBeLessThan(0.01)
    const inside = gateTest(made)
    expect([inside(0.4, 0.4), inside(0.58, 0.26), inside(0.7, 0.3), inside(0.3, 0.58)]).toEqual([true, true, false, false])
  })

  it('that is moved or pulled as far as gates may reach, and beyond, still crosses and has an inside', () => {
    const made = fc.constantFrom<Gate>(
      { kind: 'rectangle', r: [1.9999, 2], g: [-1, -0.9999] },
      { kind: 'rectangle', r: [0.2, 0.4], g: [0.3, 0.5] },
      { kind: 'ellipse', centre: [1.99, -0.99], radii: [0.1, 0.05], angle: 30 },
      { kind: 'polygon', points: [[0.1, 0.1], [0.5, 0.2], [0.4, 0.6], [0.2, 0.5]] }, // prettier-ignore
    )
    const far = fc.constantFrom(-9, -2, -1, -0.00005, 0, 0.00005, 1.99995, 2, 9)
    fc.assert(
      fc.property(made, fc.nat(3), far, far, (gate, at, x, y) => {
        for (const after of [withCorner(gate, at, { x, y }), movedGate(gate, x, y)]) {
          expect(v.is(Gate, after)).toBe(true)
          if (after.kind !== 'polygon') {
            const [corner, next, opposite] = gateCorners(after)
            expect(Math.hypot(corner!.x - next!.x, corner!.y - next!.y)).toBeGreaterThan(0)
            expect(Math.hypot(next!.x - opposite!.x, next!.y - opposite!.y)).toBeGreaterThan(0)
          }
        }
        if (gate.kind === 'polygon') {
          const [was, now] = [gateCorners(gate), gateCorners(movedGate(gate, x, y))]
          was.forEach(({ x: r }, i) => expect(now[i]!.x - now[0]!.x).toBeCloseTo(r - was[0]!.x, 3))
        }
      }),
      { numRuns: 500 },
    )
  })

  it('has corners that go where they are dragged, one by one, and stays one that crosses', () => {
    const gates = fc.constantFrom<Gate>(
      { kind: 'rectangle', r: [0.2, 0.4], g: [0.3, 0.5] },
      { kind: 'ellipse', centre: [0.4, 0.3], radii: [0.1, 0.05], angle: 30 },
      { kind: 'polygon', points: [[0.1, 0.1], [0.5, 0.2], [0.4, 0.6], [0.2, 0.5]] }, // prettier-ignore
    )
    const place = fc.record({ x: fc.double({ min: 0, max: 1, noNaN: true }), y: fc.double({ min: 0, max: 1, noNaN: true }) })
    fc.assert(
      fc.property(gates, fc.nat(3), place, (gate, at, to) => {
        const after = withCorner(gate, at, to)
        expect(v.is(Gate, after)).toBe(true)
        const [was, now] = [gateCorners(gate), gateCorners(after)]
        if (gate.kind === 'polygon') {
          expect(Math.hypot(now[at]!.x - to.x, now[at]!.y - to.y)).toBeLessThan(1e-3)
          now.forEach((corner, i) => i !== at && expect(corner).toEqual(was[i]))
        } else if (gate.kind === 'rectangle') expect(now[(at + 2) % 4]).toEqual(was[(at + 2) % 4])
        else if (Math.hypot(to.x - 0.4, to.y - 0.3) > 1e-3) expect(Math.hypot(now[at]!.x - to.x, now[at]!.y - to.y)).toBeLessThan(1e-3)
      }),
    )
    const square: Gate = { kind: 'polygon', points: [[0, 0], [1, 0], [1, 1], [0, 1]] } // prettier-ignore
    const three = withoutCorner(square, 1)!
    expect(gateCorners(three)).toEqual([{ x: 0, y: 0 }, { x: 1, y: 1 }, { x: 0, y: 1 }]) // prettier-ignore
    expect([withoutCorner(three, 0), withoutCorner({ kind: 'rectangle', r: [0, 1], g: [0, 1] }, 0)]).toEqual([null, null])
  })
})

describe('scores', () => {
  // At 5, 4, 3, 2 and 0 standard deviations.
  const found = { model: 'gaussian', thresholds: [5, 4, 3, 2, 0].map(thresholdOfSigma), areas: [100, 60, 50, 20, 0] }
  const style = { bar: '#777', line: '#39f' }
  it('are differences of areas, by likelihood, by density, by byte', () => {
    expect(scoreCounts(found)).toEqual([40, 10, 30, 20, 0])
    const figure = scoreFigure(found, models.gaussian.threshold, 'Likelihood', style)
    // As the slider of coverage has it: from what is most like the patch to what is least.
    const near = (x: number) => expect.closeTo(x, 9) as number
    expect(figure.series[0]!.points).toEqual([[1, 20], [2.5, 30], [3.5, 10], [4.5, 40]].map(([x, y]) => ({ x: near(x!), y }))) // prettier-ignore
    expect(figure.table().rows[1]).toEqual([thresholdOfSigma(4), thresholdOfSigma(3), 10])
    const area = areaFigure(found, models.gaussian.threshold, 'Likelihood', 200, style)
    expect(area.series[0]!.points.map(({ x }) => x)).toEqual([0, 2, 3, 4, 5].map(near))
    expect(area.series[0]!.points[2]).toEqual({ x: near(3), y: 25, count: 50 })
    expect(area.table().rows[3]).toEqual([thresholdOfSigma(2), 20, 0.1, '86.5'])
    expect(figure.x.ticks!.map(({ value, label }) => [value / 5, label])).toEqual([
      [expect.closeTo(0.235, 3), '50'],
      [expect.closeTo(0.49, 3), '95'],
      [expect.closeTo(0.743, 3), '99.9'],
      [expect.closeTo(0.96, 3), '99.999'],
    ])
  })

  it('by byte are drawn four to a bar, each with the pixels of its four, and listed one by one', () => {
    const thresholds = Array.from({ length: 255 }, (_, i) => i + 1)
    const areas = thresholds.map((score) => 2 * (256 - score))
    const whole = { model: 'hue', thresholds, areas }
    const bars = scoreBars(whole, models.hue.threshold)
    expect([bars.length, bars[0], bars.at(-1)]).toEqual([64, { x: 1.5, count: 6, low: 1, high: 4 }, { x: 253.5, count: 8, low: 252, high: null }]) // prettier-ignore
    const figure = scoreFigure(whole, models.hue.threshold, 'Score', style)
    expect([figure.x.show!(1.5), figure.x.show!(253.5), figure.table().rows.length]).toEqual(['1 to 3', '252 to 255', 255])
    expect(figure.series[0]!.points.reduce((sum, { y }) => sum + y, 0)).toBe(areas[0])
  })

  it('light the pixels that their bar counts', () => {
    for (const [rule, all] of [
      [models.gaussian.threshold, found],
      [models.density.threshold, { ...found, thresholds: [0.1, 1, 10, 100, 1000] }],
    ] as const)
      // prettier-ignore
      for (const { low, high, count } of scoreBars(all, rule)) {
        const at = (score: number | null) => all.areas[(all.thresholds as readonly number[]).indexOf(score!)]!
        expect(at(low) - at(high)).toBe(count)
      }
  })

  it('are asked for at thresholds that the call takes', () => {
    for (const { threshold } of Object.values(models)) {
      const wanted = thresholdsFor(threshold, 512)
      expect(wanted.length > 0).toBe(threshold.shownAs !== 'nothing')
      const ask = {
        job: 'a',
        document: 'd1',
        segmentation: { model: 'hue', parameters: {}, patches: [], threshold: 1 },
        thresholds: wanted,
      }
      expect(v.is(calls.areasAt.request, ask)).toBe(wanted.length > 0)
    }
    expect(thresholdsFor(models.density.threshold, null)).toEqual([])
  })

  it('have a place on their axis, and back', () => {
    for (const [rule, score] of [
      [models.gaussian.threshold, 0.05],
      [models.density.threshold, 12.5],
      [models.rg.threshold, 77],
    ] as const)
      // prettier-ignore
      expect(scoreOfPlace(rule, placeOfScore(rule, score))).toBeCloseTo(score, 9)
  })
})

test('hues: every bin’s ends are where calcHist has them, and the bars are what it counts', () => {
  for (const bins of [2, 7, 25, 26, 60, 179, 180]) {
    const edges = hueEdges(bins)
    for (let hue = 0; hue < 180; hue++) {
      const bin = hueBin(hue, bins)
      expect(hue * 2 >= edges[bin]! && hue * 2 < edges[bin + 1]!).toBe(true)
    }
    expect(edges.at(-1)).toBe(360)
  }
  const figure = hueFigure(Array.from({ length: 180 }, (_, hue) => hue), 2, 'the photo') // prettier-ignore
  expect(figure.series[0]!.points.map(({ y }) => y)).toEqual([4005, 12105])
  expect(figure.series[0]!.colour).toEqual(['hsl(90 85% 55%)', 'hsl(270 85% 55%)'])
})

test('maps: r along r, g along g, the product of both, in viridis with g upwards', () => {
  const fitted = { r: { mean: 0.25, std: 0.1 }, g: { mean: 1, std: 0.2 } }
  const [r, g, both] = (['r', 'g', 'product'] as const).map((kind) => mapValues(kind, fitted))
  expect([r![0], r![63]]).toEqual([r![5], r![0]])
  expect(both![64 * 16 + 63]).toBe(r![64 * 16]! * g![63]!)
  const { words, most } = paintMap(g!)
  expect(most).toBeCloseTo(1 / (0.2 * Math.sqrt(2 * Math.PI)), 10)
  expect(words[0]).toBe(wordsOf('viridis', false)[255]! >>> 0)
  expect(words[0]).toBe(packRgba(253, 231, 37, 255))
})

test('a spotlight leaves lit what its place stands for: a region, a hue, a span of scores', () => {
  const pixels = Int32Array.from([packRgba(200, 40, 10, 255), packRgba(10, 200, 40, 255), packRgba(0, 0, 0, 255)])
  const score = { bytes: Uint8Array.from([9, 200, 0]), scale: { kind: 'byte' as const }, exactAt: 1, model: 'hue', key: '', version: 1 }
  const out = new Uint32Array(3)
  const region = {
    kind: 'region' as const,
    gate: { kind: 'rectangle' as const, r: [0.7, 0.9] as [number, number], g: [0, 1] as [number, number] },
  }
  expect(castVeil({ pixels, score }, region, out)).toBe(1)
  expect([...out]).toEqual([0, VEIL, VEIL])
  castVeil({ pixels, score }, { kind: 'hue', bins: 6, bin: 2 }, out)
  expect([...out]).toEqual([VEIL, 0, VEIL])
  castVeil({ pixels, score }, { kind: 'score', low: 1, high: 100 }, out)
  expect([...out]).toEqual([0, VEIL, VEIL])
  expect(castVeil({ pixels, score: null }, { kind: 'score', low: 1, high: 100 }, out)).toBe(0)
  expect([...out]).toEqual([0, 0, 0])
})

describe('taken away', () => {
  const figure: Figure = {
    id: 'a',
    title: 'A < B',
    x: { title: 'x "x"', min: 0, max: 4, show: String },
    y: { title: 'pixels', min: 0.8, max: 1000, log: true, show: String },
    series: [
      { name: 'bars', kind: 'bars', points: [{ x: 1, y: 10 }, { x: 2, y: 0 }, { x: 3, y: 900 }], colour: ['red', 'green', 'blue'] }, // prettier-ignore
      { name: 'line', kind: 'line', points: [{ x: 0, y: 1 }, { x: 4, y: 1000 }], colour: '#39f' }, // prettier-ignore
    ],
    marks: [{ id: 'm', points: [{ x: 0, y: 1 }, { x: 4, y: 10 }], colour: '#000', line: 'dashes' }], // prettier-ignore
    table: () => ({ columns: ['a', 'b, c'], rows: [[1.5, 'say "x"'], [2, 'y']] }), // prettier-ignore
    summary: 'All & sundry.',
  }

  it('as CSV by RFC 4180, as the call takes it', () => {
    expect(csvOf(figure.table())).toBe('a,"b, c"\r\n1.5,"say ""x"""\r\n2,y\r\n')
    const save = (kind: string, content: string) =>
      v.is(calls.saveChart.request, { document: 'd1', chart: 'a', content: { kind, content } })
    expect(save('csv', csvOf(figure.table()))).toBe(true)
    expect([save('csv', 'a\r\n=1+1\r\n'), save('csv', 'a,"@x"'), save('csv', 'a,-1')]).toEqual([false, false, true])
  })

  it('as SVG: a bar where there is a count, in its colour; nothing that runs or refers', () => {
    const text = svgOf(figure, { panel: '#fff', text: '#111', grid: '#ddd' })
    expect(text.match(/<rect [^>]*fill="(red|green|blue)"/g)).toHaveLength(2)
    expect(text).toContain('<title>A &lt; B</title><desc>All &amp; sundry.</desc>')
    expect(text).toContain('stroke-dasharray="4 3"')
    const dots = svgOf({ ...figure, marks: [{ ...figure.marks[0]!, line: 'dots' }] }, { panel: '#fff', text: '#111', grid: '#ddd' })
    expect(dots).toContain('stroke-dasharray="0 4" stroke-linecap="round"')
    const save = (content: string) => v.is(calls.saveChart.request, { document: 'd1', chart: 'a', content: { kind: 'svg', content } })
    expect(save(text)).toBe(true)
    for (const evil of ['<script>', '<image href="x"/>', '<g onload="x"/>', '<foreignObject/>', '<!DOCTYPE x>']) {
      expect(save(text.replace('</svg>', `${evil}</svg>`)), evil).toBe(false)
    }
    expect(save('text')).toBe(false)
  })

  it('axes: round ticks, places and values, also by logarithm', () => {
    expect(ticksOf(0, 1, 5)).toEqual([0, 0.2, 0.4, 0.6, 0.8, 1])
    expect(ticksOf(0.13, 0.42, 4)).toEqual([0.2, 0.3, 0.4])
    expect(ticksOf(1, 1, 4)).toEqual([1])
    expect(placeOn(figure.y, 0.8)).toBe(0)
    fc.assert(fc.property(fc.double({ min: 0.9, max: 900, noNaN: true }), (value) => Math.abs(valueOn(figure.y, placeOn(figure.y, value)) / value - 1) < 1e-9)) // prettier-ignore
  })
})
