/** Shell patterns for names: * and ? within a name, ** across folders, [abc], [!a-z], {one,two}. Capitals do not matter. */

const MARKS = /[\\^$.*+?()[\]{}|/]/g
const quoted = (text: string): string => text.replace(MARKS, '\\$&')
/** Longer ones are a mistake, and could take long to try. */
export const PATTERN_MAX = 200

/**
 * Whether names match. A pattern without / is held against the file's name, one with it against the path in its folder.
 * @throws RangeError for a bracket or a brace that is not closed, or a pattern that is too long.
 */
export function matcherOf(pattern: string): (path: string) => boolean {
  if (pattern.length > PATTERN_MAX) throw new RangeError(`at most ${PATTERN_MAX} characters`)
  const isPath = pattern.includes('/')
  const expression = new RegExp(`^${source(pattern)}$`, 'iu')
  return (path) => expression.test((isPath ? path : path.slice(path.lastIndexOf('/') + 1)).normalize('NFC'))
}

function source(pattern: string): string {
  let made = ''
  for (let i = 0; i < pattern.length; i++) {
    const mark = pattern[i] as string
    if (mark === '*') {
      // Neighbouring stars are one: a row of them would be tried in every way.
      let stars = 1
      while (pattern[i + 1] === '*') [stars, i] = [stars + 1, i + 1]
      if (stars === 1) made += '[^/]*'
      else if (pattern[i + 1] === '/') [made, i] = [`${made}(?:[^/]+/)*`, i + 1]
      else made += '.*'
    } else if (mark === '?') made += '[^/]'
    else if (mark === '[') {
      const end = pattern.indexOf(']', i + 2)
      if (end < 0) throw new RangeError('a [ without its ]')
      const inside = pattern.slice(i + 1, end)
      const isNot = /^[!^]/.test(inside)
      made += `[${isNot ? '^/' : ''}${quoted(isNot ? inside.slice(1) : inside)}]`
      i = end
    } else if (mark === '{') {
      const end = pattern.indexOf('}', i)
      if (end < 0) throw new RangeError('a { without its }')
      made += `(?:${pattern
        .slice(i + 1, end)
        .split(',')
        .map(source)
        .join('|')})`
      i = end
    } else made += quoted(mark)
  }
  return made
}
