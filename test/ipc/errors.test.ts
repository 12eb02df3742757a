/** Failures as they cross to a window: with what it needs to know, and without this computer's folders. */
import { readFileSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ChromapatchError, toWireError } from '../../contract/errors'

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work()
  } catch (thrown) {
    return thrown
  }
}

describe('an error that crosses', () => {
  it('is whole where it is one of ours', () => {
    const error = new ChromapatchError('PHOTO_EMPTY', '“a.png” is empty.', { hint: 'Choose another one.' })
    expect(toWireError(error, 'openDocument')).toEqual({ ...error.toWire(), where: 'openDocument' })
  })

  it('tells of the system’s failures the errno, the call and the name', async () => {
    const late: unknown = await stat('/no such disk/of me/cat.jpg').catch((thrown: unknown) => thrown)
    const early = thrownBy(() => readFileSync('/no such disk/of me/cat.jpg'))
    const messages = [late, early].map((thrown) => toWireError(thrown, 'exportImage').message)
    const told = (call: string) => `exportImage: something went wrong inside Chromapatch (ENOENT, ${call} “cat.jpg”).`
    expect(messages).toEqual([told('stat'), told('open')])
  })

  it('names no folder that a library’s message does', () => {
    const messages = [
      "Cannot find module '/home/me/my photos/addon.node'",
      'Input file is missing: /home/me/my photos/cat.jpg',
      'unable to open C:\\Users\\me\\my photos\\cat.jpg',
      'held by \\\\server\\share\\me\\cat.jpg',
      'not a module: file:///home/me/cat.jpg',
    ]
    expect(messages.map((message) => /\((.*)\)/.exec(toWireError(new Error(message), 'x').message)![1])).toEqual([
      "Cannot find module 'addon.node'",
      'Input file is missing: cat.jpg',
      'unable to open cat.jpg',
      'held by cat.jpg',
      'not a module: cat.jpg',
    ])
  })

  it('keeps what only looks like a path', () => {
    for (const message of ['3 / 7 / 9 parts', 'JPEG/PNG/WebP open', 'see https://example.org/a/b', 'r/(r+g+b) is not a number'])
      expect(toWireError(new Error(message), 'x').message).toContain(`(${message})`)
  })

  it('never has a folder of a path, however it is called', () => {
    const name = fc.stringMatching(/^[a-zé0-9_.-][a-zé0-9_. -]{0,12}$/)
    fc.assert(
      fc.property(
        fc.array(
          name.map((text) => `Q${text}Q`),
          { minLength: 1, maxLength: 6 },
        ),
        fc.constantFrom('/', 'C:\\', '\\\\'),
        (folders, root) => {
          const separator = root === '/' ? '/' : '\\'
          const { message } = toWireError(new Error(`no such file: "${root}${[...folders, 'cat.jpg'].join(separator)}"`), 'x')
          expect(message).toContain('"cat.jpg"')
          expect(message).not.toContain('Q')
        },
      ),
    )
  })
})
