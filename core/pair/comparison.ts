/** The registry of what a comparison is made of, in its own order. */
import { align } from './align'
import { changes } from './changes'
import type { OperationDeclaration } from '../models/shared/define'
import { difference } from './difference'
import { light } from './light'

export const comparisonOperations = { difference, align, light, changes } as const satisfies Record<string, OperationDeclaration>
