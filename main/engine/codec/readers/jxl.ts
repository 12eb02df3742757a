/**
 * JPEG XL by libjxl (WebAssembly, @jsquash/jxl), which gives upright 8-bit sRGB.
 * Source: ISO/IEC 18181-1, A.2 (size header); ISO/IEC 18181-2 (boxes).
 */
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import { packageFile, wasmOf } from './packages'
import { damagedFile, type Read, type ReadRequest } from './read'

interface Jxl {
  decode(bytes: Uint8Array): { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray } | null
}

const EXIF_MAX = 1 << 20
const inflate = promisify(brotliDecompress)

export async function readJxl(bytes: Buffer, { allow }: ReadRequest): Promise<Read> {
  const boxes = boxesOf(bytes)
  const size = sizeOf(boxes.codestream)
  allow(size.width, size.height)
  // What the decoder's glue makes its result of; browsers have one.
  ;(globalThis as { ImageData?: unknown }).ImageData ??= class {
    constructor(
      readonly data: Uint8ClampedArray,
      readonly width: number,
      readonly height: number,
    ) {}
  }
  const wasm = await wasmOf(packageFile('@jsquash/jxl', 'package.json', 'codec', 'dec', 'jxl_dec.wasm'))
  const glue = pathToFileURL(packageFile('@jsquash/jxl', 'package.json', 'codec', 'dec', 'jxl_dec.js')).href
  const { default: factory } = (await import(/* @vite-ignore */ glue)) as { default: (options: object) => Promise<Jxl> }
  const jxl = await factory({ noInitialRun: true, wasmBinary: wasm, print: () => undefined, printErr: () => undefined })
  const decoded = jxl.decode(bytes)
  if (decoded === null || decoded === undefined) throw damagedFile('its picture data are missing or contain errors')
  const { width, height, data } = decoded
  const samples = new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
  return { width, height, channels: 4, samples, exif: await boxes.exif(), notes: [] }
}

interface Boxes {
  readonly codestream: Buffer
  readonly exif: () => Promise<Buffer | null>
}

function boxesOf(bytes: Buffer): Boxes {
  if (bytes.readUInt16BE(0) === 0xff0a) return { codestream: bytes, exif: async () => null }
  let codestream: Buffer | null = null
  let exif: () => Promise<Buffer | null> = async () => null
  for (let at = 0, count = 0; at + 8 <= bytes.length && count < 1000; count++) {
    const small = bytes.readUInt32BE(at)
    const head = small === 1 ? 16 : 8
    const size = small === 1 ? Number(bytes.readBigUInt64BE(at + 8)) : small === 0 ? bytes.length - at : small
    if (size < head) break
    const type = bytes.toString('latin1', at + 4, at + 8)
    const body = bytes.subarray(at + head, at + size)
    if (type === 'jxlc') codestream ??= body
    else if (type === 'jxlp') codestream ??= body.subarray(4)
    // The block begins behind four bytes that say where its TIFF header is.
    else if (type === 'Exif') exif = async () => body.subarray(4 + body.readUInt32BE(0))
    else if (type === 'brob' && body.toString('latin1', 0, 4) === 'Exif') {
      exif = async () => {
        const plain = await inflate(body.subarray(4), { maxOutputLength: EXIF_MAX }).catch(() => null)
        return plain === null || plain.length < 8 ? null : plain.subarray(4 + plain.readUInt32BE(0))
      }
    }
    at += size
  }
  if (codestream === null) throw damagedFile('it holds no picture data')
  return { codestream, exif }
}

/** Width and height before orientation; the product is what counts. */
function sizeOf(codestream: Buffer): { width: number; height: number } {
  let at = 16
  const bits = (count: number) => {
    let value = 0
    for (let i = 0; i < count; i++, at++) value += (((codestream[at >> 3] ?? 0) >> (at & 7)) & 1) * 2 ** i
    return value
  }
  const isSmall = bits(1) === 1
  const side = () => (isSmall ? (bits(5) + 1) * 8 : bits([9, 13, 18, 30][bits(2)]!) + 1)
  const height = side()
  const ratio = bits(3)
  const [over, under] = [[0, 1], [1, 1], [12, 10], [4, 3], [3, 2], [16, 9], [5, 4], [2, 1]][ratio]! // prettier-ignore
  return { width: ratio === 0 ? side() : Math.floor((height * over!) / under!), height }
}
