/** What painting a pane is in either workspace: a canvas as large as the pane, marks that the latency bench looks for, and colours of the theme. */

/** Setting a canvas's size empties it: only when it differs. */
export function fitCanvas(canvas: HTMLCanvasElement, { width, height }: { readonly width: number; readonly height: number }): void {
  if (canvas.width !== width) canvas.width = width
  if (canvas.height !== height) canvas.height = height
}

const MARKS_KEPT = 500

/** Sets a mark of this name each time it is called; the browser keeps the last few hundred. */
export function createMarks(name: string): () => void {
  let marks = 0
  return () => {
    marks += 1
    if (marks % MARKS_KEPT === 0) performance.clearMarks(name)
    performance.mark(name)
  }
}

/** Two tokens as a canvas needs them; `theme` is asked so that a switch is seen. */
export function tokenColours(theme: string, first: string, second: string): [string, string] {
  void theme
  const tokens = getComputedStyle(document.documentElement)
  return [tokens.getPropertyValue(first).trim(), tokens.getPropertyValue(second).trim()]
}
