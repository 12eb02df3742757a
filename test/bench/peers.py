#!/usr/bin/env python3
"""The published code, scikit-image and OpenCV, doing the benchmark's works on the benchmark's pixels.

    peers.py BEFORE.rgb AFTER.rgb WIDTH HEIGHT X Y W H THREADS

Both files are raw interleaved RGB bytes, so that decoding is outside of every figure. Says in one line of JSON what is
installed and which works it knows; then, for each line {"work", "who"} on stdin, does that work once and answers
{"ms", "check"}. `check` is a number of the result (pixels of a mask, sum of scores), taken outside of the time.
"""
import json
import sys
import time

import numpy as np

try:
    import cv2
except ImportError:
    cv2 = None
try:
    import skimage
    from skimage.color import rgb2gray, rgb2lab
except ImportError:
    skimage = None

LIKELIHOOD, DENSITY, BINS_HUE, BINS_RG, BINS_PLANE = 0.05, 0.8, 25, 32, 100

width, height, x, y, w, h, threads = map(int, sys.argv[3:10])
before, after = (np.fromfile(path, np.uint8).reshape(height, width, 3) for path in sys.argv[1:3])
patch = before[y : y + h, x : x + w]
np.seterr(all="ignore")


def chromaticity(photo):
    total = photo.sum(axis=2)
    return photo[:, :, 0] * 1.0 / total, photo[:, :, 1] * 1.0 / total


def normal(values, mean, std):
    return np.exp(-((values - mean) ** 2) / (2 * std**2)) * (1 / (std * ((2 * np.pi) ** 0.5)))


def published_density():
    (r, g), (pr, pg) = chromaticity(before), chromaticity(patch)
    return normal(r, pr.mean(), pr.std()) * normal(g, pg.mean(), pg.std())


def published_mask():
    # The likelihood is the density divided by its peak: the published code with the threshold times the peak.
    pr, pg = chromaticity(patch)
    return published_density() > LIKELIHOOD / (2 * np.pi * pr.std() * pg.std())


def published_cutout():
    mask = published_density() > DENSITY
    return np.dstack((before[:, :, 0] * mask, before[:, :, 1] * mask, before[:, :, 2] * mask))


def published_plane():
    r, g = chromaticity(before)
    some = np.isfinite(r)
    return np.histogram2d(r[some], g[some], bins=BINS_PLANE, range=[[0, 1], [0, 1]])[0]


def float_planes(photo):
    planes = photo.astype(np.float32)
    total = planes[:, :, 0] + planes[:, :, 1] + planes[:, :, 2]
    return cv2.divide(planes[:, :, 0], total), cv2.divide(planes[:, :, 1], total)


def opencv_likelihood():
    (r, g), (pr, pg) = float_planes(before), float_planes(patch)
    return cv2.exp(-0.5 * (((r - pr.mean()) / pr.std()) ** 2 + ((g - pg.mean()) / pg.std()) ** 2))


def opencv_density_mask():
    pr, pg = float_planes(patch)
    return opencv_likelihood() > DENSITY * (2 * np.pi * pr.std() * pg.std())


def opencv_cutout():
    return cv2.bitwise_and(before, before, mask=opencv_density_mask().view(np.uint8))


def opencv_covariance():
    (r, g), (pr, pg) = float_planes(before), float_planes(patch)
    (a, b), (_, c) = np.linalg.inv(np.cov(np.vstack((pr.ravel(), pg.ravel())).astype(float), bias=True)).astype(np.float32)
    dr, dg = r - pr.mean(), g - pg.mean()
    return cv2.exp(-0.5 * (a * dr * dr + 2 * b * dr * dg + c * dg * dg)) > LIKELIHOOD


def opencv_hue():
    hue = np.ascontiguousarray(cv2.cvtColor(before, cv2.COLOR_RGB2HSV)[:, :, 0])
    counts = cv2.calcHist([hue], [0], None, [BINS_HUE], [0, 180])
    cv2.normalize(counts, counts, 0, 255, cv2.NORM_MINMAX)
    return cv2.calcBackProject([hue], [0], counts, [0, 180], 1)


def opencv_rg():
    counts = cv2.calcHist(list(float_planes(patch)), [0, 1], None, [BINS_RG, BINS_RG], [0, 1, 0, 1])
    cv2.normalize(counts, counts, 0, 255, cv2.NORM_MINMAX)
    return cv2.calcBackProject(list(float_planes(before)), [0, 1], counts, [0, 1, 0, 1], 1)


def opencv_plane():
    return cv2.calcHist(list(float_planes(before)), [0, 1], None, [BINS_PLANE, BINS_PLANE], [0, 1, 0, 1])


def under(mask, area, connectivity):
    """Where the regions of a mask lie that have fewer pixels."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=connectivity)
    small = stats[:, cv2.CC_STAT_AREA] < area
    small[0] = False
    return small.view(np.uint8)[labels]


def opencv_clean_chain():
    disc = (np.hypot(*np.ogrid[-3:4, -3:4]) <= 3).astype(np.uint8)
    mask = cv2.morphologyEx((opencv_likelihood() > LIKELIHOOD).view(np.uint8), cv2.MORPH_OPEN, disc)
    mask |= under(1 - mask, 200, 4)
    mask ^= under(mask, 50, 8)
    return cv2.GaussianBlur(mask * np.uint16(65535), (13, 13), 1.5, borderType=cv2.BORDER_REPLICATE) > 32767


def lab_mask(lab, lab_patch):
    """d² of the patch's full covariance, as three planes that are multiplied."""
    mean, inverse = lab_patch.mean(axis=0), np.linalg.inv(np.cov(lab_patch.T.astype(float), bias=True)).astype(lab.dtype)
    offset = lab - mean.astype(lab.dtype)
    return np.einsum("yxi,yxi->yx", offset @ inverse, offset) < -2 * np.log(LIKELIHOOD)


def opencv_lab():
    lab, lab_patch = (cv2.cvtColor(photo.astype(np.float32) / 255, cv2.COLOR_RGB2Lab) for photo in (before, patch))
    return lab_mask(lab, lab_patch.reshape(-1, 3))


def skimage_lab():
    return lab_mask(rgb2lab(before), rgb2lab(patch).reshape(-1, 3))


def opencv_difference():
    return cv2.absdiff(cv2.cvtColor(before, cv2.COLOR_RGB2GRAY), cv2.cvtColor(after, cv2.COLOR_RGB2GRAY))


copied = np.zeros_like(before)
works = {
    ("gaussian-mask", "published"): published_mask,
    ("gaussian-score", "published"): published_density,
    ("density", "published"): lambda: published_density() > DENSITY,
    ("cutout", "published"): published_cutout,
    ("histogram2d", "published"): published_plane,
    ("copy", "numpy"): lambda: np.copyto(copied, before),
}
if cv2 is not None:
    cv2.setNumThreads(threads)
    works |= {
        ("gaussian-mask", "opencv"): lambda: opencv_likelihood() > LIKELIHOOD,
        ("gaussian-score", "opencv"): opencv_likelihood,
        ("density", "opencv"): opencv_density_mask,
        ("cutout", "opencv"): opencv_cutout,
        ("covariance", "opencv"): opencv_covariance,
        ("lab", "opencv"): opencv_lab,
        ("hue", "opencv"): opencv_hue,
        ("rg", "opencv"): opencv_rg,
        ("histogram2d", "opencv"): opencv_plane,
        ("clean-chain", "opencv"): opencv_clean_chain,
        ("difference", "opencv"): opencv_difference,
    }
if skimage is not None:
    works |= {
        # Signed: that it is not made absolute as well is to its advantage.
        ("difference", "skimage"): lambda: rgb2gray(before) - rgb2gray(after),
        ("lab", "skimage"): skimage_lab,
    }

versions = {"numpy": np.__version__, "opencv": cv2 and cv2.__version__, "skimage": skimage and skimage.__version__}
print(json.dumps({"versions": versions, "works": list(works)}), flush=True)
for line in sys.stdin:
    asked = json.loads(line)
    work = works[asked["work"], asked["who"]]
    start = time.perf_counter()
    result = work()
    ms = (time.perf_counter() - start) * 1000
    check = 0 if result is None else float(np.nansum(result, dtype=np.float64))
    del result
    print(json.dumps({"ms": ms, "check": check}), flush=True)
