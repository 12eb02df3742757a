/** Contours as drawings. Coordinates are pixels of the photo: x to the right, y down, the corner of the first pixel at 0, 0. */
import { areaOf, type Ring } from '../../../../core/mask/contours'
import type { Polygon, Shape } from './shapes'

/** One path an object, filled by the even-odd rule; its title is its number. */
export function svgOf(shapes: readonly Shape[], width: number, height: number): string {
  const paths = shapes.map(({ polygons }, i) => {
    const d = polygons
      .flatMap(({ outer, holes }) => [outer, ...holes])
      .map(pathOf)
      .join('')
    return `<path id="object-${i + 1}" d="${d}"/>`
  })
  const head = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`
  return [head, '<g fill="#000" fill-rule="evenodd" shape-rendering="crispEdges">', ...paths, '</g>', '</svg>', ''].join('\n')
}

/** Sides run along the pixels: each is a horizontal or a vertical line. */
function pathOf({ corners }: Ring): string {
  const parts = [`M${corners[0]} ${corners[1]}`]
  for (let i = 2; i < corners.length; i += 2) {
    parts.push(corners[i] === corners[i - 2] ? `V${corners[i + 1]}` : `H${corners[i]}`)
  }
  return `${parts.join('')}Z`
}

/** RFC 7946 in form (outer rings counterclockwise as numbers, rings closed), in pixels in place of degrees. */
export function geoJsonOf(shapes: readonly Shape[]): string {
  const features = shapes.map(({ polygons }, i) => {
    const netArea = polygons.flatMap(({ outer, holes }) => [outer, ...holes]).reduce((sum, ring) => sum + areaOf(ring), 0)
    const coordinates = polygons.map(coordinatesOf)
    const geometry = coordinates.length === 1 ? { type: 'Polygon', coordinates: coordinates[0] } : { type: 'MultiPolygon', coordinates }
    return JSON.stringify({ type: 'Feature', properties: { object: i + 1, netArea }, geometry })
  })
  return `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`
}

function coordinatesOf({ outer, holes }: Polygon): number[][][] {
  return [outer, ...holes].map(({ corners }) => {
    const points = Array.from({ length: corners.length / 2 }, (_, i) => [corners[2 * i]!, corners[2 * i + 1]!])
    return [...points, points[0]!]
  })
}
