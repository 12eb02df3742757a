/** The engine's side of the registry of clean-up steps: what each one does. */
import type { MaskHandle, MaskWork, StepDeclaration, StepRun } from './define-step'
import { steps, type StepId } from './index'
import { run as closing } from './close/run'
import { run as drop } from './drop/run'
import { run as feather } from './feather/run'
import { run as fill } from './fill/run'
import { run as grow } from './grow/run'
import { run as invert } from './invert/run'
import { run as keep } from './keep/run'
import { run as opening } from './open/run'
import { run as refine } from './refine/run'
import { run as shrink } from './shrink/run'
import { run as smooth } from './smooth/run'
import { run as soft } from './soft/run'

const runs: { readonly [Id in StepId]: StepRun<(typeof steps)[Id]> } = {
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
}

/** One step, its values already checked against its declaration. Intermediate masks are the work's to give back. */
export async function runStep<M extends MaskHandle>(
  id: StepId,
  mask: M,
  values: Readonly<Record<string, number>>,
  work: MaskWork<M>,
): Promise<M> {
  const { takes }: StepDeclaration = steps[id]
  const run = runs[id] as StepRun<StepDeclaration>
  return await run(takes === 'hard' ? await work.harden(mask) : mask, values, work)
}
