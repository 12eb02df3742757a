/** From what was traced to latencies. */
import type { MapCall, Move, Trace } from './trace'

export interface Latencies {
  /** From the movement as the browser received it to the overlay painted. */
  readonly whole: readonly number[]
  /** From the page's listeners to the overlay painted: without the wait for the frame. */
  readonly own: readonly number[]
  /** Movements that no paint followed. */
  readonly lost: number
}

/**
 * A dragged patch: a movement is on the screen with the first map that was asked for after it, at
 * the first paint after that map came.
 */
export function dragLatencies({ moves, scorePaints }: Trace, calls: readonly MapCall[]): Latencies {
  return latencies(moves, (move) => {
    const call = calls.find(({ asked }) => asked >= move.heard)
    return call && scorePaints.find((time) => time >= call.answered)
  })
}

/** A slider: the map is there already, the next paint has it. */
export function slideLatencies({ slides, scorePaints }: Pick<Trace, 'slides' | 'scorePaints'>): Latencies {
  return latencies(slides, (move) => scorePaints.find((time) => time >= move.heard))
}

function latencies(moves: readonly Move[], paintOf: (move: Move) => number | undefined): Latencies {
  const [whole, own]: [number[], number[]] = [[], []]
  let lost = 0
  for (const move of moves) {
    const painted = paintOf(move)
    if (painted === undefined) {
      lost++
      continue
    }
    whole.push(painted - move.stamp)
    own.push(painted - move.heard)
  }
  return { whole, own, lost }
}
