/** Tasks that write pictures: the pyramid, chromaticity as bytes, cut-outs and blends. */
import { chromaticityBytes } from '../../../core/kernels/chromaticity-bytes'
import { blendRow } from '../export/blend'
import { runsOf } from '../threads/runs'
import type { Thread, Runners } from './runner'

export function pictureRunners({ memory, kernels }: Thread): Runners<'halve' | 'chromaticity' | 'compose' | 'blend'> {
  return {
    halve: ({ from, width, height, channels, out }, y0, y1) => kernels.halve(from, width, height, channels, out, y0, y1),
    chromaticity: ({ source, out: to, channel, light, low, high }, y0, y1) => {
      const bytes = new Uint8Array(memory.buffer)
      for (const { rgb, first, count } of runsOf(source, y0, y1)) {
        const out = bytes.subarray(to + first, to + first + count)
        chromaticityBytes(bytes.subarray(rgb, rgb + count * 3), out, channel, light, low, high)
      }
    },
    compose: ({ source, mask, alpha, matte, out }, y0, y1) => {
      for (const { rgb, first, count } of runsOf(source, y0, y1)) {
        kernels.cutOut({
          rgb,
          mask: mask + first,
          alpha: alpha < 0 ? -1 : alpha + first,
          out: out + first * (matte === null ? 4 : 3),
          count,
          matte,
        })
      }
    },
    blend: ({ source, mask, alpha, behind, out }, y0, y1) => {
      const bytes = new Uint8Array(memory.buffer)
      for (const { rgb, first, count } of runsOf(source, y0, y1)) {
        blendRow(bytes, {
          rgb,
          mask: mask + first,
          alpha: alpha < 0 ? -1 : alpha + first,
          behind: behind < 0 ? -1 : behind + first * 3,
          out: out + first * (alpha < 0 ? 3 : 4),
          count,
        })
      }
    },
  }
}
