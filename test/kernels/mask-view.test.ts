import fc from 'fast-check'
import { expect, it } from 'vitest'
import { viewRow } from '../../core/mask/mask-view'
import { anyMask, toBits } from './masks'

it('a pixel of a view is the share of its block that the mask covers, for hard and soft masks and every level', () => {
  fc.assert(
    fc.property(anyMask, fc.nat(7), fc.nat(), fc.nat(), (mask, level, x, y) => {
      const side = 2 ** level
      const [w, h] = [Math.ceil(mask.width / side), Math.ceil(mask.height / side)]
      const at = { level, x: x % w, y: y % h, w: w - (x % w) }
      const [hard, soft] = [new Uint8Array(at.w), new Uint8Array(at.w)]
      viewRow(toBits(mask), at, hard)
      viewRow({ values: Uint16Array.from(mask.bytes, (byte) => byte * 257), width: mask.width, height: mask.height }, at, soft)
      const expected = Array.from({ length: at.w }, (_, i) => {
        let [sum, count] = [0, 0]
        for (let v = at.y * side; v < Math.min(mask.height, (at.y + 1) * side); v++) {
          for (let u = (at.x + i) * side; u < Math.min(mask.width, (at.x + i + 1) * side); u++) {
            sum += mask.bytes[v * mask.width + u]! / 255
            count++
          }
        }
        return Math.floor((255 * sum) / count + 0.5)
      })
      expect(Array.from(hard)).toEqual(expected)
      expect(soft).toEqual(hard)
    }),
    { numRuns: 200 },
  )
})
