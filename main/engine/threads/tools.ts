import type { Arena } from './arena'
import { type Pool } from './pool'

export interface Tools {
  readonly arena: Arena
  readonly pool: Pool
}
