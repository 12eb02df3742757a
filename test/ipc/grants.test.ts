import { describe, expect, it } from 'vitest'
import { Documents } from '../../main/files/documents'
import { Grants } from '../../main/files/grants'
import { ChromapatchError } from '../../contract/errors'
import { openPhoto } from './fake-engine'

const codeOf = (action: () => unknown) => {
  try {
    return action()
  } catch (thrown) {
    return (thrown as ChromapatchError).code
  }
}

describe('grants', () => {
  it('are random, 128 bits, and say nothing of the path', () => {
    const grants = new Grants()
    const handles = Array.from({ length: 1000 }, () => grants.file(1, '/secret/photo.jpg'))
    expect(new Set(handles.map(({ handle }) => handle)).size).toBe(1000)
    for (const grant of handles) expect(grant).toEqual({ handle: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/), name: 'photo.jpg' })
  })

  it('open what they were given for', () => {
    const grants = new Grants()
    const bytes = Uint8Array.of(1, 2)
    expect(grants.find(1, grants.file(1, '/a/ü\n.jpg').handle)).toEqual({ kind: 'file', path: '/a/ü\n.jpg', name: 'ü\n.jpg' })
    expect(grants.find(1, grants.bytes(1, bytes, 'Clipboard.png').handle)).toEqual({ kind: 'bytes', bytes, name: 'Clipboard.png' })
  })

  it('are worth nothing forged, in another window, or after their window was closed', () => {
    const grants = new Grants()
    const { handle } = grants.file(1, '/photo.jpg')
    expect(codeOf(() => grants.find(1, 'A'.repeat(22)))).toBe('GRANT_UNKNOWN')
    expect(codeOf(() => grants.find(2, handle))).toBe('GRANT_UNKNOWN')
    expect(codeOf(() => grants.find(1, '__proto__'))).toBe('GRANT_UNKNOWN')
    grants.revoke(1)
    expect(codeOf(() => grants.find(1, handle))).toBe('GRANT_UNKNOWN')
  })

  it('the oldest expire: neither pasted pictures nor handles pile up', () => {
    const grants = new Grants()
    const file = grants.file(1, '/photo.jpg')
    const pasted = Array.from({ length: 17 }, () => grants.bytes(1, new Uint8Array(1), 'Clipboard.png'))
    expect(codeOf(() => grants.find(1, pasted[0]!.handle))).toBe('GRANT_UNKNOWN')
    expect(grants.find(1, pasted[1]!.handle)).toBeDefined()
    for (let i = 0; i < 4096; i++) grants.file(1, '/other.jpg')
    expect(codeOf(() => grants.find(1, file.handle))).toBe('GRANT_UNKNOWN')
  })
})

describe('documents', () => {
  it('belong to the window that opened them', () => {
    const documents = new Documents()
    const document = documents.nextId()
    documents.add(openPhoto(document))
    expect(documents.find(1, document).source.name).toBe('d1.jpg')
    expect(codeOf(() => documents.find(2, document))).toBe('DOCUMENT_UNKNOWN')
    expect(codeOf(() => documents.find(1, 'd2'))).toBe('DOCUMENT_UNKNOWN')
    documents.forget(document)
    expect(codeOf(() => documents.find(1, document))).toBe('DOCUMENT_UNKNOWN')
    expect(documents.nextId()).toBe('d2')
  })
})
