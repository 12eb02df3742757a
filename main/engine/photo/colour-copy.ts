/**
 * What classes of colour need of a photo, whatever the patches are: how often each colour occurs, and a small copy of it that their scores
 * are filtered on. Made when first asked for, kept until the photo is closed.
 */
import { KEYS } from '../../../core/scorers/classes/colour-keys'
import { prepareCopy, type PhotoColours } from '../../../core/scorers/classes/copy'
import type { Arena } from '../threads/arena'
import type { Pool } from '../threads/pool'
import type { Raster } from './raster'

/** The copy is the first level of the pyramid whose longer side fits into this. */
const COPY_SIDE = 512

export class ColourCopy {
  private made: Promise<PhotoColours> | undefined
  constructor(
    private readonly arena: Arena,
    private readonly raster: Raster,
  ) {}

  /** Not to be cancelled: the next call, which may wait for the same, would fail with it. */
  of(pool: Pool): Promise<PhotoColours> {
    this.made ??= this.make(pool).catch((thrown: unknown) => {
      this.made = undefined
      throw thrown
    })
    return this.made
  }

  private async make(pool: Pool): Promise<PhotoColours> {
    const { levels } = this.raster
    const at = levels.findIndex(({ width, height }) => Math.max(width, height) <= COPY_SIDE)
    const { rgb, width, height } = levels[at]!
    const whole = levels[0]!
    const source = { rgb: whole.rgb, stride: whole.width, w: whole.width, h: whole.height }
    const counts = Uint32Array.from(await pool.run({ kind: 'colour-keys', source }))
    if (counts.length !== KEYS) throw new RangeError('ColourCopy: a count a key expected')
    return {
      counts,
      copy: prepareCopy(this.arena.bytes(rgb, width * height * 3).slice(), width, height),
      scale: 2 ** at,
      levels: levels.map((level, k) => ({ rgb: level.rgb, width: level.width, height: level.height, scale: 2 ** (at - k) })),
    }
  }
}
