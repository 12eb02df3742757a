/**
 * A mask as a script of numpy and OpenCV: the present model with its parameters, patches, threshold and clean-up steps, on
 * this photo. It fits the model anew from the patches and gives the mask that `chromapatch segment --mask` writes.
 */
import type { Segmentation } from '../../../contract/contract'
import type { PixelRule } from '../../../core/kernels/pixel-rule'
import { models } from '../../../core/models'
import type { Model } from '../../../core/models/shared/model'
import type { ModelPython } from '../../../core/models/shared/python'
import { ruleOf } from '../../../core/models/shared/rule'
import type { ModelParameters } from '../../../core/models/shared/model'
import { checkSteps } from '../mask/clean/steps'
import { checkModel } from '../mask/parameters'
import { cleanPython } from './clean'
import { photoLines, type PhotoFacts } from './photo'
import { patchLines } from './shapes'

/** @throws ChromapatchError PARAMETER_INVALID */
export async function pythonScript(photo: PhotoFacts, segmentation: Segmentation, shifts?: readonly number[]): Promise<string> {
  const { threshold, patches, gate } = segmentation
  const { model: id, parameters } = checkModel(segmentation.model, segmentation.parameters, threshold)
  const model: Model = models[id]
  const { python } = model
  const clean = await cleanPython(checkSteps(segmentation.clean), segmentation)
  const lines = [
    '#!/usr/bin/env python3',
    '"""The mask of a photo, as Chromapatch makes it, with numpy and OpenCV.',
    '',
    `${model.title}: ${model.formula}`,
    ...parameterLines(parameters),
    '',
    '    python3 THIS_FILE.py [PHOTO [MASK.png]]',
    '',
    'Needs numpy and OpenCV (Debian: python3-numpy python3-opencv; elsewhere: pip install numpy opencv-python).',
    '"""',
    'import hashlib',
    'import sys',
    'from pathlib import Path',
    '',
    'import cv2',
    'import numpy as np',
    '',
    ...photoLines(photo),
    '',
    '',
    ...patchLines(segmentation),
    `THRESHOLD = ${threshold}`,
    ...(clean.soft || clean.helpers.length > 0 ? ['# A mask with soft edges has this where a pixel is wholly in it.', 'FULL = 65535'] : []),
    '',
    ...usableLines(ruleOf(parameters), python),
    ...python.lines({ patches, gate, parameters, shifts }),
    ...cleanLines(clean),
    '',
    clean.soft ? 'written = np.floor(255 * mask / FULL + 0.5).astype(np.uint8)' : 'written = np.where(mask, 255, 0).astype(np.uint8)',
    'Path(MASK).write_bytes(cv2.imencode(".png", written)[1].tobytes())',
    `pixels = np.count_nonzero(${clean.soft ? 'mask > FULL / 2' : 'mask'})`,
    'print(f"{MASK}: {pixels} pixels, {100 * pixels / mask.size:.2f} %")',
    '# The cut-out: cv2.imwrite("cut-out.png", np.dstack([bgr, written]))',
  ]
  return lines.join('\n') + '\n'
}

function parameterLines(parameters: ModelParameters): string[] {
  return Object.entries(parameters).map(([name, value]) => `    ${name}: ${String(value)}`)
}

/** `usable`, and where the model asks for them, the chromaticities r and g. */
function usableLines(
  { light, minimumSum, minimumSpread, excludeClipped }: PixelRule,
  { chromaticity, usable = '' }: ModelPython,
): string[] {
  const conditions = [
    ...(minimumSum > 0 ? [`(bgr.sum(axis=2, dtype=np.int32) >= ${minimumSum})`] : []),
    ...(minimumSpread > 0 ? [`(bgr.max(axis=2) - bgr.min(axis=2) >= ${minimumSpread})`] : []),
    ...(excludeClipped ? ['(bgr.max(axis=2) < 255)'] : []),
  ]
  if (!chromaticity) {
    return [usable, `usable = ${conditions.length > 0 ? conditions.join(' & ') : 'np.ones(bgr.shape[:2], bool)'}`]
  }
  return [
    '# Chromaticity, r = R / (R + G + B) and g = G / (R + G + B). Black has none, and never belongs to the mask.',
    ...(light === 'linear'
      ? [
          '# The bytes are undone to light first (IEC 61966-2-1).',
          'encoded = np.arange(256) / 255',
          'light = np.where(encoded <= 0.04045, encoded / 12.92, ((encoded + 0.055) / 1.055) ** 2.4)',
        ]
      : ['light = np.arange(256.0)']),
    'B, G, R = (light[bgr[:, :, i]] for i in range(3))',
    'total = R + G + B',
    `usable = ${['(total > 0)', ...conditions].join(' & ')}`,
    'total[~usable] = 1',
    'r, g = R / total, G / total',
    '',
  ]
}

function cleanLines({ helpers, lines }: Awaited<ReturnType<typeof cleanPython>>): string[] {
  if (lines.length === 0) return []
  return [...helpers.flatMap((text) => ['', '', text]), '', '', '# Clean-up, step after step.', ...lines]
}
