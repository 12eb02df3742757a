#!/usr/bin/env python3
"""The published segmentation as a program: PHOTO X Y W H OUT.png. Reads and writes with scikit-image, as the book does."""
import sys

import numpy as np
from skimage.io import imread, imsave

photo = imread(sys.argv[1])
x, y, w, h = map(int, sys.argv[2:6])
patch = photo[y : y + h, x : x + w]
np.seterr(all="ignore")


def gaussian(p, mean, std):
    return np.exp(-((p - mean) ** 2) / (2 * std**2)) * (1 / (std * ((2 * np.pi) ** 0.5)))


r = photo[:, :, 0] * 1.0 / photo.sum(axis=2)
g = photo[:, :, 1] * 1.0 / photo.sum(axis=2)
pr = patch[:, :, 0] * 1.0 / patch.sum(axis=2)
pg = patch[:, :, 1] * 1.0 / patch.sum(axis=2)
mask = gaussian(r, pr.mean(), pr.std()) * gaussian(g, pg.mean(), pg.std()) > 0.8
masked = np.dstack((photo[:, :, 0] * mask, photo[:, :, 1] * mask, photo[:, :, 2] * mask))
imsave(sys.argv[6], masked, check_contrast=False)
