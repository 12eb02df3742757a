#!/usr/bin/env python3
"""The same program written with OpenCV, float32 planes and all threads: PHOTO X Y W H OUT.png [PNG level]."""
import sys

import cv2
import numpy as np

photo = cv2.imread(sys.argv[1])
x, y, w, h = map(int, sys.argv[2:6])
np.seterr(all="ignore")


def planes(bgr):
    f = bgr.astype(np.float32)
    total = f[:, :, 0] + f[:, :, 1] + f[:, :, 2]
    return cv2.divide(f[:, :, 2], total), cv2.divide(f[:, :, 1], total)


(r, g), (pr, pg) = planes(photo), planes(photo[y : y + h, x : x + w])
likelihood = cv2.exp(-0.5 * (((r - pr.mean()) / pr.std()) ** 2 + ((g - pg.mean()) / pg.std()) ** 2))
mask = likelihood > 0.8 * (2 * np.pi * pr.std() * pg.std())
masked = cv2.bitwise_and(photo, photo, mask=mask.view(np.uint8))
level = [cv2.IMWRITE_PNG_COMPRESSION, int(sys.argv[7])] if len(sys.argv) > 7 else []
cv2.imwrite(sys.argv[6], masked, level)
