/** A patch or a region, as `X,Y,W,H`, `ellipse X,Y,W,H` or `lasso X,Y X,Y X,Y …`. */
import type { Patch, Segmentation } from '../../../contract/contract'
import { patchFrom, usage } from '../arguments'

/** @throws ChromapatchError USAGE */
export function outlinedPatch(text: string, role: Patch['role']): Patch {
  const [word, ...rest] = text.trim().split(/\s+/)
  if (word === 'ellipse') return { ...patchFrom(rest.join(''), role), shape: { kind: 'ellipse' } }
  if (word === 'lasso') return lasso(rest, role)
  return patchFrom(text, role)
}

/** @throws ChromapatchError USAGE */
export function limitFrom(text: string): NonNullable<Segmentation['limit']> {
  const { x, y, w, h, shape } = outlinedPatch(text, 'add')
  return { x, y, w, h, ...(shape === undefined ? {} : { shape }) }
}

function lasso(corners: readonly string[], role: Patch['role']): Patch {
  const points = corners.flatMap((corner) => {
    const pair = /^(-?\d{1,5}),(-?\d{1,5})$/.exec(corner)
    if (pair === null) throw usage(`Expected X,Y in whole pixels for a corner of a lasso but received “${corner}”.`)
    return [Number(pair[1]), Number(pair[2])]
  })
  if (corners.length < 3) throw usage(`Expected at least three corners for a lasso but received ${corners.length}.`)
  const [xs, ys] = [points.filter((_, i) => i % 2 === 0), points.filter((_, i) => i % 2 === 1)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, w: Math.max(...xs) - x, h: Math.max(...ys) - y, role, shape: { kind: 'lasso', points } }
}
