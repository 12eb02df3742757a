/** The objects of one class in a picture of labels: runs of pixels that touch by edges or corners, joined by union-find. */
export interface LabelledObject {
  readonly pixels: number
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
  /** Row, first column, and the column after the last. */
  readonly runs: readonly (readonly [y: number, from: number, to: number])[]
}

/** In the order of their first pixels. */
export function objectsOf(labels: Uint8Array, width: number, height: number, label: number): LabelledObject[] {
  const runs: (readonly [number, number, number])[] = []
  const parents: number[] = []
  const rootOf = (run: number): number => {
    while (parents[run] !== run) run = parents[run] = parents[parents[run]!]!
    return run
  }
  let above = 0
  for (let y = 0; y < height; y++) {
    const first = runs.length
    for (let x = 0; x < width; x++) {
      if (labels[y * width + x] !== label) continue
      const from = x
      while (x < width && labels[y * width + x] === label) x++
      const run = runs.push([y, from, x]) - 1
      parents.push(run)
      // Runs of the row above that end before this one begins touch none that follows.
      while (above < first && runs[above]![2] < from) above++
      for (let i = above; i < first && runs[i]![1] <= x; i++) {
        const [a, b] = [rootOf(i), rootOf(run)]
        parents[Math.max(a, b)] = Math.min(a, b)
      }
    }
    above = first
  }
  const gathered = new Map<number, (readonly [number, number, number])[]>()
  for (const [i, run] of runs.entries()) {
    const root = rootOf(i)
    const known = gathered.get(root)
    if (known === undefined) gathered.set(root, [run])
    else known.push(run)
  }
  return [...gathered.values()].map(objectOf)
}

function objectOf(runs: readonly (readonly [number, number, number])[]): LabelledObject {
  let [pixels, left, right] = [0, Infinity, 0]
  for (const [, from, to] of runs) {
    pixels += to - from
    left = Math.min(left, from)
    right = Math.max(right, to)
  }
  const [top, bottom] = [runs[0]![0], runs.at(-1)![0] + 1]
  return { pixels, x: left, y: top, w: right - left, h: bottom - top, runs }
}
