/**
 * The kernels' module: SIMD over a memory that the engine's threads share. AssemblyScript, compiled
 * by tools/kernels.mjs; ../simd.ts is the only caller and checks every shape before it calls.
 *
 * Nothing here is static: what a call needs lies in the scratch slot that the caller holds for the
 * length of the call (../scratch.ts), so threads cannot meet. Offsets are bytes, counts pixels.
 */
export { maskExactly, maskOfMany, maskOfOne } from './mask'
export { scoreExactly, scoreOfMany, scoreOfOne } from './score'
export { census, halve } from './pictures'
export { gate } from './gate'
export { countHues, lookUpHues } from './hue'
export { countKeys, countPairs, lookUpPairs } from './cells'
export { chromaticitySums } from './moments'
export { cutOut, cutOutOn } from './cut-out'
export { greyDifference, greyDistance } from './grey'
export { warp } from './warp'
export { figures } from './figures'
export { boundsOfOne, rampBetween } from './ramp'
export { guidedBits } from './guided/guided'
export { featherBits } from './feather'
export { majority } from './majority'
export { dilate } from './morphology'
export { countSoft, harden, pack } from './planes'
export { view } from './view'
export { fieldRow } from './field'
export { labDistances } from './lab'
