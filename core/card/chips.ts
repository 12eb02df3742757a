/**
 * Even patches of a picture that may be chips of a card: compact areas that an edge surrounds, at whatever strength.
 *
 * The picture's gradient is flooded from its lowest place. Two basins that meet at an edge are looked at just before they
 * become one, so that no threshold decides what an edge is (the component tree of maximally stable regions, Matas 2002).
 */
export interface Picture {
  /** Interleaved, 3 bytes a pixel, rows without gaps. */
  readonly rgb: Uint8Array
  readonly width: number
  readonly height: number
}

/** A compact area: its centre in pixels (pixel centres are whole numbers), pixels, and second moments. */
export interface Chip {
  readonly x: number
  readonly y: number
  readonly area: number
  readonly xx: number
  readonly xy: number
  readonly yy: number
}

/** Fewer pixels hold no even colour between their blurred edges. */
const LEAST = 20
/** A chip of a card that fills the picture. */
const LARGEST_SHARE = 0.06
/** Pixels divided by those of the parallelogram with the same moments, which is 1 for a parallelogram. */
const COMPACT = [0.8, 1.12] as const
const LONGEST = 2.6
const LEVELS = 256

/** @returns chips of any size, none of which lies in another one of like size. */
export function findChips(picture: Picture): Chip[] {
  const { width, height } = picture
  const found: Chip[] = []
  const basins = new Basins(width, height)
  const slopes = gradient(picture)
  const most = LARGEST_SHARE * width * height
  for (const p of bySlope(slopes)) {
    basins.wet(p)
    const x = p % width
    if (x > 0) meet(p, p - 1)
    if (x < width - 1) meet(p, p + 1)
    if (p >= width) meet(p, p - width)
    if (p < width * (height - 1)) meet(p, p + width)
  }
  return apart(found)

  function meet(p: number, q: number): void {
    if (!basins.isWet(q)) return
    const [a, b] = [basins.root(p), basins.root(q)]
    if (a === b) return
    const [first, second] = [basins.area(a), basins.area(b)]
    if (Math.min(first, second) >= LEAST) {
      for (const each of [a, b]) if (basins.area(each) <= most) keep(basins.chip(each))
    }
    basins.join(a, b)
  }

  function keep(chip: Chip): void {
    const determinant = chip.xx * chip.yy - chip.xy * chip.xy
    if (!(determinant > 0)) return
    const compact = chip.area / (12 * Math.sqrt(determinant))
    const [half, apartness] = [(chip.xx + chip.yy) / 2, Math.hypot((chip.xx - chip.yy) / 2, chip.xy)]
    const long = Math.sqrt((half + apartness) / Math.max(1e-9, half - apartness))
    if (compact >= COMPACT[0] && compact <= COMPACT[1] && long <= LONGEST) found.push(chip)
  }
}

/** The steepest channel's slope, 0 … 255, a byte a pixel. */
function gradient({ rgb, width, height }: Picture): Uint8Array {
  const slopes = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const [up, down] = [y > 0 ? -width * 3 : 0, y < height - 1 ? width * 3 : 0]
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3
      const [left, right] = [x > 0 ? -3 : 0, x < width - 1 ? 3 : 0]
      let steepest = 0
      for (let c = at; c < at + 3; c++) {
        const across = (rgb[c + right] as number) - (rgb[c + left] as number)
        const along = (rgb[c + down] as number) - (rgb[c + up] as number)
        const slope = Math.abs(across) + Math.abs(along)
        if (slope > steepest) steepest = slope
      }
      slopes[y * width + x] = Math.min(LEVELS - 1, steepest)
    }
  }
  return slopes
}

/** Pixels in order of their slope; pixels of equal slope in reading order (a counting sort). */
function bySlope(slopes: Uint8Array): Uint32Array {
  const starts = new Uint32Array(LEVELS + 1)
  for (const slope of slopes) starts[slope + 1] = (starts[slope + 1] as number) + 1
  for (let i = 0; i < LEVELS; i++) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number)
  const order = new Uint32Array(slopes.length)
  for (let p = 0; p < slopes.length; p++) {
    const slope = slopes[p] as number
    order[starts[slope] as number] = p
    starts[slope] = (starts[slope] as number) + 1
  }
  return order
}

/** Union-find over pixels, with the sums that moments are made of. */
class Basins {
  private readonly parents: Int32Array
  private readonly sums: Float64Array

  constructor(
    private readonly width: number,
    height: number,
  ) {
    this.parents = new Int32Array(width * height).fill(-1)
    this.sums = new Float64Array(width * height * 6)
  }

  wet(p: number): void {
    const y = Math.floor(p / this.width)
    const x = p - y * this.width
    const { sums } = this
    const at = p * 6
    this.parents[p] = p
    sums[at] = 1
    sums[at + 1] = x
    sums[at + 2] = y
    sums[at + 3] = x * x
    sums[at + 4] = x * y
    sums[at + 5] = y * y
  }

  isWet = (p: number): boolean => (this.parents[p] as number) >= 0
  area = (root: number): number => this.sums[root * 6] as number

  root(p: number): number {
    const { parents } = this
    let at = p
    while (parents[at] !== at) {
      parents[at] = parents[parents[at] as number] as number
      at = parents[at] as number
    }
    return at
  }

  join(a: number, b: number): void {
    const { sums } = this
    const isFirst = (sums[a * 6] as number) >= (sums[b * 6] as number)
    const into = (isFirst ? a : b) * 6
    const from = (isFirst ? b : a) * 6
    this.parents[from / 6] = into / 6
    for (let i = 0; i < 6; i++) sums[into + i] = (sums[into + i] as number) + (sums[from + i] as number)
  }

  chip(root: number): Chip {
    const [n, sx, sy, sxx, sxy, syy] = this.sums.subarray(root * 6, root * 6 + 6) as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    const [x, y] = [sx / n, sy / n]
    return { x, y, area: n, xx: sxx / n - x * x, xy: sxy / n - x * y, yy: syy / n - y * y }
  }
}

/** The larger of two that lie at one place, where they are of like size: a basin is met more than once while it fills. */
function apart(chips: readonly Chip[]): Chip[] {
  const cells = new Map<string, Chip[]>()
  const kept: Chip[] = []
  for (const chip of [...chips].sort((a, b) => b.area - a.area || a.y - b.y || a.x - b.x)) {
    const size = 2 ** Math.round(Math.log2(Math.sqrt(chip.area)))
    const near = [0.5, 1, 2].flatMap((scale) => around(chip, size * scale))
    if (near.some((other) => other.area < 2 * chip.area && distance(other, chip.x - other.x, chip.y - other.y) < 1.6)) continue
    kept.push(chip)
    const key = keyOf(chip, size, 0, 0)
    const cell = cells.get(key)
    if (cell === undefined) cells.set(key, [chip])
    else cell.push(chip)
  }
  return kept

  function around(chip: Chip, size: number): Chip[] {
    return [-1, 0, 1].flatMap((dx) => [-1, 0, 1].flatMap((dy) => cells.get(keyOf(chip, size, dx, dy)) ?? []))
  }
}

const keyOf = ({ x, y }: Chip, size: number, dx: number, dy: number): string =>
  `${size} ${Math.floor(x / size) + dx} ${Math.floor(y / size) + dy}`

/** How far (dx, dy) leads in deviations of the chip: √3 from the centre of a square to the middle of its side. */
export function distance(chip: Chip, dx: number, dy: number): number {
  return Math.sqrt(Math.max(0, product(chip, dx, dy, dx, dy)))
}

/** The scalar product of two steps where the chip is a unit square: 0 for those at a right angle on the card. */
export function product({ xx, xy, yy }: Chip, ax: number, ay: number, bx: number, by: number): number {
  return (ax * (yy * bx - xy * by) + ay * (xx * by - xy * bx)) / (xx * yy - xy * xy)
}
