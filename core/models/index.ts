/** The registry: one line per operation. */
import type { ModelDeclaration } from './define'
import { classes } from './classes'
import { covariance } from './covariance'
import { density } from './density'
import { gate } from './gate'
import { gaussian } from './gaussian'
import { hue } from './hue'
import { rg } from './rg'

export const models = { classes, gaussian, covariance, density, hue, rg, gate } as const satisfies Record<string, ModelDeclaration>

export type ModelId = keyof typeof models

export function isModelId(id: string): id is ModelId {
  return Object.hasOwn(models, id)
}
