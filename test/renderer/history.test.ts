import { expect, test } from 'vitest'
import { createHistory } from '../../renderer/stores/history'

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
