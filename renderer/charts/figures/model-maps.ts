/** The published pictures of a model: the density of r and of g over 64 × 64 points of the plane, and their product. Pure. */
import { gaussianDensity } from '../../../core/kernels/definition'
import { wordsOf } from '../../pane/colour-maps'
import type { FittedGaussian } from './histogram-shape'

/** Points a side, from 0 to 1 with both ends, as numpy.linspace has them. */
export const MAP_POINTS = 64
export type MapKind = 'r' | 'g' | 'product'

export const mapAxis = (at: number) => at / (MAP_POINTS - 1)
const mapCurve = ({ mean, std }: FittedGaussian) => Array.from({ length: MAP_POINTS }, (_, i) => gaussianDensity(mapAxis(i), mean, std))

/** r-major. */
export function mapValues(kind: MapKind, fitted: { readonly r: FittedGaussian; readonly g: FittedGaussian }): Float64Array {
  const [r, g] = [mapCurve(fitted.r), mapCurve(fitted.g)]
  return Float64Array.from({ length: MAP_POINTS ** 2 }, (_, cell) => {
    const [ofR, ofG] = [r[Math.floor(cell / MAP_POINTS)]!, g[cell % MAP_POINTS]!]
    return kind === 'r' ? ofR : kind === 'g' ? ofG : ofR * ofG
  })
}

/** Viridis from 0 to the greatest value; top row first, g upwards. */
export function paintMap(values: Float64Array): { words: Uint32Array; most: number } {
  const most = values.reduce((greatest, value) => Math.max(greatest, value), 0)
  const words = new Uint32Array(MAP_POINTS ** 2)
  const colours = wordsOf('viridis', false)
  for (let i = 0; i < MAP_POINTS; i++) {
    for (let j = 0; j < MAP_POINTS; j++) {
      const share = most > 0 ? values[i * MAP_POINTS + j]! / most : 0
      words[(MAP_POINTS - 1 - j) * MAP_POINTS + i] = colours[Math.round(255 * share)]!
    }
  }
  return { words, most }
}
