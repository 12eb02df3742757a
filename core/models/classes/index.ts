import { classScorer } from '../../scorers/classes'
import { choice, integer } from '../shared/define'
import { defineModel } from '../shared/model'
import { fit } from './fit'
import { python } from './python'

export const classes = defineModel({
  id: 'classes',
  version: 1,
  title: 'Classes of colour',
  doc: 'How much likelier a pixel’s colour is in the class of the patches than in the rest of the photo. Patches that subtract are examples of the rest.',
  reference:
    'Naive Bayes over smoothed densities in L*a*b* (D65), the rest of the photo learnt by expectation and maximization (Dempster, Laird, Rubin, 1977) as from positive and unlabelled examples; scores filtered along the photo’s edges by the fast guided filter (He and Sun, 2015) as in cost-volume filtering (Hosni et al., 2013). The first threshold is the one whose contour has the greatest mean colour difference across it.',
  formula: 'score = 127.5 + 21.25 · ln(p(colour | class) / p(colour | rest)), cut to 0..255 and filtered along edges',
  threshold: {
    ...integer({
      title: 'Score threshold',
      unit: 'score, 0 to 255',
      min: 0,
      max: 255,
      default: 128,
      doc: 'A pixel belongs to the mask when its score is at least this. 128 is where class and rest are equally likely.',
    }),
    shownAs: 'threshold',
    // 21.25 scores a nat: ln 2 · 21.25.
    octave: 15,
  },
  parameters: {
    edges: choice({
      title: 'Edges',
      doc: 'Whether the mask follows the edges of the photo or every pixel is judged by its colour alone.',
      choices: [
        { id: 'follow', title: 'Follow the photo', doc: 'Scores are filtered along the photo’s edges: no specks, clean outlines.' },
        { id: 'off', title: 'Off', doc: 'Each pixel by its own colour.' },
      ],
      default: 'follow',
    }),
  },
  scorer: classScorer,
  selectsBy: 'patches',
  isResampled: false,
  learns: 'table',
  findsThreshold: true,
  ellipse: null,
  needsChromaticity: false,
  concerns: { deviation: false, black: false },
  python,
  fit,
})
