import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countMask } from '../../../renderer/pane/compose'
import { stripPictures, stripSize } from '../../../renderer/mask/method/strip'

describe('the row of masks', () => {
  it('by hand: four pixels in two', () => {
    const [low, high] = stripPictures(Uint8Array.from([10, 200, 90, 250]), 4, 1, [50, 201], { width: 2, height: 1 })
    expect([...low!.coverage]).toEqual([128, 255])
    expect([...high!.coverage]).toEqual([0, 128])
    expect([low!.share, high!.share]).toEqual([0.75, 0.25])
  })

  it('keeps the photo’s proportions and never grows it', () => {
    expect(stripSize(3000, 2000, { width: 168, height: 92 })).toEqual({ width: 138, height: 92 })
    expect(stripSize(10, 4000, { width: 168, height: 92 })).toEqual({ width: 1, height: 92 })
    expect(stripSize(6, 4, { width: 168, height: 92 })).toEqual({ width: 6, height: 4 })
  })

  it('has the share that the mask has', () => {
    const map = fc.integer({ min: 1, max: 12 }).chain((width) =>
      fc.integer({ min: 1, max: 12 }).chain((height) =>
        fc.record({
          width: fc.constant(width),
          height: fc.constant(height),
          score: fc.uint8Array({ minLength: width * height, maxLength: width * height }),
          cut: fc.integer({ min: 1, max: 256 }),
        }),
      ),
    )
    fc.assert(
      fc.property(map, ({ width, height, score, cut }) => {
        const out = stripSize(width, height, { width: 5, height: 5 })
        const [picture] = stripPictures(score, width, height, [cut], out)
        expect(picture!.share).toBe(countMask(score, cut) / (width * height))
        expect(picture!.coverage.length).toBe(out.width * out.height)
      }),
    )
  })
})
