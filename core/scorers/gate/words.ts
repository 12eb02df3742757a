/**
 * A gate as people write it on a command line: `rectangle r0,g0,r1,g1` by two opposite corners, `ellipse r,g,radius` or
 * `ellipse r,g,radius,radius,angle`, `polygon r,g r,g r,g …`. Both ways, so that a gate of the window can be pasted into a shell.
 */
import type { ChromaticityGate } from './definition'

export const GATE_SYNTAX = 'polygon r,g r,g r,g … | rectangle r0,g0,r1,g1 | ellipse r,g,radius[,radius,angle]'
const POINTS_MAX = 256

/** @throws RangeError that says what was expected and what came. */
export function gateFrom(text: string): ChromaticityGate {
  const [kind, ...groups] = text.trim().split(/\s+/)
  const numbers = groups.map((group) => group.split(',').map(numberFrom))
  const refuse = (expected: string) => new RangeError(`Expected ${expected} for a gate but received “${text}”.`)
  if (numbers.flat().some(Number.isNaN)) throw refuse('numbers from -1 to 2, with commas between them,')
  const [first] = numbers
  switch (kind) {
    case 'rectangle': {
      if (groups.length !== 1 || first?.length !== 4) throw refuse('“rectangle r0,g0,r1,g1”')
      const [r0, g0, r1, g1] = first as [number, number, number, number]
      return { kind, r: [Math.min(r0, r1), Math.max(r0, r1)], g: [Math.min(g0, g1), Math.max(g0, g1)] }
    }
    case 'ellipse': {
      if (groups.length !== 1 || (first?.length !== 3 && first?.length !== 5))
        throw refuse('“ellipse r,g,radius” or “ellipse r,g,radius,radius,angle”')
      const [r, g, radius, second = radius, angle = 0] = first as [number, number, number, number?, number?]
      if (!(radius >= 1e-6 && second >= 1e-6)) throw refuse('radii of at least 0.000001')
      return { kind, centre: [r, g], radii: [radius, second], angle }
    }
    case 'polygon': {
      const pairs = numbers.every((pair) => pair.length === 2)
      if (!pairs || numbers.length < 3 || numbers.length > POINTS_MAX) throw refuse(`“polygon r,g r,g r,g …” of 3 to ${POINTS_MAX} points`)
      return { kind, points: numbers as [number, number][] }
    }
    default:
      throw refuse(`“${GATE_SYNTAX.split(' | ').join('”, “')}”`)
  }
}

/** What `gateFrom` reads back to the same gate. */
export function gateText(gate: ChromaticityGate): string {
  switch (gate.kind) {
    case 'rectangle':
      return `rectangle ${gate.r[0]},${gate.g[0]},${gate.r[1]},${gate.g[1]}`
    case 'ellipse':
      return `ellipse ${[...gate.centre, ...gate.radii, gate.angle].join(',')}`
    case 'polygon':
      return `polygon ${gate.points.map((point) => point.join(',')).join(' ')}`
  }
}

/** Of an angle more is right too; the bound on the others is that of contract/gate.ts. */
function numberFrom(text: string, at: number): number {
  const value = text === '' ? Number.NaN : Number(text)
  const [min, max] = at === 4 ? [-360, 360] : at === 2 || at === 3 ? [-1, 3] : [-1, 2]
  return value >= min && value <= max ? value : Number.NaN
}
