/** Formulas by hand: what the quick versions are tied to must itself be tied to something. */
import { expect, it } from 'vitest'
import { unlightTable } from '../../core/kernels/light'
import { ssimRows } from '../../core/pair/ssim'
import { gateTest } from '../../core/scorers/gate/definition'

it('an ellipse is turned from the axis of r towards that of g', () => {
  const inside = gateTest({ kind: 'ellipse', centre: [0.4, 0.3], radii: [0.1, 0.02], angle: 45 })
  expect([inside(0.45, 0.35), inside(0.48, 0.38), inside(0.45, 0.25), inside(0.4, 0.33)]).toEqual([true, false, false, false])
})

it('a light is taken out once: less its bias, by its gain, rounded', () => {
  const table = unlightTable([2, 1, 0.5], [10, 0, -4])
  expect([table[110], table[113], table[5], table[256 + 77], table[512 + 100]]).toEqual([50, 52, 0, 77, 208])
})

it('SSIM is the formula of Wang and others, at a pixel whose window is the whole picture', () => {
  const size = 11
  const bytes = new Uint8Array(2 * size * size * 3)
  const [x, y] = [new Float64Array(size * size), new Float64Array(size * size)]
  for (let p = 0; p < size * size; p++) {
    const [a, b] = [(p * 37) % 251, (p * 53 + 20) % 241]
    bytes.fill(a, 3 * p, 3 * p + 3)
    bytes.fill(b, 3 * (size * size + p), 3 * (size * size + p) + 3)
    x[p] = a / 255
    y[p] = b / 255
  }
  const weights = Array.from({ length: size * size }, (_, p) => Math.exp(-0.5 * (((p % size) - 5) ** 2 + (Math.floor(p / size) - 5) ** 2) / 1.5 ** 2)) // prettier-ignore
  const all = weights.reduce((sum, weight) => sum + weight, 0)
  const mean = (value: (p: number) => number) => weights.reduce((sum, weight, p) => sum + weight * value(p), 0) / all
  const [mx, my] = [mean((p) => x[p]!), mean((p) => y[p]!)]
  const [vx, vy, covariance] = [mean((p) => x[p]! ** 2) - mx ** 2, mean((p) => y[p]! ** 2) - my ** 2, mean((p) => x[p]! * y[p]!) - mx * my]
  const expected = ((2 * mx * my + 1e-4) * (2 * covariance + 9e-4)) / ((mx ** 2 + my ** 2 + 1e-4) * (vx + vy + 9e-4))
  let found = Number.NaN
  ssimRows(bytes, { before: 0, after: size * size * 3, width: size, height: size }, 5, 6, (_, row) => (found = row[5]!))
  expect(found).toBeCloseTo(expected, 10)
})
