/** The registry: one line per operation. */
import type { ModelDeclaration } from './define'
import { density } from './density'
import { gaussian } from './gaussian'

export const models = { gaussian, density } as const satisfies Record<string, ModelDeclaration>

export type ModelId = keyof typeof models

export function isModelId(id: string): id is ModelId {
  return Object.hasOwn(models, id)
}
