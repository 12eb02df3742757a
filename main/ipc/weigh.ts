/**
 * How much a request carries, before anything looks into it: the sum of its characters and values.
 * It came by structured clone, so it may hold cycles, maps, buffers and more; none of them is ever asked for.
 */
import * as v from 'valibot'
import { Segmentation } from '../../contract/contract'
import { heaviest } from './heaviest'

/** A mask without the numbers of a learned colour. */
export const DrawnMask = v.omit(Segmentation, ['learned'])
/** What the numbers of a learned colour may weigh: its schema alone would allow 300 MB. */
const LEARNED_MAX = 16 * 1024 * 1024

/** What a request may weigh: two masks with all that the contract lets them have, as a disagreement sends them, and what goes with them. */
export const REQUEST_LIMIT = 2 * (heaviest(DrawnMask) + LEARNED_MAX) + 64 * 1024
const DEPTH_LIMIT = 16

/** Infinity for what is too deep, cyclic or no plain data. Stops counting beyond `limit`. */
export function weigh(value: unknown, limit = REQUEST_LIMIT): number {
  let sum = 0
  const visit = (part: unknown, depth: number): void => {
    if (sum > limit) return
    if (depth > DEPTH_LIMIT) sum = Infinity
    else if (typeof part === 'string') sum += part.length + 2
    else if (part === null || part === undefined || typeof part === 'number' || typeof part === 'boolean') sum += 8
    else if (Array.isArray(part)) visitAll(part.length, (i) => visit(part[i], depth + 1))
    else if (isPlain(part)) {
      const keys = Object.keys(part)
      visitAll(keys.length, (i) => {
        sum += keys[i]!.length + 3
        visit(part[keys[i]!], depth + 1)
      })
    } else sum = Infinity
  }
  const visitAll = (count: number, each: (i: number) => void): void => {
    sum += count + 2
    for (let i = 0; i < count && sum <= limit; i++) each(i)
  }
  visit(value, 0)
  return sum
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === Object.prototype || prototype === null
}
