import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pixelInbox } from '../../../renderer/bridge/pixel-inbox'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())
const block = (job: string) => ({ job, bytes: new Uint8Array(4) })

test('a block finds the job that waits for it, and one that nobody expects is dropped', async () => {
  const inbox = pixelInbox()
  const waiting = inbox.expect('j-1')
  inbox.deliver(block('j-2'))
  inbox.deliver(block('j-1'))
  await expect(waiting).resolves.toMatchObject({ job: 'j-1' })
})

test('what the old engine still owed is given up after a new port, and what the new one owes is not', async () => {
  const inbox = pixelInbox()
  const owed = inbox.expect('old')
  const retried = inbox.expect('retried')
  inbox.answered('old')
  inbox.renew()
  const given = expect(owed).rejects.toMatchObject({ code: 'ENGINE_CRASHED' })
  await vi.advanceTimersByTimeAsync(1_001)
  await given
  inbox.answered('retried')
  inbox.deliver(block('retried'))
  await expect(retried).resolves.toMatchObject({ job: 'retried' })
})
