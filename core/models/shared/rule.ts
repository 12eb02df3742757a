import { EVERY_PIXEL, type PixelRule } from '../../kernels/pixel-rule'

/** The pixel rule of checked parameter values; what a model does not declare is off. */
export function ruleOf(parameters: Readonly<Record<string, number | boolean | string>>): PixelRule {
  return {
    light: parameters['light'] === 'linear' ? 'linear' : EVERY_PIXEL.light,
    minimumSum: Number(parameters['minimumBrightness'] ?? EVERY_PIXEL.minimumSum),
    minimumSpread: Number(parameters['minimumSpread'] ?? EVERY_PIXEL.minimumSpread),
    excludeClipped: parameters['excludeClipped'] === true,
  }
}
