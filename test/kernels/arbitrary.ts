/** Random photos, models and thresholds for the property tests. */
import * as fc from 'fast-check'
import type { EllipseModel } from '../../core/scorers/ellipses/model'

/** A byte, with the edges (black, clipped) far more often than chance gives them. */
export const byte = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 255 }) },
  { weight: 1, arbitrary: fc.constantFrom(0, 1, 254, 255) },
)

/** Interleaved RGB of 1 to `most` pixels. */
export const pixels = (most = 100): fc.Arbitrary<Uint8Array> =>
  fc
    .array(
      fc.oneof(
        { weight: 9, arbitrary: fc.tuple(byte, byte, byte) },
        { weight: 1, arbitrary: fc.constant([0, 0, 0] as [number, number, number]) },
      ),
      {
        minLength: 1,
        maxLength: most,
      },
    )
    .map((list) => Uint8Array.from(list.flat()))

const fraction = fc.double({ min: 0, max: 1, noNaN: true })
const deviation = fc.double({ min: 1 / 765, max: 0.5, noNaN: true })

/** Ellipses with deviations of 1/765 to 1/2, any correlation up to ±0.95, as likelihoods or as densities. */
export const model = (correlated: boolean): fc.Arbitrary<EllipseModel> =>
  fc
    .record({
      meanR: fraction,
      meanG: fraction,
      stdR: deviation,
      stdG: deviation,
      rho: correlated ? fc.double({ min: -0.95, max: 0.95, noNaN: true }) : fc.constant(0),
      density: fc.boolean(),
      role: fc.oneof({ weight: 3, arbitrary: fc.constant('add' as const) }, { weight: 1, arbitrary: fc.constant('subtract' as const) }),
    })
    .map(({ meanR, meanG, stdR, stdG, rho, density, role }) => {
      const rest = 1 - rho * rho
      return {
        meanR,
        meanG,
        a: 1 / (stdR * stdR * rest),
        b: rho === 0 ? 0 : -rho / (stdR * stdG * rest),
        c: 1 / (stdG * stdG * rest),
        peak: density ? 1 / (2 * Math.PI * stdR * stdG * Math.sqrt(rest)) : 1,
        role,
      }
    })

export const models = (most = 4): fc.Arbitrary<EllipseModel[]> => fc.array(fc.boolean().chain(model), { minLength: 1, maxLength: most })

/** Thresholds of likelihoods and of densities, with the ends. */
export const threshold = fc.oneof(
  fraction,
  fc.double({ min: 0, max: 2000, noNaN: true }),
  fc.constantFrom(0, 1e-12, 0.05, 0.5, 0.8, 1, 1e9),
)
