/** Marks of when a chart's data came and when a chart was drawn, for whoever measures; the last of each is kept. */
export function chartMark(what: 'data' | 'drawn'): void {
  const name = `chromapatch:chart-${what}`
  performance.clearMarks(name)
  performance.mark(name)
}
