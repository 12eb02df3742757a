/** The options that models share beside the published method; rule.ts makes a pixel rule of their values. */
import { boolean, choice, integer } from './define'

/** Light and brightness, for the models of chromaticity. All off by default. */
export const chromaticityOptions = {
  light: choice({
    title: 'Light',
    doc: 'How the bytes are taken: as encoded, or undone to linear light first, which keeps a colour’s chromaticity the same in the shade.',
    choices: [
      { id: 'encoded', title: 'As encoded', doc: 'The sRGB bytes as they are, as published.' },
      {
        id: 'linear',
        title: 'Linear light',
        doc: 'The bytes undone to light: r of a water colour then stays put at a tenth of the brightness.',
      },
    ],
    default: 'encoded',
  }),
  minimumBrightness: integer({
    title: 'Minimum brightness',
    unit: 'R + G + B',
    min: 0,
    max: 765,
    default: 0,
    doc: 'Leaves out pixels whose R + G + B is below this: the chromaticity of dark pixels is mostly noise. 0 leaves out none.',
  }),
  excludeClipped: boolean({
    title: 'Leave out clipped pixels',
    doc: 'Leaves out pixels with a channel at 255: their true colour is not in the photo.',
    default: false,
  }),
}

/** Dark and grey, for the model of hue. Off by default, as OpenCV has it: black and grey pixels then have hue 0 and count as such. */
export const hueOptions = {
  minimumBrightness: integer({
    title: 'Leave out dark pixels below',
    unit: 'R + G + B',
    min: 0,
    max: 765,
    default: 0,
    doc: 'Leaves out pixels whose R + G + B is below this, from histogram and mask: black has no hue but counts as hue 0. 0 leaves out none.',
  }),
  minimumSpread: integer({
    title: 'Leave out grey pixels below',
    unit: 'difference of channels',
    min: 0,
    max: 255,
    default: 0,
    doc: 'Leaves out pixels whose largest and smallest channel differ by less, from histogram and mask: grey has no hue but counts as hue 0. 0 leaves out none.',
  }),
}
