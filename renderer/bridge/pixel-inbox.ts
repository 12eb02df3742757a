/**
 * Where pixel blocks wait for the reply of the same job, or the reply for its block: they travel
 * on two ways and either may come first. A block that nobody expects (a cancelled job's) is dropped.
 */
import type { PixelBlock } from '../../contract/contract'
import { ChromapatchError } from '../../contract/errors'

interface Expected {
  readonly resolve: (block: PixelBlock) => void
  readonly reject: (reason: unknown) => void
  answered: boolean
}

/** How long after a new port a block of an answered job may still arrive, in milliseconds. */
const GRACE_MS = 1_000

export function pixelInbox() {
  const expected = new Map<string, Expected>()

  function expect(job: string): Promise<PixelBlock> {
    const block = new Promise<PixelBlock>((resolve, reject) => expected.set(job, { resolve, reject, answered: false }))
    // The reply may fail first; then nobody waits for the block any more.
    block.catch(() => undefined)
    return block
  }

  /** The reply is here, so the block must be on its way. */
  function answered(job: string): void {
    const entry = expected.get(job)
    if (entry) entry.answered = true
  }

  function deliver(block: PixelBlock): void {
    expected.get(block.job)?.resolve(block)
    expected.delete(block.job)
  }

  function forget(job: string): void {
    expected.delete(job)
  }

  /** The engine was started again: blocks that the old one still owed will never come. */
  function renew(): void {
    const owed = [...expected].filter(([, entry]) => entry.answered)
    setTimeout(() => {
      for (const [job, entry] of owed) {
        if (expected.get(job) !== entry) continue
        expected.delete(job)
        entry.reject(new ChromapatchError('ENGINE_CRASHED', 'The picture was lost when the engine was started again.', { where: 'pixels' }))
      }
    }, GRACE_MS)
  }

  return { expect, answered, deliver, forget, renew }
}
