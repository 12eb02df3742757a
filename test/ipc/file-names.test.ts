/** Names from templates: whatever is typed becomes a name that every system takes, and never a path. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateFields, fileNameFrom, freeName, sanitised, unknownFields } from '../../contract/file-names'

describe('a name', () => {
  it('by hand: separators, reserved names, dots and blanks at the ends', () => {
    expect(sanitised('a/b\\c:d*e?f"g<h>i|j')).toBe('a-b-c-d-e-f-g-h-i-j')
    expect(sanitised('../../etc/passwd')).toBe('etc-passwd')
    expect(sanitised('CON')).toBe('_CON')
    expect(sanitised('com1.backup')).toBe('_com1.backup')
    expect(sanitised(' .hidden. ')).toBe('hidden')
    expect(sanitised('...')).toBe('untitled')
    expect(sanitised('line\nbreak\u0000')).toBe('line-break-')
  })

  it('of anything is never empty, a path, hidden, or longer than a disk takes', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400, unit: 'binary' }), (typed) => {
        const name = sanitised(typed)
        expect(name).not.toBe('')
        expect(name).not.toMatch(/[/\\:*?"<>|]|^\.|[.\s]$/)
        expect([...name].every((character) => character.charCodeAt(0) >= 32)).toBe(true)
        expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(201)
        expect(sanitised(name)).toBe(name)
      }),
    )
  })

  it('is cut between characters, not within one', () => {
    expect(sanitised('é'.repeat(150))).toBe('é'.repeat(100))
    expect(encodeURIComponent(sanitised('🚀'.repeat(90)))).toHaveLength(50 * 12)
  })
})

describe('a template', () => {
  it('fills in what is known once, not what a value contains', () => {
    expect(fileNameFrom('{name}-{content}', { name: '{model}', content: 'mask', model: 'hue' })).toBe('{model}-mask')
    expect(fileNameFrom('{name}/{date}', { name: 'cat', date: '2026-01-02' })).toBe('cat-2026-01-02')
  })

  it('says which fields nobody knows', () => {
    expect(unknownFields('{name}-{nmae}-{}-{coverage}')).toEqual(['nmae', ''])
    expect(unknownFields('plain')).toEqual([])
  })

  it('dates by this computer’s clock', () => {
    expect(dateFields(new Date(2026, 0, 2, 3, 4, 5))).toEqual({ date: '2026-01-02', time: '03-04-05' })
  })

  it('gets the first number that is free', () => {
    const taken = new Set(['a.png', 'a-2.png'])
    expect(freeName('a', 'png', (name) => taken.has(name))).toBe('a-3.png')
    expect(freeName('b', 'png', (name) => taken.has(name))).toBe('b.png')
  })
})
