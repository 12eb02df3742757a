import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { CONTENT_SECURITY_POLICY, listBuild, resolveRequest, type Manifest } from '../../main/windows/protocol'

const manifest: Manifest = new Map([
  ['/index.html', { file: '/build/index.html', type: 'text/html; charset=utf-8' }],
  ['/assets/index.js', { file: '/build/assets/index.js', type: 'text/javascript; charset=utf-8' }],
])

describe('resolveRequest', () => {
  it('serves what the build made, under its exact address', () => {
    expect(resolveRequest('GET', 'app://chromapatch/', manifest)).toEqual({ status: 200, ...manifest.get('/index.html') })
    expect(resolveRequest('GET', 'app://chromapatch/assets/index.js', manifest)).toMatchObject({
      status: 200,
      file: '/build/assets/index.js',
    })
  })

  it.each(['POST', 'HEAD', 'PUT', 'get', ''])('refuses the method %j', (method) => {
    expect(resolveRequest(method, 'app://chromapatch/index.html', manifest)).toEqual({ status: 405 })
  })

  it.each([
    'app://other/index.html',
    'app://chromapatch.evil/index.html',
    'app://chromapatch@evil/index.html',
    'app://chromapatch:80/index.html',
    'APP://chromapatch/index.html',
    'file:///index.html',
    'https://chromapatch/index.html',
    'app://chromapatch',
  ])('refuses the origin of %s', (url) => {
    expect(resolveRequest('GET', url, manifest)).toEqual({ status: 400 })
  })

  it.each([
    '/%2e%2e/index.html',
    '/assets/../index.html',
    '/assets/%2e%2e/index.html',
    '/assets%2findex.js',
    '//index.html',
    '/assets//index.js',
    '/index.html\0',
    '/index.html%00',
    '/assets\\index.js',
    '/index.html?x',
    '/index.html#x',
    '/INDEX.HTML',
    '/assets',
    '/assets/',
    '/__proto__',
  ])('refuses the path %j', (path) => {
    expect(resolveRequest('GET', `app://chromapatch${path}`, manifest)).toEqual({ status: 404 })
  })

  it('never serves anything but the files of the manifest, whatever is asked', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '..',
        '%2e%2e',
        '%2E.',
        '/',
        '//',
        '\\',
        '\0',
        '%00',
        '?',
        '#',
        'index.html',
        'assets',
        'etc/passwd',
        'app://chromapatch',
      ),
      fc.string({ maxLength: 12 }),
    )
    const url = fc.tuple(fc.constantFrom('app://chromapatch/', 'app://chromapatch', 'app:/', ''), fc.array(piece, { maxLength: 8 }))
    fc.assert(
      fc.property(fc.constantFrom('GET', 'POST', 'HEAD'), url, (method, [start, pieces]) => {
        const address = start + pieces.join('')
        const answer = resolveRequest(method, address, manifest)
        const isEntry = address === 'app://chromapatch/' || manifest.has(address.replace('app://chromapatch', ''))
        expect(answer.status === 200).toBe(method === 'GET' && isEntry && address.startsWith('app://chromapatch/'))
      }),
      { numRuns: 3000 },
    )
  })
})

describe('listBuild', () => {
  const folder = mkdtempSync(join(tmpdir(), 'chromapatch-build-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('finds the files of the build with their types, and leaves links out', () => {
    mkdirSync(join(folder, 'assets'))
    writeFileSync(join(folder, 'index.html'), '')
    writeFileSync(join(folder, 'assets', 'Inter 4.woff2'), '')
    writeFileSync(join(folder, 'assets', 'unknown.bin'), '')
    if (process.platform !== 'win32') symlinkSync('/etc/passwd', join(folder, 'passwd.html'))
    const found = [...listBuild(folder)].map(([url, { type }]) => [url, type]).sort()
    expect(found).toEqual([
      ['/assets/Inter%204.woff2', 'font/woff2'],
      ['/assets/unknown.bin', 'application/octet-stream'],
      ['/index.html', 'text/html; charset=utf-8'],
    ])
  })
})

it('the content policy allows nothing but the application itself', () => {
  expect(CONTENT_SECURITY_POLICY).toMatchInlineSnapshot(
    `"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"`,
  )
})
