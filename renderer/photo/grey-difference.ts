/** The signed grey difference of the pair, as far as one was compared: the walkthrough tells of it beside the mask's figures. */
import { shallowRef } from 'vue'

/** In grey levels, 0..255. */
export interface GreyDifference {
  readonly min: number
  readonly max: number
  readonly meanAbs: number
}

export const greyDifference = shallowRef<GreyDifference | null>(null)
