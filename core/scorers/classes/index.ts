/** Classes of colour: the score of a pixel is its colour's evidence for the class of the patches, filtered along the photo's edges. */
import { cutOf, type ScoreScale } from '../../kernels/score-map'
import { no16, type ScorerKind } from '../shared/kind'
import { rampValue } from '../shared/ramp'
import type { ClassScorer } from './scorer'
import { classScores, eachScore } from './scores'

const SCALE: ScoreScale = { kind: 'byte' }

export const classScorer: ScorerKind<ClassScorer> = {
  kind: 'classes',
  title: 'Classes of colour',
  bits: 8,
  scaleOf: () => SCALE,
  start(thread, scorer) {
    const { memory } = thread
    const scored = classScores(thread, scorer)
    return {
      mask: (rgb, count, threshold, out) => scored({ rgb, count }, cutOf(threshold, SCALE), out),
      score: (rgb, count, _threshold, out) => void scored({ rgb, count }, 0, out),
      ramp(rgb, count, ramp, out) {
        const values = Uint16Array.from({ length: 256 }, (_, score) => rampValue(score, ramp))
        const run = new Uint16Array(memory.buffer, out, count)
        eachScore(memory, scored, { rgb, count }, (scores, first) => {
          for (let i = 0; i < scores.length; i++) run[first + i] = values[scores[i]!]!
        })
      },
    }
  },
  slots(scorer, thresholds, thread) {
    const slotOf = Uint16Array.from({ length: 256 }, (_, score) => thresholds.filter((at) => score >= cutOf(at, SCALE)).length)
    const scored = classScores(thread, scorer)
    return (_bytes, rgb, count, slots) =>
      eachScore(thread.memory, scored, { rgb, count }, (scores) => scores.forEach((score) => (slots[slotOf[score]!]! += 1)))
  },
  write16: no16,
  pictured: (scorer, picture) => (picture === 'back-projection' ? scorer : null),
  // The edges of one photo are not those of another: there, classes are told by their colours alone.
  onAnotherPhoto: (scorer) => ({ ...scorer, parts: scorer.parts.map(({ table }) => ({ table, field: null })) }),
}
