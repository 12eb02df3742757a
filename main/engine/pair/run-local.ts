/** A thread's side of local registration and local light: see core/pair/local. */
import { greyPlane, structure, type Plane } from '../../../core/pair/align/plane'
import { LightField } from '../../../core/pair/light/field'
import { displaceRows } from '../../../core/pair/local/displace'
import { differencesOf, driftOf, driftRow, type Drift } from '../../../core/pair/local/drift'
import { flowOf } from '../../../core/pair/local/flow'
import type { CompareStep, PixelPair } from '../threads/compare-task'

type Step<N extends CompareStep['name']> = Extract<CompareStep, { name: N }>

const floats = (bytes: Uint8Array, at: number, length: number) => new Float32Array(bytes.buffer, bytes.byteOffset + at, length)

export function findFlow(bytes: Uint8Array, { pairs, out }: Step<'flow'>, isCancelled: () => boolean): void {
  const planes = (of: 'before' | 'after') =>
    pairs.map(({ [of]: at, width, height }): Plane => structure(greyPlane(bytes.subarray(at, at + width * height * 3), width, height)))
  const covered = pairs.map(({ covered: at, width, height }) => bytes.subarray(at, at + width * height))
  const { width, height, u, v } = flowOf(planes('before'), planes('after'), covered, isCancelled)
  floats(bytes, out, width * height).set(u)
  floats(bytes, out + width * height * 4, width * height).set(v)
}

export function displace(bytes: Uint8Array, { flow: { at, width, height }, job }: Step<'displace'>, y0: number, y1: number): void {
  const [u, v] = [floats(bytes, at, width * height), floats(bytes, at + width * height * 4, width * height)]
  displaceRows(bytes, { width, height, u, v }, job, y0, y1)
}

export function relight(bytes: Uint8Array, { pair, light, drift, out }: Step<'relight'>, y0: number, y1: number): void {
  const { before, width, height } = pair
  const field = new LightField(light, width, height)
  const slow = drift === null ? null : driftAt(bytes, drift)
  const row = new Float32Array(width * 3)
  for (let y = y0; y < y1; y++) {
    const gains = field.row(y)
    if (slow !== null) driftRow(slow, width, height, y, row)
    for (let i = 0; i < width * 3; i++) {
      const value = gains[i]! * bytes[before + y * width * 3 + i]! + field.bias[(i % 3) as 0] + row[i]! + 0.5
      bytes[out + y * width * 3 + i] = value < 0 ? 0 : value > 255 ? 255 : value
    }
  }
}

function driftAt(bytes: Uint8Array, { at, width, height }: NonNullable<Step<'relight'>['drift']>): Drift {
  const plane = (c: number) => floats(bytes, at + c * width * height * 4, width * height)
  return { width, height, planes: [plane(0), plane(1), plane(2)] }
}

export function findDrift(bytes: Uint8Array, { pair, step, out }: Step<'drift'>): void {
  const found = differencesOf(picturesOf(bytes, pair), step)
  const { width, height, planes } = driftOf(found.planes, found.width, found.height)
  planes.forEach((plane, c) => floats(bytes, out + c * width * height * 4, width * height).set(plane))
}

function picturesOf(bytes: Uint8Array, { before, after, covered, width, height }: PixelPair) {
  const rgb = (at: number) => bytes.subarray(at, at + width * height * 3)
  return { lit: rgb(before), after: rgb(after), covered: bytes.subarray(covered, covered + width * height), width, height }
}
