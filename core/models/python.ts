/** What each model gives to a Python script. One line per model. */
import { python as classes } from './classes/python'
import { python as covariance } from './covariance/python'
import { python as density } from './density/python'
import { python as gate } from './gate/python'
import { python as gaussian } from './gaussian/python'
import { python as hue } from './hue/python'
import type { ModelId } from './index'
import type { ModelPython } from './model-python'
import { python as rg } from './rg/python'

export const modelPython = { classes, gaussian, covariance, density, hue, rg, gate } satisfies Record<ModelId, ModelPython>
