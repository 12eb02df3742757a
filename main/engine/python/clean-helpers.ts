/** Python functions for what can be done to a mask (MaskWork); a hard mask is of bool, a soft one of float64, 0 to FULL. */
export type CleanHelper =
  | 'disc'
  | 'dilate'
  | 'erode'
  | 'regions'
  | 'fill_holes'
  | 'drop_objects'
  | 'keep_largest'
  | 'median'
  | 'blur'
  | 'refine'
  | 'harden'
  | 'ramp'

interface Helper {
  readonly text: string
  readonly calls: readonly CleanHelper[]
}

export const cleanHelpers: Readonly<Record<CleanHelper, Helper>> = {
  disc: {
    calls: [],
    text: `def disc(radius):
    """The pixels within a whole radius: skimage.morphology.disk."""
    y, x = np.mgrid[-radius : radius + 1, -radius : radius + 1]
    return (x * x + y * y <= radius * radius).astype(np.uint8)`,
  },
  dilate: {
    calls: ['disc'],
    text: `def dilate(mask, radius):
    """Outside of the photo is ground."""
    return cv2.dilate(mask.astype(np.uint8), disc(radius)) > 0`,
  },
  erode: {
    calls: ['disc'],
    text: `def erode(mask, radius):
    """Outside of the photo is mask."""
    return cv2.erode(mask.astype(np.uint8), disc(radius)) > 0`,
  },
  regions: {
    calls: [],
    text: `def regions(mask, connectivity):
    """Labels from 1 on, and the pixels of each; number 0 is the rest."""
    _, labels, found, _ = cv2.connectedComponentsWithStats(mask.astype(np.uint8), connectivity=connectivity)
    return labels, found[:, cv2.CC_STAT_AREA]`,
  },
  fill_holes: {
    calls: ['regions'],
    text: `def fill_holes(mask, below):
    labels, areas = regions(~mask, 4)
    small = areas < below
    small[0] = False
    return mask | small[labels]`,
  },
  drop_objects: {
    calls: ['regions'],
    text: `def drop_objects(mask, below):
    labels, areas = regions(mask, 8)
    small = areas < below
    small[0] = False
    return mask & ~small[labels]`,
  },
  keep_largest: {
    calls: ['regions'],
    text: `def keep_largest(mask, count):
    """Of equal ones, those that come first in reading order."""
    labels, areas = regions(mask, 8)
    present, first = np.unique(labels, return_index=True)
    order = sorted((-areas[label], at, label) for label, at in zip(present, first) if label > 0)
    return np.isin(labels, [label for _, _, label in order[:count]]) & mask`,
  },
  median: {
    calls: ['disc'],
    text: `def median(mask, radius):
    """More than half of the disc round a pixel; beyond the border its pixels go on."""
    around = cv2.filter2D(mask.astype(np.float64), cv2.CV_64F, disc(radius).astype(np.float64), borderType=cv2.BORDER_REPLICATE)
    return np.rint(around) > disc(radius).sum() // 2`,
  },
  blur: {
    calls: [],
    text: `def blur(mask, sigma):
    """scipy.ndimage.gaussian_filter, truncate 4, mode nearest."""
    x = np.arange(-int(4 * sigma + 0.5), int(4 * sigma + 0.5) + 1)
    weights = np.exp(-0.5 / (sigma * sigma) * x * x)
    weights /= weights.sum()
    values = mask * float(FULL) if mask.dtype == bool else mask
    return np.floor(cv2.sepFilter2D(values, cv2.CV_64F, weights, weights, borderType=cv2.BORDER_REPLICATE) + 0.5)`,
  },
  refine: {
    calls: [],
    text: `def refine(mask, radius, epsilon):
    """The guided filter (He, Sun, Tang, 2010); the guide is the grey of the photo, and windows end at the border."""
    guide = (0.2125 * bgr[:, :, 2] + 0.7154 * bgr[:, :, 1] + 0.0721 * bgr[:, :, 0]) / 255
    values = mask.astype(np.float64) if mask.dtype == bool else mask / FULL

    def total(plane):
        size = (2 * radius + 1, 2 * radius + 1)
        return cv2.boxFilter(plane, cv2.CV_64F, size, normalize=False, borderType=cv2.BORDER_CONSTANT)

    count = np.rint(total(np.ones_like(values)))
    mean_i, mean_p = total(guide) / count, total(values) / count
    a = (total(guide * values) / count - mean_i * mean_p) / (total(guide * guide) / count - mean_i * mean_i + epsilon)
    b = mean_p - a * mean_i
    return np.floor(FULL * np.clip(total(a) / count * guide + total(b) / count, 0, 1) + 0.5)`,
  },
  harden: {
    calls: [],
    text: `def harden(mask):
    return mask > FULL / 2`,
  },
  ramp: {
    calls: [],
    text: `def ramp(share):
    """From the score: nothing at a share below the threshold, all at that share above it."""
    low = THRESHOLD * (1 - share)
    high = max(THRESHOLD, min(PEAK, THRESHOLD * (1 + share)))
    values = np.where(score >= high, FULL, np.floor(FULL * (score - low) / max(high - low, 1e-300) + 0.5))
    return np.where((score <= low) | ~usable, 0.0, values)`,
  },
}
