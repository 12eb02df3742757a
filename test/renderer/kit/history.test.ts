import { expect, test } from 'vitest'
import { createHistory } from '../../../renderer/kit/use/history'

function harness() {
  let state = 0
  let clock = 0
  const history = createHistory<number>(
    (restored) => (state = restored),
    () => clock,
  )
  const set = (next: number, key: string | null = null, name = 'Set') => {
    history.record(name, state, next, key)
    state = next
  }
  return { history, set, pass: (ms: number) => (clock += ms), state: () => state }
}

test('undo and redo go back and forth, by name', () => {
  const { history, set, state } = harness()
  set(1, null, 'Draw Patch')
  set(2, null, 'Model')
  expect(history.undoName.value).toBe('Model')
  history.undo()
  expect([state(), history.undoName.value, history.redoName.value]).toEqual([1, 'Draw Patch', 'Model'])
  history.undo()
  history.undo()
  expect(state()).toBe(0)
  history.redo()
  history.redo()
  history.redo()
  expect(state()).toBe(2)
})

test('a new change ends what could be done again', () => {
  const { history, set } = harness()
  set(1)
  history.undo()
  set(5)
  expect(history.redoName.value).toBeNull()
})

test('a gesture is one step however long it takes', () => {
  const { history, set, pass, state } = harness()
  for (let i = 1; i <= 20; i += 1) {
    set(i, 'drag:1')
    pass(900)
  }
  pass(60_000)
  set(21, 'drag:1')
  history.undo()
  expect(state()).toBe(0)
})

test('repeated keys join while they are quick, and not after another step or a seal', () => {
  const { history, set, pass, state } = harness()
  set(1, 'move')
  pass(500)
  set(2, 'move')
  pass(1_500)
  set(3, 'move')
  history.seal()
  set(4, 'move')
  history.undo()
  expect(state()).toBe(3)
  history.undo()
  expect(state()).toBe(2)
  history.undo()
  expect(state()).toBe(0)
})

test('after undo the same key starts a step of its own', () => {
  const { history, set, state } = harness()
  set(1, 'move')
  set(2, null)
  history.undo()
  set(3, 'move')
  history.undo()
  expect(state()).toBe(1)
})

test('what is dumped and loaded is undone and done again as before; the oldest steps go first', () => {
  const { history, set, state } = harness()
  for (let i = 1; i <= 6; i++) set(i, null, `Step ${i}`)
  history.undo()
  const dump = JSON.parse(JSON.stringify(history.dump(3))) as ReturnType<typeof history.dump>
  // Five steps and one undone: the latest three of the five, whose states follow each other.
  expect([dump.done.map(([name]) => name), dump.undone.map(([name]) => name)]).toEqual([['Step 3', 'Step 4', 'Step 5'], ['Step 6']])
  expect([...dump.states].sort()).toEqual([2, 3, 4, 5, 6])
  const other = harness()
  other.history.load(dump)
  other.history.redo()
  expect(other.state()).toBe(6)
  for (let i = 0; i < 9; i++) other.history.undo()
  expect([other.state(), other.history.undoName.value]).toEqual([2, null])
  for (let i = 0; i < 9; i++) other.history.redo()
  expect(other.state()).toBe(6)
  // A step that came back is not joined by the next one.
  other.set(7, 'move')
  other.history.undo()
  expect([other.state(), state()]).toEqual([6, 5])
  expect(history.dump(0)).toEqual({ done: [], undone: [], states: [] })
})
