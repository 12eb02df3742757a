import { classNumbers } from './names'
import type { ModelPython } from '../shared/python'

/** As core/models/classes and core/mask/guided-colour.ts have it, in float64 but for the last step, which is float32 in both. */
const COLOURS = `usable = np.ones(bgr.shape[:2], bool)
# Colours in 64 x 64 x 64 keys, the upper six bits of R, G and B, and L*a*b* (D65) of each.
key = (bgr[:, :, 2] >> 2).astype(int) << 12 | (bgr[:, :, 1] >> 2).astype(int) << 6 | bgr[:, :, 0] >> 2
step = np.arange(64 ** 3)
channels = [step >> 12, step >> 6 & 63, step & 63]
encoded = np.array([4 * c + 2 for c in channels]) / 255
red, green, blue = np.where(encoded > 0.04045, ((encoded + 0.055) / 1.055) ** 2.4, encoded / 12.92)


def compress(t):
    return np.where(t > 0.008856, np.cbrt(t), 7.787 * t + 16 / 116)


X = compress((0.412453 * red + 0.35758 * green + 0.180423 * blue) / 0.95047)
Y = compress(0.212671 * red + 0.71516 * green + 0.072169 * blue)
Z = compress((0.019334 * red + 0.119193 * green + 0.950227 * blue) / 1.08883)

# A grid of 24 x 32 x 32 cells over L 0..100, a and b -96..96: the cell of each key, and its place between centres of cells.
SIZES = (24, 32, 32)
place = [
    (116 * Y - 16) / 100 * 24 - 0.5,
    (500 * (X - Y) + 96) / 192 * 32 - 0.5,
    (200 * (Y - Z) + 96) / 192 * 32 - 0.5,
]
place = [np.clip(p, 0, n - 1) for p, n in zip(place, SIZES)]
cell = np.ravel_multi_index([np.floor(p + 0.5).astype(int) for p in place], SIZES)
low = [np.minimum(n - 2, np.floor(p).astype(int)) for p, n in zip(place, SIZES)]
share = [p - l for p, l in zip(place, low)]


def cells_of(counts):
    return np.bincount(cell, weights=counts, minlength=np.prod(SIZES)).reshape(SIZES)


def smooth(cells):
    """The binomial filter 1 4 6 4 1 along each axis."""
    for axis in range(3):
        p = np.pad(cells, [(2, 2) if i == axis else (0, 0) for i in range(3)])
        p = np.moveaxis(p, axis, 0)
        p = 6 / 16 * p[2:-2] + 4 / 16 * (p[1:-3] + p[3:-1]) + 1 / 16 * (p[:-4] + p[4:])
        cells = np.moveaxis(p, 0, axis)
    return cells


def normalized(cells):
    return cells / cells.sum()


def counts_of(number):
    chosen = [key[shape(*box)] for k, (_, shape, *box) in zip(CLASS_OF, PATCHES) if k == number]
    return np.bincount(np.concatenate(chosen), minlength=64 ** 3) if chosen else None


def with_shades(counts):
    """Part of the counts under other light: colours times factors around 1."""
    factors = [0.3 * (1.3 / 0.3) ** (i / 10) for i in range(11)]
    weights = [np.exp(-0.5 * (np.log(factor) / 0.4) ** 2) for factor in factors]
    shaded = (1 - 0.3) * counts
    for factor, weight in zip(factors, weights):
        r, g, b = (np.minimum(63, np.floor((4 * c + 2) * factor / 4).astype(int)) for c in channels)
        shaded = shaded + np.bincount(r << 12 | g << 6 | b, weights=0.3 * (weight / sum(weights)) * counts, minlength=64 ** 3)
    return shaded


# Expectation and maximization: the photo's colours are those of the classes and of the rest; patches hold a part of each in place.
photo = normalized(cells_of(np.bincount(key.ravel(), minlength=64 ** 3)))
seen = smooth(photo)
held = [smooth(normalized(cells_of(with_shades(counts_of(k))))) for k in range(len(SHIFTS))]
ground = counts_of(-1)
ground = None if ground is None else smooth(normalized(cells_of(ground)))


def with_held(density):
    return density if ground is None else 0.3 * ground + 0.7 * density


FLOOR = 1e-6
densities, rest, portions = held, with_held(seen), [0.2 / len(held)] * len(held)
for _ in range(8):
    bounded = [min(0.9, max(0.002, portion)) for portion in portions]
    odds = [b / max(0.1, 1 - sum(bounded)) * (d + FLOOR) / (rest + FLOOR) for b, d in zip(bounded, densities)]
    weights = [photo * odd / (1 + sum(odds)) for odd in odds]
    portions = [weight.sum() for weight in weights]
    learnt = [smooth(weight) for weight in weights]
    densities = [0.3 * h + 0.7 * l / max(p, 1e-12) for h, l, p in zip(held, learnt, portions)]
    rest = with_held(np.maximum(0, seen - sum(learnt)) / max(1 - sum(portions), 1e-12))


def evidence_of(k):
    other = np.max([rest] + [d for j, d in enumerate(densities) if j != k], axis=0)
    return np.clip(np.log((densities[k] + FLOOR) / (other + FLOOR)), -6, 6)


def lerp(a, b, t):
    return a + (b - a) * t


def table_of(evidence):
    """The score of each key: 0 at -6 nats, 255 at 6."""

    def edge(i, j):
        return lerp(evidence[low[0] + i, low[1] + j, low[2]], evidence[low[0] + i, low[1] + j, low[2] + 1], share[2])

    nats = lerp(lerp(edge(0, 0), edge(0, 1), share[1]), lerp(edge(1, 0), edge(1, 1), share[1]), share[0])
    return np.clip(np.floor((nats + 6) * 255 / 12 + 0.5), 0, 255)


tables = [table_of(evidence_of(k)) for k in range(len(SHIFTS))]
PEAK = 255`

const BY_COLOUR = `score = np.max([np.clip(table + shift, 0, 255)[key] for table, shift in zip(tables, SHIFTS)], axis=0)
mask = score >= max(1, THRESHOLD)`

const ALONG_EDGES = `

def halved(picture):
    """Half the size: the mean of 2 x 2 pixels, of those that there are."""
    height, width = picture.shape[:2]
    p = np.pad(picture.astype(int), ((0, height % 2), (0, width % 2), (0, 0)), "edge")
    return ((p[::2, ::2] + p[::2, 1::2] + p[1::2, ::2] + p[1::2, 1::2] + 2) >> 2).astype(np.uint8)


# The guided filter on a small copy of the photo (He, Sun, Tang 2013).
small, scale = bgr, 1
while max(small.shape) > 512:
    small, scale = halved(small), 2 * scale
guide = [small[:, :, c].astype(float) for c in (2, 1, 0)]
rows, columns = small.shape[:2]
radius = max(1, int(np.floor(0.006 * max(rows, columns) + 0.5)))


def box_mean(plane):
    """The mean over windows of (2 r + 1) x (2 r + 1), cut off at the border."""
    sums = plane
    for axis in (1, 0):
        padded = np.pad(sums, [(radius, radius) if i == axis else (0, 0) for i in (0, 1)])
        parts = [padded.take(range(k, k + plane.shape[axis]), axis) for k in range(2 * radius + 1)]
        sums = parts[0]
        for part in parts[1:]:
            sums = sums + part
    y, x = np.arange(rows), np.arange(columns)
    high = np.minimum(rows - 1, y + radius) - np.maximum(0, y - radius) + 1
    wide = np.minimum(columns - 1, x + radius) - np.maximum(0, x - radius) + 1
    return sums / (wide[None, :] * high[:, None])


small_key = (small[:, :, 2] >> 2).astype(int) << 12 | (small[:, :, 1] >> 2).astype(int) << 6 | small[:, :, 0] >> 2
EPSILON = 65
x, y, z = (box_mean(c) for c in guide)
xx, xy, xz = box_mean(guide[0] * guide[0]) - x * x + EPSILON, box_mean(guide[0] * guide[1]) - x * y, box_mean(guide[0] * guide[2]) - x * z
yy, yz, zz = box_mean(guide[1] * guide[1]) - y * y + EPSILON, box_mean(guide[1] * guide[2]) - y * z, box_mean(guide[2] * guide[2]) - z * z + EPSILON
i0, i1, i2 = yy * zz - yz * yz, xz * yz - xy * zz, xy * yz - xz * yy
s = 1 / (xx * i0 + xy * i1 + xz * i2)
i0, i1, i2, i3, i4, i5 = i0 * s, i1 * s, i2 * s, (xx * zz - xz * xz) * s, (xy * xz - xx * yz) * s, (xx * yy - xy * xy) * s


def coefficients_of(table, shift):
    p = table[small_key]
    mean = box_mean(p)
    wx, wy, wz = (box_mean(p * c) - m * mean for c, m in zip(guide, (x, y, z)))
    ax, ay, az = i0 * wx + i1 * wy + i2 * wz, i1 * wx + i3 * wy + i4 * wz, i2 * wx + i4 * wy + i5 * wz
    planes = [box_mean(plane).astype(np.float32) for plane in (ax, ay, az, mean - (ax * x + ay * y + az * z))]
    planes[3] = planes[3] + np.float32(shift)
    return planes


def places(count, size):
    at = np.clip((np.arange(count) + 0.5) / scale - 0.5, 0, size - 1)
    first = np.floor(at).astype(int)
    return first, np.minimum(size - 1, first + 1), (at - first).astype(np.float32)


# Read at every pixel, between those of the copy: a . (R, G, B) + b, in float32.
top, bottom, down = places(bgr.shape[0], rows)
left, right, across = places(bgr.shape[1], columns)


def read(plane):
    line = plane[top] + (plane[bottom] - plane[top]) * down[:, None]
    return line[:, left] + (line[:, right] - line[:, left]) * across[None, :]


blue, green, red = (bgr[:, :, c].astype(np.float32) for c in range(3))


def scored(table, shift):
    grid = coefficients_of(table, shift)
    value = (read(grid[0]) * red + read(grid[2]) * blue) + (read(grid[1]) * green + read(grid[3]))
    return np.clip(np.floor(value + np.float32(0.5)), 0, 255).astype(float)


score = np.max([scored(table, shift) for table, shift in zip(tables, SHIFTS)], axis=0)
mask = score >= max(1, THRESHOLD)`

export const python: ModelPython = {
  chromaticity: false,
  lines: ({ parameters, patches, shifts = [0] }) => [
    '# The class of each patch, -1 for the ground; by how much the scores of each class are raised so that all have one threshold.',
    `CLASS_OF = [${classNumbers(patches).join(', ')}]`,
    `SHIFTS = [${shifts.join(', ')}]`,
    ...`${COLOURS}\n${parameters['edges'] === 'off' ? BY_COLOUR : ALONG_EDGES}`.split('\n'),
  ],
}
