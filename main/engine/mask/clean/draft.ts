/**
 * What is shown while a step moves that takes too long at full size: steps before it are done as ever, it and those after it
 * at a smaller size, their lengths scaled to that. A draft is looked at and nothing else: it is not kept, measured or written.
 */
import type { View } from '../../../../contract/contract'
import { steps } from '../../../../core/steps'
import type { StepDeclaration } from '../../../../core/steps/define-step'
import { runStep } from '../../../../core/steps/run'
import type { Arena } from '../../threads/arena'
import type { CheckedStep } from './steps'
import type { PoolWork } from './work'
import type { EngineMask } from '../../threads/engine-mask'

/** What a window may wait for a changed step, less the way to the screen and the rest of the step before it, which is not broken off. */
const PATIENCE_MS = 20
/** Of a draft, about: enough for a large screen. */
const DRAFT_PIXELS = 1_600_000
/** A disc of fewer pixels is no disc. */
const LEAST_RADIUS = 4

export interface Size {
  readonly width: number
  readonly height: number
}

/** The level that drafts are made at: no finer than the view. */
export function draftLevel(levels: readonly Size[], { level }: View): number {
  const small = levels.findIndex(({ width, height }) => width * height <= DRAFT_PIXELS)
  return Math.max(level, small < 0 ? levels.length - 1 : small)
}

/**
 * Which step a draft begins with, where the ones from `from` on take too long: the first that a smaller size serves; -1 where
 * there is none, or time enough for all of them.
 */
export function draftFrom(list: readonly CheckedStep[], from: number, pixels: number, threads: number, level: number): number {
  const cost = list.slice(from).reduce((sum, step) => sum + declared(step).cost(step.values), 0)
  if ((cost * pixels) / threads / 1e6 <= PATIENCE_MS) return -1
  return list.findIndex((step, at) => at >= from && isServed(step, level))
}

const declared = ({ id }: CheckedStep): StepDeclaration => steps[id]

/** A soft threshold at a smaller size is that of the level's own colours, as an overlay without any step is. */
function isServed(step: CheckedStep, level: number): boolean {
  const { draft: how, parameters } = declared(step)
  const isDisc = Object.entries(parameters).every(
    ([name, { measures }]) => measures !== 'length' || step.values[name]! >= LEAST_RADIUS * 2 ** level,
  )
  return how === 'smooth' || (how === 'disc' && isDisc)
}

/** A step's values at a level, by what its parameters measure; null where nothing is left of its disc. */
export function valuesAt(step: CheckedStep, level: number): Record<string, number> | null {
  const scale = 2 ** level
  const { draft: how, parameters } = declared(step)
  const found: Record<string, number> = {}
  for (const [name, { measures, whole }] of Object.entries(parameters)) {
    const value = step.values[name]!
    if (measures === 'area') found[name] = value / scale ** 2
    else if (measures !== 'length') found[name] = value
    else {
      const length = whole ? Math.round(value / scale) : value / scale
      if (how === 'disc' && length === 0) return null
      found[name] = whole ? Math.max(1, length) : length
    }
  }
  return found
}

/**
 * The mask after the rest of the steps, at a level.
 * @param work of the full size, which `mask` is of. @param small of the level: a score, where a step starts from it, is the level's.
 */
export async function draft(
  arena: Arena,
  { mask, work }: { readonly mask: EngineMask; readonly work: PoolWork },
  small: PoolWork,
  level: number,
  { width, height }: Size,
  rest: readonly CheckedStep[],
): Promise<EngineMask> {
  const bytes = arena.allocate(width * height)
  return await small.keep(async () => {
    let current: EngineMask
    try {
      await work.writeLevel(mask, level, bytes.offset)
      current = await small.fromBytes(bytes.offset, mask.kind, width, height)
    } finally {
      arena.release(bytes)
    }
    for (const step of rest) {
      const values = valuesAt(step, level)
      if (values !== null) current = await runStep(step.id, current, values, small)
    }
    return current
  })
}

/** The part of a level under a view of a finer one. */
export function viewAt({ level, region }: View, at: number, size: Size): View {
  const scale = 2 ** (at - level)
  const [x, y] = [Math.floor(region.x / scale), Math.floor(region.y / scale)]
  const right = Math.min(size.width, Math.ceil((region.x + region.w) / scale))
  const bottom = Math.min(size.height, Math.ceil((region.y + region.h) / scale))
  return { level: at, region: { x, y, w: right - x, h: bottom - y } }
}
