/** The most that data of a schema can weigh, as `weigh` counts: the limit of a request follows from the contract. */
import type * as v from 'valibot'

/** What of valibot's schemas is looked at. */
interface Parts {
  readonly type: string
  readonly pipe?: readonly { readonly type: string; readonly requirement?: unknown }[]
  readonly entries?: Readonly<Record<string, Parts>>
  readonly item?: Parts
  readonly items?: readonly Parts[]
  readonly wrapped?: Parts
  readonly key?: Parts
  readonly value?: Parts
  readonly options?: readonly unknown[]
  readonly literal?: unknown
}

/** Infinity where the schema sets no limit to a text, a list or a record. */
export function heaviest(schema: v.GenericSchema): number {
  return most(schema as unknown as Parts)
}

function most(schema: Parts): number {
  const { entries, item, items, wrapped, key, value, options, type } = schema
  if (wrapped) return Math.max(8, most(wrapped))
  if (entries) return list(Object.entries(entries).map(([name, part]) => name.length + 3 + most(part)))
  if (items) return list(items.map(most))
  if (item) return many(limitOf(schema, 'max_length'), most(item))
  if (key && value) return many(limitOf(schema, 'max_entries'), limitOf(key, 'max_length') + 3 + most(value))
  if (type === 'picklist') return Math.max(...options!.map(scalar))
  if (options) return Math.max(...options.map((option) => most(option as Parts)))
  if (type === 'literal') return scalar(schema.literal)
  return type === 'string' ? limitOf(schema, 'max_length') + 2 : 8
}

const many = (count: number, each: number) => 2 + count * (1 + each)
const list = (parts: readonly number[]) => parts.reduce((sum, part) => sum + part, 2 + parts.length)
const scalar = (part: unknown) => (typeof part === 'string' ? part.length + 2 : 8)

function limitOf({ pipe = [] }: Parts, action: 'max_length' | 'max_entries'): number {
  const found = pipe.find(({ type }) => type === action)?.requirement
  return typeof found === 'number' ? found : Infinity
}
