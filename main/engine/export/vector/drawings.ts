/** Contours as drawings. Coordinates are pixels of the photo: x to the right, y down, the corner of the first pixel at 0, 0. */
import { areaOf, type Ring } from '../../../../core/mask/contours'
import type { Polygon, Shape } from './shapes'

/** SVG in pieces: one path an object, filled by the even-odd rule; its title is its number. */
export function* svgOf(shapes: readonly Shape[], width: number, height: number): Generator<string> {
  yield `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">\n`
  yield '<g fill="#000" fill-rule="evenodd" shape-rendering="crispEdges">\n'
  for (const [i, { polygons }] of shapes.entries()) {
    yield `<path id="object-${i + 1}" d="`
    for (const { outer, holes } of polygons) {
      yield pathOf(outer)
      for (const hole of holes) yield pathOf(hole)
    }
    yield '"/>\n'
  }
  yield '</g>\n</svg>\n'
}

/** Sides run along the pixels: each is a horizontal or a vertical line. */
function pathOf({ corners }: Ring): string {
  const parts = [`M${corners[0]} ${corners[1]}`]
  for (let i = 2; i < corners.length; i += 2) {
    parts.push(corners[i] === corners[i - 2] ? `V${corners[i + 1]}` : `H${corners[i]}`)
  }
  return `${parts.join('')}Z`
}

/** GeoJSON in pieces. RFC 7946 in form (outer rings counterclockwise as numbers, rings closed), in pixels in place of degrees. */
export function* geoJsonOf(shapes: readonly Shape[]): Generator<string> {
  yield '{"type":"FeatureCollection","features":['
  for (const [i, { polygons }] of shapes.entries()) {
    const area = polygons.flatMap(({ outer, holes }) => [outer, ...holes]).reduce((sum, ring) => sum + areaOf(ring), 0)
    const type = polygons.length === 1 ? 'Polygon' : 'MultiPolygon'
    yield `${i === 0 ? '' : ','}\n{"type":"Feature","properties":${JSON.stringify({ object: i + 1, area })},`
    yield `"geometry":{"type":"${type}","coordinates":${polygons.length === 1 ? '' : '['}`
    for (const [n, polygon] of polygons.entries()) yield `${n === 0 ? '' : ','}${JSON.stringify(coordinatesOf(polygon))}`
    yield polygons.length === 1 ? '}}' : ']}}'
  }
  yield '\n]}\n'
}

function coordinatesOf({ outer, holes }: Polygon): number[][][] {
  return [outer, ...holes].map(({ corners }) => {
    const points = Array.from({ length: corners.length / 2 }, (_, i) => [corners[2 * i]!, corners[2 * i + 1]!])
    return [...points, points[0]!]
  })
}
