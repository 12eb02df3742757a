/** TIFFs of any sample type, made byte by byte. */
import { deflateSync } from 'node:zlib'

export interface TiffOptions {
  readonly width: number
  readonly height: number
  readonly samples: number
  readonly bits: number
  /** 1 unsigned, 2 signed, 3 float. */
  readonly format?: 1 | 2 | 3
  readonly photometric: number
  readonly extra?: readonly number[]
  readonly isPlanar?: boolean
  /** Side of square tiles; strips where left out. */
  readonly tile?: number
  readonly isDeflated?: boolean
  readonly tags?: readonly (readonly [tag: number, type: number, values: readonly number[]])[]
  readonly compression?: number
  readonly value: (x: number, y: number, c: number) => number
}

/** One page after another in one little-endian file. */
export function tiffOf(...pages: readonly TiffOptions[]): Buffer {
  const parts: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0])]
  let at = 8
  let link: { buffer: Buffer; offset: number } = { buffer: parts[0]!, offset: 4 }
  for (const page of pages) {
    const blocks = blocksOf(page)
    const offsets = blocks.map((block) => {
      const own = at
      const padded = Buffer.concat([block, Buffer.alloc(block.length & 1)])
      parts.push(padded)
      at += padded.length
      return own
    })
    const directory = directoryOf(page, offsets, blocks, at)
    link.buffer.writeUInt32LE(at, link.offset)
    parts.push(directory.bytes)
    link = { buffer: directory.bytes, offset: directory.nextAt }
    at += directory.bytes.length
  }
  return Buffer.concat(parts)
}

function blocksOf(page: TiffOptions): Buffer[] {
  const { width, height, samples, isPlanar = false, tile, isDeflated = false } = page
  const [bw, bh] = [tile ?? width, tile ?? height]
  const blocks: Buffer[] = []
  for (let plane = 0; plane < (isPlanar ? samples : 1); plane++) {
    for (let y = 0; y < height; y += bh) {
      for (let x = 0; x < width; x += bw) {
        const plain = Buffer.concat(
          Array.from({ length: bh }, (_, r) => rowOf(page, x, y + r, bw, isPlanar ? [plane] : [...Array(samples).keys()])),
        )
        blocks.push(isDeflated ? deflateSync(plain) : plain)
      }
    }
  }
  return blocks
}

function rowOf(
  { width, height, bits, format = 1, value }: TiffOptions,
  x0: number,
  y: number,
  count: number,
  channels: readonly number[],
): Buffer {
  const numbers = Array.from({ length: count }, (_, i) =>
    channels.map((c) => (x0 + i < width && y < height ? value(x0 + i, y, c) : 0)),
  ).flat()
  if (bits % 8 !== 0) return packed(numbers, bits)
  const out = Buffer.alloc((numbers.length * bits) / 8)
  numbers.forEach((number, i) => {
    const at = (i * bits) / 8
    if (format === 3 && bits === 64) out.writeDoubleLE(number, at)
    else if (format === 3) out.writeFloatLE(number, at)
    else if (bits === 8) out.writeUInt8(number & 255, at)
    else if (bits === 16) out.writeUInt16LE(number & 0xffff, at)
    else out.writeUInt32LE(number >>> 0, at)
  })
  return out
}

function packed(numbers: readonly number[], bits: number): Buffer {
  const text = numbers.map((number) => number.toString(2).padStart(bits, '0')).join('')
  return Buffer.from(Array.from({ length: Math.ceil(text.length / 8) }, (_, i) => parseInt(text.slice(i * 8, i * 8 + 8).padEnd(8, '0'), 2)))
}

function directoryOf(
  page: TiffOptions,
  offsets: readonly number[],
  blocks: readonly Buffer[],
  at: number,
): { bytes: Buffer; nextAt: number } {
  const { width, height, samples, bits, format = 1, photometric, extra = [], isPlanar = false, tile, tags = [] } = page
  const [SHORT, LONG] = [3, 4]
  const entries: [number, number, readonly number[]][] = [
    [256, LONG, [width]], [257, LONG, [height]], [258, SHORT, Array<number>(samples).fill(bits)], [259, SHORT, [page.compression ?? (page.isDeflated ? 8 : 1)]],
    [262, SHORT, [photometric]], [277, SHORT, [samples]], [284, SHORT, [isPlanar ? 2 : 1]], [339, SHORT, Array<number>(samples).fill(format)],
    ...(tile === undefined
      ? ([[273, LONG, offsets], [278, LONG, [height]], [279, LONG, blocks.map((block) => block.length)]] as [number, number, number[]][])
      : ([[322, LONG, [tile]], [323, LONG, [tile]], [324, LONG, offsets], [325, LONG, blocks.map((block) => block.length)]] as [number, number, number[]][])),
    ...(extra.length > 0 ? ([[338, SHORT, extra]] as [number, number, readonly number[]][]) : []),
    ...tags.map(([tag, type, values]): [number, number, readonly number[]] => [tag, type, values]),
  ] // prettier-ignore
  entries.sort((a, b) => a[0] - b[0])
  const head = Buffer.alloc(2 + entries.length * 12 + 4)
  head.writeUInt16LE(entries.length, 0)
  const values: Buffer[] = []
  let valueAt = at + head.length
  entries.forEach(([tag, type, numbers], i) => {
    const own = 2 + i * 12
    const each = type === SHORT ? 2 : type === LONG ? 4 : type === 10 || type === 5 ? 8 : 1
    const body = Buffer.alloc(numbers.length * each)
    numbers.forEach((number, k) => {
      if (each === 2) body.writeUInt16LE(number, k * 2)
      else if (each === 4) body.writeUInt32LE(number, k * 4)
      else if (each === 8) {
        body.writeInt32LE(Math.round(number * 10_000), k * 8)
        body.writeInt32LE(10_000, k * 8 + 4)
      } else body.writeUInt8(number, k)
    })
    head.writeUInt16LE(tag, own)
    head.writeUInt16LE(type, own + 2)
    head.writeUInt32LE(numbers.length, own + 4)
    if (body.length <= 4) body.copy(head, own + 8)
    else {
      head.writeUInt32LE(valueAt, own + 8)
      const padded = Buffer.concat([body, Buffer.alloc(body.length & 1)])
      values.push(padded)
      valueAt += padded.length
    }
  })
  const bytes = Buffer.concat([head, ...values])
  return { bytes, nextAt: 2 + entries.length * 12 }
}
