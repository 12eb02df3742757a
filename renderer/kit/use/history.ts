/**
 * Undo and redo of what the user did to patches, model and threshold: named steps of whole
 * states, which are small. Changes of one gesture share a key and become one step.
 */
import { computed, shallowRef, type ComputedRef } from 'vue'

interface Step<S> {
  readonly name: string
  readonly key: string | null
  readonly before: S
  after: S
  at: number
}

export interface History<S> {
  /** `key` joins this change to the last step if that has the same key and is recent. */
  record: (name: string, before: S, after: S, key?: string | null) => void
  undo: () => void
  redo: () => void
  /** The next change starts a new step, whatever its key. */
  seal: () => void
  clear: () => void
  /** What was done and undone, plain data: the latest `most` steps of each. */
  dump: (most: number) => HistoryDump<S>
  /** In place of what there is. */
  load: (dump: HistoryDump<S>) => void
  readonly undoName: ComputedRef<string | null>
  readonly redoName: ComputedRef<string | null>
}

/** Steps as name, state before and state after, by their places in `states`: one step's end is mostly the next one's beginning. */
export interface HistoryDump<S> {
  readonly states: readonly S[]
  readonly done: readonly HistoryLine[]
  readonly undone: readonly HistoryLine[]
}
type HistoryLine = readonly [name: string, before: number, after: number]

/** Key presses further apart than this are steps of their own, in milliseconds. */
const JOIN_WITHIN_MS = 1_000

export function createHistory<S>(restore: (state: S) => void, now: () => number = () => performance.now()): History<S> {
  const done = shallowRef<readonly Step<S>[]>([])
  const undone = shallowRef<readonly Step<S>[]>([])
  let sealed = true

  function record(name: string, before: S, after: S, key: string | null = null): void {
    const last = done.value.at(-1)
    undone.value = []
    // A gesture (key "drag:…") is one step however long it takes; repeated key presses only while they are quick.
    const joins = last && !sealed && key !== null && last.key === key && (key.startsWith('drag:') || now() - last.at <= JOIN_WITHIN_MS)
    if (joins) {
      last.after = after
      last.at = now()
    } else {
      done.value = [...done.value, { name, key, before, after, at: now() }]
    }
    sealed = false
  }

  function undo(): void {
    const step = done.value.at(-1)
    if (!step) return
    done.value = done.value.slice(0, -1)
    undone.value = [...undone.value, step]
    sealed = true
    restore(step.before)
  }

  function redo(): void {
    const step = undone.value.at(-1)
    if (!step) return
    undone.value = undone.value.slice(0, -1)
    done.value = [...done.value, step]
    sealed = true
    restore(step.after)
  }

  function dump(most: number): HistoryDump<S> {
    const states: S[] = []
    const places = new Map<string, number>()
    const placeOf = (state: S) => {
      const key = JSON.stringify(state)
      const known = places.get(key) ?? states.push(state) - 1
      places.set(key, known)
      return known
    }
    const lines = (steps: readonly Step<S>[]) =>
      (most > 0 ? steps.slice(-most) : []).map(({ name, before, after }): HistoryLine => [name, placeOf(before), placeOf(after)])
    return { done: lines(done.value), undone: lines(undone.value), states }
  }

  function load({ states, done: before, undone: after }: HistoryDump<S>): void {
    const steps = (lines: readonly HistoryLine[]) =>
      lines.map(([name, from, to]): Step<S> => ({ name, key: null, before: states[from]!, after: states[to]!, at: 0 }))
    done.value = steps(before)
    undone.value = steps(after)
    sealed = true
  }

  return {
    record,
    undo,
    redo,
    dump,
    load,
    seal: () => {
      sealed = true
    },
    clear: () => {
      done.value = []
      undone.value = []
      sealed = true
    },
    undoName: computed(() => done.value.at(-1)?.name ?? null),
    redoName: computed(() => undone.value.at(-1)?.name ?? null),
  }
}
