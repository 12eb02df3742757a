/** Layers of the view that are computed from the two photos, a byte a pixel or three: see core/pair/difference/maps.ts. */
import { deltaEOf } from '../../../core/pair/delta-e'
import { GREY_UNIT, greyByteOf, greyOf } from '../../../core/kernels/grey'
import { blankOf, channelsOf, deltaEByte, signedByte, type ByteLayer } from '../../../core/pair/difference/maps'
import type { CompareStep } from '../threads/compare-task'

type LayerStep = Extract<CompareStep, { name: 'layer' }>
/** Writes the bytes of the pixel whose red lies at `i` of before and at `k` of after. */
type PixelLayer = (bytes: Uint8Array, i: number, k: number, to: number) => void

const pixelLayers: Readonly<Partial<Record<ByteLayer, PixelLayer>>> = {
  'difference-signed': (bytes, i, k, to) => {
    const units = greyOf(bytes[i]!, bytes[i + 1]!, bytes[i + 2]!) - greyOf(bytes[k]!, bytes[k + 1]!, bytes[k + 2]!)
    bytes[to] = signedByte(units / GREY_UNIT)
  },
  'difference-abs': (bytes, i, k, to) => {
    bytes[to] = Math.abs(greyByteOf(bytes[i]!, bytes[i + 1]!, bytes[i + 2]!) - greyByteOf(bytes[k]!, bytes[k + 1]!, bytes[k + 2]!))
  },
  'per-channel': (bytes, i, k, to) => {
    for (let c = 0; c < 3; c++) bytes[to + c] = Math.abs(bytes[i + c]! - bytes[k + c]!)
  },
  deltaE: (bytes, i, k, to) => {
    bytes[to] = deltaEByte(deltaEOf(bytes, i, k))
  },
}

/** Rows [y0, y1) of the window. */
export function layerRows(bytes: Uint8Array, { layer, pair, window, out }: LayerStep, y0: number, y1: number): void {
  const write = pixelLayers[layer]
  if (write === undefined) throw new RangeError(`layer: ${layer} is not computed from pixels`)
  const [channels, blank] = [channelsOf(layer), blankOf(layer)]
  for (let y = y0; y < y1; y++) {
    const first = (window.y + y) * pair.width + window.x
    for (let x = 0; x < window.w; x++) {
      const p = first + x
      const to = out + (y * window.w + x) * channels
      if (pair.covered >= 0 && bytes[pair.covered + p] !== 255) bytes.fill(blank, to, to + channels)
      else write(bytes, pair.before + p * 3, pair.after + p * 3, to)
    }
  }
}
