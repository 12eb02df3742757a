/** The registry: one line per operation. */
import type { Model } from './shared/model'
import { classes } from './classes'
import { covariance } from './covariance'
import { density } from './density'
import { gate } from './gate'
import { gaussian } from './gaussian'
import { hue } from './hue'
import { lab } from './lab'
import { rg } from './rg'

export const models = { classes, gaussian, covariance, density, lab, hue, rg, gate } as const satisfies Record<string, Model>

export type ModelId = keyof typeof models

/** For an id that comes from outside; null where there is no such model. */
export function modelOf(id: string): Model | null {
  return isModelId(id) ? models[id] : null
}

export function isModelId(id: string): id is ModelId {
  return Object.hasOwn(models, id)
}
