/** The registry of clean-up steps: one line each, in the order in which they are commonly applied. */
import type { StepDeclaration } from './define-step'
import { closing } from './close'
import { drop } from './drop'
import { feather } from './feather'
import { fill } from './fill'
import { grow } from './grow'
import { invert } from './invert'
import { keep } from './keep'
import { opening } from './open'
import { refine } from './refine'
import { shrink } from './shrink'
import { smooth } from './smooth'
import { soft } from './soft'

export const steps = {
  soft,
  open: opening,
  close: closing,
  fill,
  drop,
  keep,
  grow,
  shrink,
  smooth,
  refine,
  feather,
  invert,
} as const satisfies Record<string, StepDeclaration>

export type StepId = keyof typeof steps

export function isStepId(id: string): id is StepId {
  return Object.hasOwn(steps, id)
}
