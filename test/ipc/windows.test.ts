/** What is asked of a window before its page is there, and after. */
import type { BrowserWindow } from 'electron'
import { expect, it } from 'vitest'
import type { Grant } from '../../contract/contract'
import { Windows } from '../../main/windows/windows'

const photo = (name: string): Grant => ({ handle: name, name, folder: '' }) as unknown as Grant
const [a, b, c, d] = [photo('a'), photo('b'), photo('c'), photo('d')]

/** Each is asked for in its turn; then the page says hello. */
function hello(...asked: readonly { photos: readonly Grant[]; pair: boolean }[]) {
  const windows = new Windows()
  windows.add({ webContents: { id: 1 }, isDestroyed: () => false } as unknown as BrowserWindow)
  for (const { photos, pair } of asked) windows.offer(1, photos, pair)
  return windows.greet(1)
}
const single = (...photos: Grant[]) => ({ photos, pair: false })
const pair = (...photos: Grant[]) => ({ photos, pair: true })

it('photos that come one by one are all there', () => {
  expect(hello(single(a), single(b), single())).toEqual({ offered: [a, b], pair: false })
})

it('a pair takes the place of what was asked for before it', () => {
  expect(hello(single(a), pair(b, c))).toEqual({ offered: [b, c], pair: true })
  expect(hello(pair(a, b), pair(c, d))).toEqual({ offered: [c, d], pair: true })
  expect(hello(pair(a, b), single(c, d))).toEqual({ offered: [c, d], pair: true })
})

it('a single photo completes a pair, or takes the place of its second', () => {
  expect(hello(pair(a), single(b))).toEqual({ offered: [a, b], pair: true })
  expect(hello(pair(a, b), pair(c))).toEqual({ offered: [a, c], pair: true })
  expect(hello(pair(a, b), single(c))).toEqual({ offered: [a, c], pair: true })
})

it('to compare without a photo is to compare what was asked for before', () => {
  expect(hello(single(a), pair())).toEqual({ offered: [a], pair: true })
  expect(hello(pair(), single(a))).toEqual({ offered: [a], pair: true })
})
