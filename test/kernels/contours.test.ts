import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cocoCounts, cocoText, transposed } from '../../core/mask/coco-rle'
import { areaOf, ringsOf, type Ring } from '../../core/mask/contours'
import { anyMask, drawn, fromBits, toBits, type Drawn } from './masks'
import { decoded, filled } from './shapes'

const rings = (mask: Drawn): Ring[] => [...ringsOf(toBits(mask))].filter((ring) => ring !== null)

describe('contours', () => {
  it('a ring has an outer edge and a hole, each once round', () => {
    const [outer, hole] = rings(drawn('###', '#.#', '###'))
    expect(outer!.corners).toEqual([0, 0, 3, 0, 3, 3, 0, 3])
    expect([areaOf(outer!), areaOf(hole!)]).toEqual([9, -1])
    expect(hole!.corners).toHaveLength(8)
  })

  it('filled again they are the mask; no ring touches itself; corners are turns; areas add up', () => {
    fc.assert(
      fc.property(anyMask, (mask) => {
        const found = rings(mask)
        expect(
          filled(
            found.map(({ corners }) => corners),
            mask.width,
            mask.height,
          ),
        ).toEqual(mask.bytes)
        expect(found.reduce((sum, ring) => sum + areaOf(ring), 0)).toBe(mask.bytes.filter((byte) => byte !== 0).length)
        for (const { corners, pixel } of found) {
          const keys = new Set<string>()
          for (let i = 0; i < corners.length; i += 2) keys.add(`${corners[i]},${corners[i + 1]}`)
          expect(keys.size).toBe(corners.length / 2)
          for (let i = 0; i < corners.length; i += 2) {
            const [a, c] = [(i + corners.length - 2) % corners.length, (i + 2) % corners.length]
            expect((corners[a] === corners[i]) !== (corners[c] === corners[i])).toBe(true)
          }
          expect(mask.bytes[pixel[1] * mask.width + pixel[0]]).toBe(255)
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('COCO run lengths', () => {
  it('go down the columns, ground first', () => {
    expect(cocoCounts(toBits(drawn('##.', '#..')))).toEqual([0, 3, 3])
    expect(cocoCounts(toBits(drawn('..', '..')))).toEqual([4])
    // As pycocotools writes them.
    expect(cocoText([0, 3, 3])).toBe('033')
    expect(cocoText([6, 1, 40, 4, 5, 4, 5, 4, 21])).toBe('61X13mN000`0')
  })

  it('decode to the mask', () => {
    fc.assert(
      fc.property(anyMask, (mask) => {
        const bits = toBits(mask)
        expect(fromBits(transposed(transposed(bits)))).toEqual(mask)
        expect(decoded(cocoText(cocoCounts(bits)), mask.width, mask.height)).toEqual(mask.bytes)
      }),
    )
  })
})
