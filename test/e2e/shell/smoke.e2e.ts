/** `--smoke`, as a script sees it: one line of JSON and an exit code. */
import { spawn } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { electronFlags, photo, projectRoot } from '../app'

function smoke(...photos: string[]): Promise<{ code: number | null; out: string; err: string }> {
  const child = spawn(process.env['CHROMAPATCH_ELECTRON']!, [...electronFlags(), projectRoot, '--smoke', ...photos])
  const said = { out: '', err: '' }
  child.stdout.on('data', (text: Buffer) => (said.out += text.toString()))
  child.stderr.on('data', (text: Buffer) => (said.err += text.toString()))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, ...said })))
}

describe('--smoke', () => {
  it('says when the sample is on the screen, and ends', async () => {
    const { code, out } = await smoke()
    expect(out.trim().split('\n')).toHaveLength(1)
    expect(JSON.parse(out)).toEqual({
      ready: true,
      firstPaintMs: expect.any(Number),
      electron: expect.stringMatching(/^\d+\.\d+\.\d+/),
      photo: { width: 752, height: 600 },
    })
    expect(code).toBe(0)
  })

  it('takes the photo that it is given', async () => {
    const { code, out } = await smoke(photo('brushes.jpg'))
    expect(JSON.parse(out)).toMatchObject({ photo: { width: 1365, height: 1074 } })
    expect(code).toBe(0)
  })

  it('fails in words where the photo does not open', async () => {
    const { code, out, err } = await smoke(photo('no such photo.jpg'))
    expect(out).toBe('')
    expect(err).toContain('The smoke test failed: “no such photo.jpg” was not found (PHOTO_NOT_FOUND).')
    expect(code).toBe(1)
  })
})
