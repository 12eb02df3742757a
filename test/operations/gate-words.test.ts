/** A gate as it is written in a shell, both ways. */
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import * as v from 'valibot'
import { gateFrom, gateText } from '../../core/scorers/gate/words'
import { Gate } from '../../contract/gate'

it('reads each shape', () => {
  expect(gateFrom('rectangle 0.5,0.1,0.2,0.4')).toEqual({ kind: 'rectangle', r: [0.2, 0.5], g: [0.1, 0.4] })
  expect(gateFrom('ellipse 0.4,0.3,0.1')).toEqual({ kind: 'ellipse', centre: [0.4, 0.3], radii: [0.1, 0.1], angle: 0 })
  expect(gateFrom(' ellipse 0.4,0.3,0.1,0.05,-30 ')).toEqual({ kind: 'ellipse', centre: [0.4, 0.3], radii: [0.1, 0.05], angle: -30 })
  expect(gateFrom('polygon 0,0 1,0  0,1')).toEqual({ kind: 'polygon', points: [[0, 0], [1, 0], [0, 1]] }) // prettier-ignore
})

it.each([
  '',
  'circle 1,2,3',
  'rectangle 0,0,1',
  'rectangle 0,0,1,x',
  'ellipse 0.1,0.1,0',
  'ellipse 1,1,1,1',
  'polygon 0,0 1,1',
  'polygon 0,0 1,1 2',
  'polygon 0,0 1,1 9,0',
  'rectangle ,,,',
])('refuses “%s” and says what it expected', (text) => expect(() => gateFrom(text)).toThrow(/^Expected .* for a gate but received/))

it('writes what it reads back, for any gate that crosses', () => {
  const at = fc.double({ min: -1, max: 2, noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)
  const point = fc.tuple(at, at)
  const radius = fc.double({ min: 1e-6, max: 3, noNaN: true })
  const gate = fc.oneof(
    fc.record({
      kind: fc.constant('rectangle' as const),
      r: point.map(([a, b]) => [Math.min(a, b), Math.max(a, b)]),
      g: point.map(([a, b]) => [Math.min(a, b), Math.max(a, b)]),
    }),
    fc.record({
      kind: fc.constant('ellipse' as const),
      centre: point,
      radii: fc.tuple(radius, radius),
      angle: fc.integer({ min: -360, max: 360 }),
    }),
    fc.record({ kind: fc.constant('polygon' as const), points: fc.array(point, { minLength: 3, maxLength: 30 }) }),
  )
  fc.assert(
    fc.property(gate, (shape) => {
      expect(gateFrom(gateText(v.parse(Gate, shape)))).toEqual(shape)
    }),
  )
})
