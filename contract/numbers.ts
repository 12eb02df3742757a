/** Ranges that schemas of the contract share. */
import * as v from 'valibot'

/** Whole numbers of a range, both ends in it. */
export const integer = (min: number, max: number) => v.pipe(v.number(), v.integer(), v.minValue(min), v.maxValue(max))
/** Numbers of a range, both ends in it. */
export const finite = (min: number, max: number) => v.pipe(v.number(), v.finite(), v.minValue(min), v.maxValue(max))

/** The longest side that any supported format can declare. */
export const SIDE_MAX = 65_535
