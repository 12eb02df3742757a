/** The move between two open photos: the one that was made by hand, else the one that is found. */
import type { CompareOptions } from '../../../contract/comparison'
import { ChromapatchError } from '../../../contract/errors'
import { fitMove } from '../../../core/pair/align/fit'
import { UNALIGNED, type Alignments } from '../../../core/pair/align/found'
import { invert, isPlausible, normalized, overlapOf, type Matrix, type Size } from '../../../core/pair/align/geometry'
import type { OpenDocument } from '../photo/documents'
import type { Level, Raster } from '../photo/raster'
import { ALIGN_CELLS, readAlignment } from './records'
import { runForCells, type Work } from './work'

export type PairAlignment = Omit<Alignments, 'model'> & {
  readonly model: Alignments['model'] | 'manual'
  /** Share of after that before shows. */
  readonly overlapAfter: number
}

/** @throws ChromapatchError PHOTO_SIZES_DIFFER, PARAMETER_INVALID, MEMORY_EXCEEDED, JOB_CANCELLED */
export async function alignPair(work: Work, before: OpenDocument, after: OpenDocument, options: CompareOptions): Promise<PairAlignment> {
  const found = await moveOf(work, before, after, options)
  const back = invert(found.homography)
  return { ...found, overlapAfter: back === null ? 0 : overlapOf(back, after.raster, before.raster) }
}

async function moveOf(
  work: Work,
  before: OpenDocument,
  after: OpenDocument,
  { align, manual }: CompareOptions,
): Promise<Omit<PairAlignment, 'overlapAfter'>> {
  const [a, b] = [before.raster, after.raster]
  if (manual !== null) {
    const homography = manualMove(manual)
    if (homography === null || !isPlausible(homography, a)) {
      throw new ChromapatchError('PARAMETER_INVALID', 'No camera could have moved as these pins say.', {
        hint: 'Put each pin on the same thing in both photos.',
      })
    }
    return { model: 'manual', homography, residual: null, confidence: null, overlap: overlapOf(homography, a, b), found: true }
  }
  const isSameSize = a.width === b.width && a.height === b.height
  if (align === 'none') {
    if (!isSameSize) throw sizesDiffer(before, after, 'Unaligned photos must have one size.')
    return UNALIGNED(true)
  }
  const levels = (raster: Raster) => ({ levels: raster.levels.map(({ rgb, width, height }: Level) => ({ rgb, width, height })) })
  const found = readAlignment(
    await runForCells(work, ALIGN_CELLS, (out) => ({ name: 'align', before: levels(a), after: levels(b), wanted: align, out })),
  )
  // Photos of two sizes lie beside each other all the same: after is shown as large as before.
  return found.found || isSameSize ? found : { ...found, homography: fitted(a, b), overlap: 1 }
}

/** One photo laid into the other's frame: the move of before's middle and width to after's. */
function fitted(a: Size, b: Size): Matrix {
  const scale = Math.max(b.width / a.width, b.height / a.height)
  return [scale, 0, (b.width - 1 - scale * (a.width - 1)) / 2, 0, scale, (b.height - 1 - scale * (a.height - 1)) / 2, 0, 0, 1]
}

function sizesDiffer({ info: a }: OpenDocument, { info: b }: OpenDocument, why: string): ChromapatchError {
  return new ChromapatchError(
    'PHOTO_SIZES_DIFFER',
    `“${a.name}” is ${a.width} × ${a.height} and “${b.name}” is ${b.width} × ${b.height} pixels. ${why}`,
    { hint: 'Use alignment, or photos of one size.' },
  )
}

/** One pin is a shift; two and three give turn and scale as well; four and more a perspective. */
function manualMove(manual: NonNullable<CompareOptions['manual']>): Matrix | null {
  if (manual.kind === 'move') {
    const move = manual.homography.flat() as unknown as Matrix
    return invert(move) === null || move[8] === 0 ? null : normalized(move)
  }
  const { pins } = manual
  const model = pins.length === 1 ? 'translation' : pins.length < 4 ? 'similarity' : 'homography'
  return fitMove(
    model,
    pins.map(({ before }) => before),
    pins.map(({ after }) => after),
  )
}
