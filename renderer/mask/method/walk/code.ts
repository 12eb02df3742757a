/** The few lines of numpy and OpenCV that do what a step says. One after the other they are a program. Pure. */
import type { WalkStepId } from './steps'

export interface WalkCodeFacts {
  /** The photo's name alone. */
  readonly name: string
  readonly patch: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  readonly threshold: number
  readonly hueBins: number
}

export function walkCode(step: WalkStepId, { name, patch, threshold, hueBins }: WalkCodeFacts): string {
  switch (step) {
    case 'patch':
      return `import cv2
import numpy as np

bgr = cv2.imread(${JSON.stringify(name)})
x, y, w, h = ${patch.x}, ${patch.y}, ${patch.w}, ${patch.h}
patch = bgr[y:y + h, x:x + w]`
    case 'chromaticity':
      return `def chromaticity(bgr):
    planes = np.moveaxis(bgr.astype(float), 2, 0)
    B, G, R = planes
    total = R + G + B
    total[total == 0] = np.nan  # black has no chromaticity
    return R / total, G / total

r, g = chromaticity(bgr)
patch_r, patch_g = chromaticity(patch)`
    case 'histogram':
      return `known = ~np.isnan(patch_r)
counts, _, _ = np.histogram2d(
    patch_r[known], patch_g[known],
    bins=100, range=[[0, 1], [0, 1]])`
    case 'gaussian':
      return `floor = 1 / 765
mean_r, mean_g = np.nanmean(patch_r), np.nanmean(patch_g)
std_r = max(np.nanstd(patch_r), floor)
std_g = max(np.nanstd(patch_g), floor)`
    case 'likelihood':
      return `d_r = (r - mean_r) / std_r
d_g = (g - mean_g) / std_g
likelihood = np.exp(-(d_r**2 + d_g**2) / 2)
# as published:
density = likelihood / (2 * np.pi * std_r * std_g)`
    case 'threshold':
      return `T = ${threshold}
# never true of black
inside = likelihood > T`
    case 'mask':
      return `mask = np.where(inside, 255, 0).astype(np.uint8)
cut_out = cv2.bitwise_and(bgr, bgr, mask=mask)
print(np.count_nonzero(mask), "pixels")`
    case 'back-projection':
      return `hsv = cv2.cvtColor(bgr, cv2.COLOR_BGR2HSV)
hue = hsv[:, :, 0]
bins, span = [${hueBins}], [0, 180]
counts = cv2.calcHist(
    [hue[y:y + h, x:x + w]], [0], None, bins, span)
cv2.normalize(counts, counts, 0, 255, cv2.NORM_MINMAX)
score = cv2.calcBackProject([hue], [0], counts, span, 1)`
    case 'difference':
      return `def grey(bgr):
    return bgr[:, :, ::-1] @ [0.2125, 0.7154, 0.0721] / 255

after = bgr  # the second photo, of one size
difference = grey(bgr) - grey(after)  # -1 to 1`
  }
}
