/** What is open now goes to main, which keeps it for the next start. */
import { STATE_MAX } from '../../contract/workspace'
import { call } from '../bridge/api'
import { openPhotos, snapshotText } from './snapshot'
import { toast } from '../kit/use/toasts'

/** It is said once, and again only after something fitted in between. */
let isTold = false

export function keepNow(): void {
  const state = snapshotText()
  if (state.length > STATE_MAX) return sayTooMuch()
  isTold = false
  // What cannot be kept now is kept with the next change; saving must not disturb.
  void call('saveWorkspace', { photos: openPhotos(), state }).catch(() => undefined)
}

function sayTooMuch(): void {
  if (isTold) return
  isTold = true
  const detail = 'After a restart you would find it as it was when it last fitted. Save a recipe, or delete patches with long outlines.'
  toast({ kind: 'error', text: 'There is too much here to be kept between starts.', detail })
}
