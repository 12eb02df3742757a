/** The open photo's main colours, and for each a patch to learn it from. */
import { shallowRef } from 'vue'
import type { SuggestedPatch } from '../../../contract/contract'

export const suggestions = shallowRef<readonly SuggestedPatch[]>([])
