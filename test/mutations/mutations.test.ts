/** The list that `npm run mutate` follows fits the sources: each break is of one line that is there, and its test is there. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { root } from '../engine/harness'

const list = JSON.parse(readFileSync(join(root, 'test/mutations/list.json'), 'utf8')) as Record<'name' | 'file' | 'from' | 'to' | 'test', string>[] // prettier-ignore

it('at least forty breaks, of different names', () => {
  expect(list.length).toBeGreaterThanOrEqual(40)
  expect(new Set(list.map(({ name }) => name)).size).toBe(list.length)
})

it.each(list.map((each) => [each.name, each] as const))('%s', (_, { file, from, to, test }) => {
  expect(from).not.toBe(to)
  expect(readFileSync(join(root, file), 'utf8').split(from)).toHaveLength(2)
  expect(existsSync(join(root, test)), test).toBe(true)
})

it('the tests that FAULTS.md names are there', () => {
  const named = [...readFileSync(join(root, 'test/FAULTS.md'), 'utf8').matchAll(/`([\w./-]+\.(?:test|e2e)\.ts)`/g)].map(([, name]) => name!)
  expect(named.filter((name) => !existsSync(join(root, 'test', name)))).toEqual([])
  expect(named.length).toBeGreaterThan(30)
})
