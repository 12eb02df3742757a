/**
 * Asks one thing at a time, and always the newest: while an answer is awaited, newer wishes
 * replace each other; when it comes, the newest is asked at once. Nothing queues. A call that
 * takes longer than `patience` although something newer is wanted is cancelled.
 */
import { computed, shallowRef, type ComputedRef } from 'vue'
import { isCancelled } from '../../../contract/errors'

export interface NewestWins<Q> {
  /** `after` waits for the wish to rest that long, in milliseconds; a newer wish starts the wait again. */
  want: (wish: Q, after?: number) => void
  /** Forgets the wish and cancels what is under way. */
  drop: () => void
  /** Something is wanted or under way. */
  readonly pending: ComputedRef<boolean>
}

export interface NewestWinsOptions<Q, A> {
  readonly ask: (wish: Q, signal: AbortSignal) => Promise<A>
  /** Not called for answers that came after `drop`. */
  readonly answered: (answer: A, wish: Q) => void
  readonly failed?: (thrown: unknown, wish: Q) => void
  /** In milliseconds. */
  readonly patience?: number
}

export function newestWins<Q, A>(options: NewestWinsOptions<Q, A>): NewestWins<Q> {
  const wanted = shallowRef<{ wish: Q } | null>(null)
  const asking = shallowRef<AbortController | null>(null)
  let since = 0
  let rest: ReturnType<typeof setTimeout> | undefined
  let impatience: ReturnType<typeof setTimeout> | undefined

  function want(wish: Q, after = 0): void {
    clearTimeout(rest)
    rest = undefined
    wanted.value = { wish }
    if (after > 0) {
      rest = setTimeout(() => {
        rest = undefined
        advance()
      }, after)
      return
    }
    advance()
  }

  function advance(): void {
    if (!wanted.value || rest !== undefined) return
    if (!asking.value) void ask(wanted.value.wish)
    else if (impatience === undefined && options.patience !== undefined) {
      const controller = asking.value
      impatience = setTimeout(() => controller.abort(), Math.max(0, options.patience - (performance.now() - since)))
    }
  }

  async function ask(wish: Q): Promise<void> {
    const controller = new AbortController()
    wanted.value = null
    asking.value = controller
    since = performance.now()
    let settle: () => void = () => undefined
    try {
      const answer = await options.ask(wish, controller.signal)
      settle = () => options.answered(answer, wish)
    } catch (thrown) {
      if (!isCancelled(thrown)) settle = () => options.failed?.(thrown, wish)
    }
    if (asking.value !== controller) return
    clearTimeout(impatience)
    impatience = undefined
    asking.value = null
    if (!controller.signal.aborted) settle()
    if (!asking.value) advance()
  }

  function drop(): void {
    clearTimeout(rest)
    clearTimeout(impatience)
    rest = impatience = undefined
    wanted.value = null
    asking.value?.abort()
    asking.value = null
  }

  return { want, drop, pending: computed(() => wanted.value !== null || asking.value !== null) }
}
