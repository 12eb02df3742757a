/** Which decoders run is told from what was loaded, and one setting takes another build of them. */
import { existsSync, readFileSync } from 'node:fs'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { photo, root } from '../engine/harness'
import { program } from './run'

function told(build: string | undefined, words = ['--version', '--json']) {
  const env = { ...process.env, ...(build === undefined ? {} : { CHROMAPATCH_SHARP: build }) }
  const { stdout, stderr, status } = spawnSync(process.execPath, [program, ...words], { encoding: 'utf8', env })
  expect([stderr, status]).toEqual(['', 0])
  return stdout
}

it('--version --json names libvips, its library and each codec; --version alone stays one line', () => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  expect(told(undefined, ['--version'])).toBe(`${version}\n`)
  const found = JSON.parse(told(undefined)) as { codecs: Record<string, string> }
  expect(found).toMatchObject({ chromapatch: version, sharp: expect.stringMatching(/^\d+\.\d+/), vips: expect.stringMatching(/^8\.\d+/) })
  expect(Object.keys(found.codecs)).toEqual(expect.arrayContaining(['aom', 'mozjpeg', 'libheif-js', 'libraw-wasm', '@jsquash/jxl']))
  for (const codec of Object.values(found.codecs)) expect(codec).toMatch(/^[\w.-]+( \(build \d+\))?$/)
  if (process.platform === 'linux')
    expect(found).toMatchObject({ build: 'electron', librarySha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
})

it.skipIf(!existsSync(join(root, 'node_modules/sharp-upstream')))('CHROMAPATCH_SHARP=stock takes the stock build, and it works', () => {
  const found = JSON.parse(told('stock')) as { build: string; said: string; codecs: Record<string, string> }
  expect(found).toMatchObject({ build: 'stock', said: 'by the build' })
  expect(Object.keys(found.codecs)).toEqual(expect.arrayContaining(['png', 'webp', 'tiff', 'heif', 'lcms']))
  const words = ['segment', photo('painting.jpg'), '--patch', '400,120,60,50', '--json']
  const [stock, usual] = [JSON.parse(told('stock', words)), JSON.parse(told('electron', words))] as { mask: object }[]
  expect(stock!.mask).toEqual(usual!.mask)
})
