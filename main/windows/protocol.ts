/**
 * `app://chromapatch/`: the only origin there is. It serves the files that the build made, found
 * once at start, and nothing else: a URL is never turned into a path, it is looked up.
 */
import { readdirSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'
import type { Protocol } from 'electron'

const SCHEME = 'app'
export const ORIGIN = 'app://chromapatch'
export const START_PAGE = `${ORIGIN}/index.html`

export const CONTENT_SECURITY_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; " +
  "object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.webp': 'image/webp',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
}

export interface ServedFile {
  readonly file: string
  readonly type: string
}
/** Path of a URL, as it is written there, → file. */
export type Manifest = ReadonlyMap<string, ServedFile>
export type Resolved = ({ readonly status: 200 } & ServedFile) | { readonly status: 400 | 404 | 405 }

/** All plain files below `folder`. A link is left out: it could lead elsewhere. */
export function listBuild(folder: string): Manifest {
  const manifest = new Map<string, ServedFile>()
  const walk = (path: string, prefix: string) => {
    for (const entry of readdirSync(path, { withFileTypes: true })) {
      const url = `${prefix}/${encodeURIComponent(entry.name)}`
      const file = join(path, entry.name)
      if (entry.isDirectory()) walk(file, url)
      else if (entry.isFile()) manifest.set(url, { file, type: MIME_TYPES[extname(entry.name)] ?? 'application/octet-stream' })
    }
  }
  walk(folder, '')
  return manifest
}

/**
 * Escapes, double slashes, queries, backslashes and NUL need no rule of their own: nothing but the
 * exact text of an entry is found, and nothing is decoded on the way.
 */
export function resolveRequest(method: string, url: string, manifest: Manifest): Resolved {
  if (method !== 'GET') return { status: 405 }
  if (!url.startsWith(`${ORIGIN}/`)) return { status: 400 }
  const path = url.slice(ORIGIN.length)
  const found = manifest.get(path === '/' ? '/index.html' : path)
  return found ? { status: 200, ...found } : { status: 404 }
}

/** Before the application is ready. */
export function declareScheme(protocol: Protocol): void {
  protocol.registerSchemesAsPrivileged([{ scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
}

export function serveBuild(protocol: Protocol, folder: string): void {
  const manifest = listBuild(folder)
  protocol.handle(SCHEME, async (request) => {
    const found = resolveRequest(request.method, request.url, manifest)
    const headers = { 'Content-Security-Policy': CONTENT_SECURITY_POLICY, 'X-Content-Type-Options': 'nosniff' }
    if (found.status !== 200) return new Response(null, { status: found.status, headers })
    return new Response(await readFile(found.file), { headers: { ...headers, 'Content-Type': found.type } })
  })
}
