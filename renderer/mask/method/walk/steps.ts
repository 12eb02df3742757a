/** The method in its own order, a step a page: what is said, what is shown, and where the published code breaks. */
import type { ChartTab } from '../../../charts/choices'
import type { ViewId } from '../../stores/view'
import type { PictureId } from '../stores/pictures'

export interface WalkStep {
  readonly id: WalkStepId
  readonly title: string
  /** Two or three plain sentences. */
  readonly text: string
  /** What the pane shows with it. */
  readonly shows: {
    readonly view: ViewId
    readonly picture?: PictureId
    readonly strip?: boolean
    readonly charts?: ChartTab
    /** Whose hues the chart of them counts. */
    readonly hueOf?: 'patch'
  }
  /** What goes wrong with the published code on real photos, and what is done here. */
  readonly trap: { readonly title: string; readonly text: string }
}

export const WALK_STEP_IDS = [
  'patch',
  'chromaticity',
  'histogram',
  'gaussian',
  'likelihood',
  'threshold',
  'mask',
  'back-projection',
  'difference',
] as const
export type WalkStepId = (typeof WALK_STEP_IDS)[number]

export const WALK_STEPS: readonly WalkStep[] = [
  {
    id: 'patch',
    title: 'The patch',
    text: 'Everything starts with an example: a rectangle on a surface of the colour that you want. All that is learned about the colour is learned from its pixels, so choose a place that is evenly lit and shows nothing else.',
    shows: { view: 'photo' },
    trap: {
      title: 'Transparency',
      text: 'A photo with an alpha channel has four numbers a pixel. Added into the sum of the channels, alpha shifts every colour; here it is dropped first.',
    },
  },
  {
    id: 'chromaticity',
    title: 'Chromaticity',
    text: 'Dividing by the sum of the channels takes brightness out: what remains is how red and how green a pixel is. Two numbers, r and g, are enough, since the three shares add up to 1. The pane shows r; a surface in light and shade has nearly one value.',
    shows: { view: 'method', picture: 'r', charts: 'plane' },
    trap: {
      title: 'Black pixels',
      text: 'Black is 0 divided by 0. The published code gets NaN, “not a number”: its histogram fails, and one black pixel in the patch empties the whole mask. Here black pixels are left out and counted.',
    },
  },
  {
    id: 'histogram',
    title: 'The histogram',
    text: 'Counted into bins, the photo’s pixels show which chromaticities it has, and the patch’s pixels show where the wanted colour lies among them. A good patch is one narrow hill; two hills mean that it holds two colours.',
    shows: { view: 'method', picture: 'g', charts: 'overview' },
    trap: {
      title: 'Which range is cut into bins',
      text: 'The published histogram is given no range and takes that of the data, so the same bin is another colour in every photo. Here the range is 0 to 1, its last edge included, so that pure red counts.',
    },
  },
  {
    id: 'gaussian',
    title: 'The Gaussian',
    text: 'The hill is described by two numbers for each axis: where it is, the mean, and how wide it is, the standard deviation σ. The pane shows how like the patch’s r each pixel’s r is.',
    shows: { view: 'method', picture: 'likelihood-r', charts: 'overview' },
    trap: {
      title: 'A flat patch',
      text: 'Where all pixels are equal, σ is 0 and the formula divides by it. Here no σ is below 1/765, the smallest step of r that bytes can show, and a warning says where that was used.',
    },
  },
  {
    id: 'likelihood',
    title: 'The likelihood',
    text: 'A pixel is like the patch where both its r and its g are: the two are multiplied. What counts is the distance from the mean in standard deviations. The pane shows the product for every pixel.',
    shows: { view: 'method', picture: 'product', charts: 'maps' },
    trap: {
      title: 'Density above 1',
      text: 'The published score is a density, not a probability: the narrower the patch, the higher its peak, far above 1. Here it is divided by the peak, so that 1 means “just like the patch” for every patch. The model “Density, as published” leaves it as it is.',
    },
  },
  {
    id: 'threshold',
    title: 'The threshold',
    text: 'One number decides how alike is alike enough. Of pixels like the patch a threshold T keeps the share 1 − T, which the slider calls coverage. The row below shows the mask at several thresholds: press one to take it.',
    shows: { view: 'overlay', strip: true, charts: 'threshold' },
    trap: {
      title: 'The published thresholds',
      text: '0.2, 0.4, 0.6 and 0.8 are cuts through a density whose peak depends on the patch. On a narrow patch all four keep nearly everything that is at all like it, and look the same.',
    },
  },
  {
    id: 'mask',
    title: 'The mask',
    text: 'Every pixel whose score is above the threshold belongs to the mask, wherever it is in the photo. The photo through the mask is the cut-out, which you can export.',
    shows: { view: 'mask' },
    trap: {
      title: 'An empty mask that says nothing',
      text: 'A comparison with NaN, “not a number”, is always false. Where the published code has divided by 0, its mask is simply empty; here the cause is said, and the report has it.',
    },
  },
  {
    id: 'back-projection',
    title: 'Back-projection',
    text: 'The other way needs no formula for the hill: each pixel is looked up in the patch’s own histogram, here that of hue. What is common in the patch scores high, up to 255, whatever the hill’s shape.',
    shows: { view: 'method', picture: 'hue', charts: 'hue', hueOf: 'patch' },
    trap: {
      title: 'Whose histogram, and hue 0',
      text: 'The published code counts the whole photo’s hues, so that the photo’s commonest colour scores high, whatever the patch. And grey and black have hue 0, which is red. Both can be chosen in the model’s options; here the patch is counted.',
    },
  },
  {
    id: 'difference',
    title: 'The difference',
    text: 'Two photos of one place are compared by subtracting one from the other in grey: 0 where nothing changed, above it where light went, below it where light came. The Compare workspace does it for you.',
    shows: { view: 'photo' },
    trap: {
      title: 'Bytes that wrap, and a camera that moved',
      text: 'Subtracted as bytes, 10 − 20 is 246. And a hand that moved by a pixel changes every edge. Here grey is of real numbers, and the Compare workspace first takes the camera’s move and the change of light out.',
    },
  },
]
