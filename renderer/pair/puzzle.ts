/** A puzzle picture of two panels becomes a pair: the one that is open, or one that is chosen. */
import type { Grant } from '../../contract/contract'
import { call, start } from '../bridge/api'
import { toastFailure } from '../kit/use/toasts'
import { offerToPair, photos } from './stores/pair'

export async function splitPuzzle(): Promise<void> {
  const opened: string[] = []
  try {
    const document = photos.before && !photos.after ? photos.before.info.document : await chosen(opened)
    if (document === null) return
    const { grants } = await start('split', { document }, {})
    await offerToPair(grants)
  } catch (thrown) {
    toastFailure(thrown, 'split')
  } finally {
    for (const document of opened) void call('close', { document }).catch(() => undefined)
  }
}

/** Opened only to be cut. */
async function chosen(opened: string[]): Promise<string | null> {
  const { grants }: { grants: Grant[] } = await call('chooseFiles', { many: false })
  const [grant] = grants
  if (!grant) return null
  const { document } = await start('open', { grant: grant.handle, damaged: false }, {})
  opened.push(document)
  return document
}
